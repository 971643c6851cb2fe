import { failed, ok, type Result } from '../../shared/result.js';
import type { Restatement } from '../../shared/snapshot.js';
import type { Instant, Span } from '../../shared/units.js';
import type { CostBucket } from '../../shared/usage.js';
import type { DayReport } from '../history-rows.js';
import { isSettled } from '../money/is-billed.js';
import type { UsageHistory } from '../ports.js';
import { checkCost } from '../usage/check-size.js';
import { persist } from './persist.js';
import type { SyncTools } from './run-sync.js';
import { NO_BUCKET } from './sync-hours.js';

/** What was billed by UTC day. */
export async function syncDays(span: Span, tools: SyncTools): Promise<Result<null>> {
  const { provider, history, now, wait, signal } = tools;
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
  return persist(
    () => history.replaceDays(known, buckets, asOf, { hours, restatements }),
    wait,
    signal,
  );
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
