import { failed, ok, type Result } from '../../shared/result.js';
import type { Restatement } from '../../shared/snapshot.js';
import { DAY_MS, floorDay, type Instant, type Span } from '../../shared/units.js';
import type { CostBucket, HourCostRow } from '../../shared/usage.js';
import type { DayReport } from '../history-rows.js';
import { isSettled } from '../money/is-billed.js';
import type { UsageHistory } from '../ports.js';
import { checkCost } from '../usage/check-size.js';
import { cutPieces } from './cut-pieces.js';
import { persist } from './persist.js';
import { NO_BUCKET } from './sync-hours.js';
import type { SyncTools } from './sync-tools.js';

/** What was billed by UTC day. */
export async function syncDays(span: Span, tools: SyncTools): Promise<Result<null>> {
  const { provider, history, now } = tools;
  const answer = await provider.readCost(span);
  if (!answer.ok) return answer;
  const { buckets, hours, to, asOf } = answer.value;
  const isUnknown = to <= span.from;
  if (isUnknown && provider.pair === 'analytics') return ok(null);
  const known = isUnknown ? span : { from: span.from, to };
  const isNewer = ({ fetchedAt }: DayReport) => fetchedAt > asOf && fetchedAt <= now();
  // The analytics may answer from a copy that lags behind the one asked before.
  if (history.readDayReports(known).some(isNewer)) return ok(null);
  const isSilent = buckets.every(({ rows }) => rows.length === 0);
  if (isSilent && history.readDayReports(known).some(({ reported }) => reported !== null)) {
    return failed({ kind: 'source-empty' });
  }
  if (isUnknown) return failed(NO_BUCKET);
  for (const { rows } of buckets) {
    const isPayable = checkCost(
      rows.map(({ amount }) => amount),
      'day',
    );
    if (!isPayable.ok) return isPayable;
  }
  const restatements = findRestatements(history, known, buckets, asOf);
  return keepDays(groupByDay(buckets, hours), restatements, asOf, tools);
}

/** A day's bill, and the same by the hour. */
interface BilledDay extends CostBucket {
  readonly hours: readonly HourCostRow[];
}

function groupByDay(
  days: readonly CostBucket[],
  hours: readonly HourCostRow[],
): readonly BilledDay[] {
  const ofDay = new Map(days.map(({ start }) => [start, [] as HourCostRow[]]));
  for (const hour of hours) ofDay.get(floorDay(hour.start))?.push(hour);
  return days.map((day) => ({ ...day, hours: ofDay.get(day.start) ?? [] }));
}

/** In pieces, each whole in itself. */
async function keepDays(
  days: readonly BilledDay[],
  restatements: readonly Restatement[],
  asOf: Instant,
  { history, wait, signal }: SyncTools,
): Promise<Result<null>> {
  const pieces = cutPieces(days, DAY_MS, ({ rows, hours }) => rows.length + hours.length);
  for (const [index, { span, buckets }] of pieces.entries()) {
    if (index > 0) await wait(0, signal);
    const write = () =>
      history.replaceDays(span, buckets, asOf, {
        hours: buckets.flatMap((day) => day.hours),
        restatements: restatements.filter(({ day }) => day >= span.from && day < span.to),
      });
    const kept = await persist(write, wait, signal);
    if (!kept.ok) return kept;
  }
  return ok(null);
}

const sumUsd = ({ rows }: CostBucket): number | null => {
  const usd = rows.filter(({ currency }) => currency === 'USD');
  return usd.length === 0 ? null : usd.reduce((sum, { amount }) => sum + amount, 0);
};

/** Bills of days that had settled when they were last read, and now are others (A38). */
function findRestatements(
  history: UsageHistory,
  span: Span,
  days: readonly CostBucket[],
  at: Instant,
): Restatement[] {
  const told = new Map(days.map((day) => [day.start as Instant, sumUsd(day)]));
  return history.readDayReports(span).flatMap(({ start, reported, fetchedAt }) => {
    const after = told.get(start) ?? null;
    // Until then a bill is still filling, which is no restatement.
    const wasSettled = isSettled({ start, fetchedAt: Math.min(fetchedAt, at) });
    // A bill that only now arrives was late, not restated.
    return wasSettled && reported !== null && reported !== after
      ? [{ day: start, before: reported, after, at }]
      : [];
  });
}
