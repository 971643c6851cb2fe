import type { Evidence } from '../../../shared/evidence.js';
import type { Instant } from '../../../shared/units.js';
import { groupBy } from '../../group-by.js';
import type { StatusReading } from '../limit-ports.js';
import { findFalls, LEAST_FALL } from '../windows/find-falls.js';
import { canEndAt, lengthOf, SAME_END_MS } from '../windows/limit-window.js';
import { beyondTouched, type Told } from './beyond-touched.js';

/**
 * What the status line said, as evidence: of each window the highest percentage, and the first one
 * too where the use before it was not seen. Where it fell, the limit was reset early: what was said
 * since is told beside it, and so is what goes beyond a percentage that a person corrected, ignored or
 * deleted. The same window has the same ids whenever it is told.
 */
export function evidenceOfReadings(
  readings: readonly StatusReading[],
  known: readonly Evidence[],
  seenFrom: Instant | null,
  isDeleted: (id: string) => boolean = () => false,
): readonly Evidence[] {
  const held = new Map(known.map((record) => [record.id, record]));
  const sound = readings.filter(({ window, at, resetsAt }) => canEndAt(window, at, resetsAt));
  return windowsOf(sound, known).flatMap(({ place, told }) => {
    const sorted = [...told].sort((a, b) => a.at - b.at);
    const [first] = sorted;
    if (!first) return [];
    const start = first.resetsAt - lengthOf(first.window);
    const isSeen = seenFrom !== null && seenFrom <= start;
    const id = `statusline:${first.window}:${place}`;
    return splitAtFalls(sorted).flatMap((part, index) => {
      const fell = index > 0 ? part[0]?.at : undefined;
      const ofPart = fell === undefined ? id : `${id}:fell:${fell}`;
      const news = beyondTouched(part, ofPart, { held, isDeleted });
      return news ? evidenceOfPart(news, { isSeen: isSeen && fell === undefined }) : [];
    });
  });
}

function evidenceOfPart(
  { told, id }: Told,
  { isSeen }: { readonly isSeen: boolean },
): readonly Evidence[] {
  const [first] = told;
  if (!first) return [];
  // Idle terminals say again what was true a while ago: of equal ones the first.
  const highest = told.reduce((best, next) => (next.pct > best.pct ? next : best));
  const last = evidenceOf(highest, id);
  return isSeen || first === highest ? [last] : [evidenceOf(first, `${id}:first`), last];
}

/**
 * Parts of one window's readings that only rise. An idle terminal may tell once what was true
 * before: a fall counts when the percentage has risen from there, still below where it fell from.
 */
function splitAtFalls(sorted: readonly StatusReading[]): readonly (readonly StatusReading[])[] {
  const falls = findFalls(sorted).filter((at) => hasRisenFrom(sorted, at));
  return [Number.NEGATIVE_INFINITY, ...falls].map((from, index) =>
    sorted.filter((reading) => from <= reading.at && reading.at < (falls[index] ?? Infinity)),
  );
}

function hasRisenFrom(sorted: readonly StatusReading[], fell: Instant): boolean {
  const before = sorted.findLast(({ at }) => at < fell);
  const from = sorted.find(({ at }) => at >= fell);
  const next = sorted.find(({ at }) => at > fell);
  return Boolean(
    before && from && next && next.pct > from.pct && next.pct <= before.pct - LEAST_FALL,
  );
}

/** To the quarter of an hour, so that a record that was deleted does not come back minutes off. */
const roundEnd = (at: Instant) => Math.round(at / SAME_END_MS) * SAME_END_MS;

interface ToldWindow {
  readonly place: number;
  readonly told: readonly StatusReading[];
}

function windowsOf(
  readings: readonly StatusReading[],
  known: readonly Evidence[],
): readonly ToldWindow[] {
  const ofResets = groupBy(readings, ({ window, resetsAt }) => `${window} ${resetsAt}`);
  const placed = [...ofResets.values()].flatMap((told): readonly ToldWindow[] => {
    const [first] = told;
    return first ? [{ place: knownWindow(first, known) ?? roundEnd(first.resetsAt), told }] : [];
  });
  const ofWindows = groupBy(placed, ({ place, told }) => `${told[0]?.window} ${place}`);
  return [...ofWindows.values()].map((same) => ({
    place: same[0]?.place ?? 0,
    told: same.flatMap(({ told }) => told),
  }));
}

/** Resets are told a little differently from time to time: the window keeps its name. */
function knownWindow(
  { window, resetsAt }: StatusReading,
  known: readonly Evidence[],
): number | null {
  const prefix = `statusline:${window}:`;
  const placeOf = (id: string) => Number(id.slice(prefix.length).split(':')[0]);
  const same = known.find(
    ({ id, end }) =>
      id.startsWith(prefix) && Math.abs((end ?? placeOf(id)) - resetsAt) <= SAME_END_MS,
  );
  return same ? placeOf(same.id) : null;
}

/** Claude Code's status line speaks of a plan, never of API use. */
const evidenceOf = (
  { window, pct, isFine, resetsAt, at }: StatusReading,
  id: string,
): Evidence => ({
  id,
  meter: 'plan',
  kind: 'reading',
  window,
  at,
  start: resetsAt - lengthOf(window),
  end: resetsAt,
  used: null,
  settled: null,
  pct,
  half: isFine ? 0.05 : 0.5,
  since: null,
  source: 'statusline',
  isExact: false,
  isPartlySeen: false,
  note: null,
  isIgnored: false,
});
