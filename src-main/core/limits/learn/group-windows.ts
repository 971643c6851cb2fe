import type { Evidence, LimitUnit, WindowKind } from '../../../shared/evidence.js';
import type { Instant } from '../../../shared/units.js';
import { lengthOf, SAME_END_MS } from '../windows/limit-window.js';
import { byTime } from './by-time.js';

/** What is kept of one window: the first hit, the highest reading of each source, one quiet. */
export interface EvidenceWindow {
  readonly start: Instant | null;
  readonly end: Instant | null;
  /** When its newest kept record was made. */
  readonly at: Instant;
  readonly hit: Evidence | null;
  readonly readings: readonly Evidence[];
  readonly quiet: Evidence | null;
  /** What was last said of the percentage, whether or not its use was visible. */
  readonly newest: Evidence | null;
}

/** So many records are sorted out without a pause. */
const STEP_RECORDS = 500;
/** Points that a percentage may be off and still be one. */
const COARSEST = 1;
/** Less of a difference says too little. */
const LEAST_DELTA = 5;

/** The records of one kind by the window they were made in, oldest first. */
export function groupWindows(records: readonly Evidence[], kind: WindowKind): EvidenceWindow[] {
  const steps = groupInSteps(records, kind);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/** The same, in steps. */
export function* groupInSteps(
  records: readonly Evidence[],
  kind: WindowKind,
): Generator<void, EvidenceWindow[]> {
  const groups: Evidence[][] = [];
  const loose: Evidence[] = [];
  const own = records.filter((record) => record.window === kind && record.kind !== 'change');
  for (const [index, record] of own.sort(byTime).entries()) {
    if (record.start === null && record.end === null) loose.push(record);
    else {
      const group = groups.findLast(([first]) => first && isSameWindow(record, first, kind));
      if (group) group.push(record);
      else groups.push([record]);
    }
    if (index % STEP_RECORDS === 0) yield;
  }
  addLoose(groups, loose, kind);
  const windows: EvidenceWindow[] = [];
  for (const group of groups) {
    const window = keepOfWindow(group);
    if (window) windows.push(window);
    yield;
  }
  return windows.sort((one, other) => one.at - other.at);
}

/** Use of the record in every unit it teaches in; null: it teaches nothing. */
const usedBy = (record: Evidence) =>
  record.kind === 'quiet' ? (record.settled ?? record.used) : (record.used ?? record.settled);

export const hasUse = (record: Evidence, unit: LimitUnit) => (usedBy(record)?.[unit]?.[1] ?? 0) > 0;

function startOf({ start, end }: Evidence, kind: WindowKind): Instant | null {
  return start ?? (end === null ? null : end - lengthOf(kind));
}

function endOf({ start, end }: Evidence, kind: WindowKind): Instant | null {
  return end ?? (start === null ? null : start + lengthOf(kind));
}

function isSameWindow(one: Evidence, other: Evidence, kind: WindowKind): boolean {
  const byStart = one.end === null || other.end === null;
  const from = byStart ? startOf(one, kind) : endOf(one, kind);
  const to = byStart ? startOf(other, kind) : endOf(other, kind);
  return from !== null && to !== null && Math.abs(from - to) <= SAME_END_MS;
}

/** Records that name no window: they join the one that ran then, or make one of their own. */
function addLoose(groups: Evidence[][], loose: readonly Evidence[], kind: WindowKind): void {
  const bounded = groups.slice();
  let open: Evidence[] | null = null;
  for (const record of loose) {
    const home = bounded.find(([first]) => {
      const from = first && startOf(first, kind);
      const to = first && endOf(first, kind);
      return from != null && to != null && from <= record.at && record.at <= to;
    });
    if (home) home.push(record);
    else if (open && canFollow(open, record, kind)) open.push(record);
    else {
      open = [record];
      groups.push(open);
    }
  }
}

/** Within one window use and percent only rise, and the limit is reached once. */
function canFollow(group: readonly Evidence[], record: Evidence, kind: WindowKind): boolean {
  const [first, last] = [group[0], group.at(-1)];
  if (!first || !last || record.at - first.at > lengthOf(kind)) return false;
  if (group.some((other) => other.kind === 'quiet' || other.kind === 'hit')) return false;
  if ((record.pct ?? 100) < (last.pct ?? 0)) return false;
  return Object.entries(usedBy(last) ?? {}).every(([unit, [low]]) => {
    // Keys of a use are units: it is read or made with no others.
    const later = usedBy(record)?.[unit as LimitUnit];
    return later === undefined || later[1] >= low;
  });
}

function keepOfWindow(records: readonly Evidence[]): EvidenceWindow | null {
  const sorted = [...records].sort(byTime);
  const hit = sorted.find((record) => record.kind === 'hit') ?? null;
  const readings = keepReadings(sorted.filter((record) => record.kind === 'reading'));
  // Use behind a limit that was recorded is not of the window; a hit that was only said may be none.
  const isCertain = hit !== null && hit.source !== 'manual';
  const quiet = isCertain ? null : (sorted.findLast((record) => record.kind === 'quiet') ?? null);
  const newest = sorted.findLast(isSaid) ?? null;
  const kept = [hit, ...readings, quiet, newest].filter((record) => record !== null);
  if (kept.length === 0) return null;
  return {
    start: kept.find(({ start }) => start !== null)?.start ?? null,
    end: kept.find(({ end }) => end !== null)?.end ?? null,
    at: kept.reduce((latest, { at }) => Math.max(latest, at), -Infinity),
    hit,
    readings,
    quiet,
    newest,
  };
}

/** "More than 80 %" is no percentage that was said. */
const isSaid = ({ pct, half, since }: Evidence) =>
  pct !== null && since === null && (half ?? 0) <= COARSEST;

/** A difference of readings counts only where no reading counts from the window's start. */
function keepReadings(readings: readonly Evidence[]): Evidence[] {
  const telling = readings.filter(isTelling);
  const whole = telling.filter(({ since }) => since === null);
  const highest = new Map<string, Evidence>();
  for (const reading of whole.length > 0 ? whole : telling) {
    const other = highest.get(reading.source);
    if (!other || (reading.pct ?? 0) >= (other.pct ?? 0)) highest.set(reading.source, reading);
  }
  return [...highest.values()].sort(byTime);
}

function isTelling({ pct, since, used }: Evidence): boolean {
  if (pct === null || used === null) return false;
  if (!Object.values(used).some(([, high]) => high > 0)) return false;
  return since === null || pct >= LEAST_DELTA;
}
