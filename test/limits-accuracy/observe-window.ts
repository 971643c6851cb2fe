import type { Evidence, UseRange } from '../../src-main/shared/evidence.js';
import { HOUR_MS } from '../../src-main/shared/units.js';
import {
  type SimulatedHour,
  type SimulatedKind,
  type SimulatedWindow,
  total,
} from './simulate-user.js';

const QUARTER_MS = HOUR_MS / 4;

/** Half of the unevenness that an hour cut in two is allowed. */
const EDGE = 0.35;

/** What a computer that sees hour buckets records of one window. */
export function observeWindow(
  kind: SimulatedKind,
  window: SimulatedWindow,
  id: string,
): Evidence[] {
  const records: Evidence[] = [];
  const blank = blankRecord(kind, window);
  const isSeen = window.hitAt !== null && window.isHitSeen;
  if (window.hitAt !== null && isSeen) {
    records.push({ ...blank, ...hitAt(window, window.hitAt), id: `${id}-hit`, source: 'record' });
  } else if (window.falseHitAt !== null) {
    const hit = hitAt(window, window.falseHitAt);
    if (hit.settled.usd[1] > 0)
      records.push({ ...blank, ...hit, id: `${id}-hit`, source: 'manual' });
  }
  const { typedAt } = window;
  if (typedAt !== null) records.push({ ...readingAt(kind, window, typedAt), id: `${id}-typed` });
  // A claimed hit leaves the window as quiet as it was.
  if (!isSeen) {
    const settled = usedUntil(window, window.end);
    if (settled[1] > 0) {
      records.push({
        ...blank,
        id: `${id}-quiet`,
        kind: 'quiet',
        at: window.end,
        settled: { usd: settled },
        source: 'window',
      });
    }
  }
  return records;
}

export function readingAt(kind: SimulatedKind, window: SimulatedWindow, at: number): Evidence {
  return {
    ...blankRecord(kind, window),
    id: `reading-${at}`,
    at,
    used: { usd: usedUntil(window, at) },
    pct: Math.min(100, Math.round(percentAt(window, at))),
    half: 0.5,
    source: 'entry',
  };
}

/** The true percentage. */
export function percentAt(window: SimulatedWindow, at: number): number {
  if (window.hitAt !== null && at >= window.hitAt) return 100;
  return (
    (100 * total(window.hours.map((hour) => partUntil(hour, hour.metered, at)))) / window.limit
  );
}

/** Whole buckets, and the buckets cut at either end as intervals. */
export function usedUntil(window: SimulatedWindow, at: number): UseRange {
  let low = 0;
  let high = 0;
  for (const hour of window.hours) {
    if (hour.start >= at) continue;
    const bucket = total(hour.measured) + hour.foreign;
    const from = (Math.max(window.start, hour.start) - hour.start) / HOUR_MS;
    const to = (Math.min(at, hour.start + HOUR_MS) - hour.start) / HOUR_MS;
    const share = to - from;
    const isWhole = share >= 1;
    low += bucket * (isWhole ? 1 : Math.max(0, share - EDGE));
    high += bucket * (isWhole ? 1 : Math.min(1, share + EDGE));
  }
  return [low, high];
}

const partUntil = (hour: SimulatedHour, quarters: readonly number[], at: number) =>
  quarters.reduce((sum, use, quarter) => {
    const elapsed = (at - hour.start) / QUARTER_MS - quarter;
    return sum + use * Math.min(1, Math.max(0, elapsed));
  }, 0);

function hitAt(window: SimulatedWindow, at: number) {
  const bucketStart = Math.floor(at / HOUR_MS) * HOUR_MS;
  const before = usedUntil(window, bucketStart);
  const through = usedUntil(window, bucketStart + HOUR_MS);
  const used: UseRange = [before[0], through[1]];
  return { kind: 'hit', at, used: { usd: used }, settled: { usd: through } } as const;
}

const blankRecord = (kind: SimulatedKind, { start, end }: SimulatedWindow): Evidence => ({
  id: '',
  meter: 'plan',
  kind: 'reading',
  window: kind,
  at: end,
  start,
  end,
  used: null,
  settled: null,
  pct: null,
  half: null,
  since: null,
  source: 'entry',
  isExact: false,
  isPartlySeen: false,
  note: null,
  isIgnored: false,
});
