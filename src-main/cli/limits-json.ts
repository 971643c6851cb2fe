import { describeWhy } from '../shared/describe-learned.js';
import { isDenial, type UseRange } from '../shared/evidence.js';
import { formatInstant } from '../shared/format.js';
import type {
  LikelyRange,
  Limits,
  ListedEvidence,
  PeakLoad,
  PublishedChange,
  RateLimitLoad,
  SpendLimitNow,
  WindowLimit,
} from '../shared/limits.js';
import type { HeldLimit } from '../shared/usage.js';
import { instantJson, tenth } from './json-values.js';

/** Learned amounts have no more than five digits that mean anything. */
const amount = (value: number) => Number(value.toPrecision(5));

const range = ({ median, low, high }: LikelyRange, round = amount) => ({
  median: round(median),
  low: round(low),
  high: round(high),
});

function byUnit<T, R>(values: Readonly<Partial<Record<string, T>>> | null, map: (value: T) => R) {
  if (values === null) return null;
  return Object.fromEntries(
    Object.entries(values).flatMap(([unit, value]) =>
      value === undefined ? [] : [[unit, map(value)] as const],
    ),
  );
}

const ends = ([low, high]: UseRange) => [amount(low), amount(high)];

/**
 * `limits show --json`, schema 1: what was learned, what it was learned from, and every published
 * limit with the time in which it was seen. Unknown is null, never 0.
 */
export const limitsJson = (limits: Limits, published: readonly HeldLimit[], now: number) => ({
  schema: 1,
  generatedAt: formatInstant(now),
  meter: limits.meter,
  windows: limits.windows.map((known) => windowJson(known, now)),
  evidence: limits.evidence.map(evidenceJson),
  rates: limits.rates.map(rateJson),
  spends: limits.spends.map(spendJson),
  changes: limits.changes.map(changeJson),
  unknownTexts: limits.unknown.map(({ id, at, text }) => ({ id, at: formatInstant(at), text })),
  published: published.map(publishedJson),
});

function windowJson(known: WindowLimit, at: number) {
  const { running, changed, now } = known;
  return {
    meter: known.meter,
    window: known.window,
    state: known.state,
    confidence: known.confidence === null ? null : Number(known.confidence.toFixed(3)),
    word: known.word,
    why: describeWhy(known, at),
    unit: known.unit,
    limit: byUnit(known.limit, (learned) => range(learned)),
    atLeast: byUnit(known.atLeast, amount),
    scatter: known.scatter === null ? null : amount(known.scatter),
    counts: known.counts,
    lastEvidenceAt: instantJson(known.lastEvidenceAt),
    changed: changed && {
      from: amount(changed.from),
      to: amount(changed.to),
      since: formatInstant(changed.since),
      answered: changed.isAnswered,
      denied: changed.isDenied,
    },
    running: running && { start: formatInstant(running.from), end: formatInstant(running.to) },
    used: byUnit(known.used, ends),
    settling: known.isSettling,
    unseen: known.isUnseen,
    now: now && {
      percent: range(now.percent, tenth),
      reading: now.reading && { pct: now.reading.pct, at: formatInstant(now.reading.at) },
      remaining: {
        usd: now.remainingUsd && range(now.remainingUsd),
        tokens: now.remainingTokens && range(now.remainingTokens, Math.round),
      },
      hoursLeft: now.hoursLeft && range(now.hoursLeft, tenth),
      hours: now.hours && { used: tenth(now.hours.used), inLimit: tenth(now.hours.inLimit) },
      runsOutAt: instantJson(now.runsOutAt),
      runOutChance: now.runOutChance === null ? null : amount(now.runOutChance),
    },
  };
}

const evidenceJson = (record: ListedEvidence) => ({
  id: record.id,
  meter: record.meter,
  kind: record.kind,
  window: record.window,
  at: formatInstant(record.at),
  start: instantJson(record.start),
  end: instantJson(record.end),
  placed: record.isPlaced === true,
  since: instantJson(record.since),
  pct: record.pct,
  half: record.half,
  source: record.source,
  used: byUnit(record.used, ends),
  settled: byUnit(record.settled, ends),
  exact: record.isExact,
  partlySeen: record.isPartlySeen,
  note: record.note,
  ignored: record.isIgnored,
  said: record.said ? { pct: record.said.pct, at: formatInstant(record.said.at) } : null,
  denied: isDenial(record),
  usd: record.usd === null ? null : amount(record.usd),
  means: record.means === null ? null : amount(record.means),
  outlier: record.isOutlier,
  unused: record.unused,
});

const peakJson = (peak: PeakLoad | null) =>
  peak && {
    value: peak.value,
    at: formatInstant(peak.at),
    percent: peak.percent === null ? null : tenth(peak.percent),
    hoursSeen: peak.hours.seen,
    hoursOf: peak.hours.of,
  };

const rateJson = ({ since, day, week, isFirst, ...rest }: RateLimitLoad) => ({
  ...rest,
  since: formatInstant(since),
  busiestMinute: { day: peakJson(day), week: peakJson(week) },
  nearest: isFirst,
});

const spendJson = ({ microcents, currency, since, ...rest }: SpendLimitNow) => ({
  ...rest,
  [currency === null ? 'microcents' : 'microunits']: microcents,
  currency: currency ?? 'USD',
  since: formatInstant(since),
});

const changeJson = ({ at, isNew, isGone, ...rest }: PublishedChange) => ({
  at: formatInstant(at),
  ...rest,
  new: isNew,
  gone: isGone,
});

const publishedJson = (held: HeldLimit) => {
  const { kind, workspaceId, group, models, limiter, value, currency, since, until } = held;
  return {
    kind,
    workspaceId,
    group,
    models,
    limiter,
    ...(kind === 'rate'
      ? { value }
      : {
          [currency === undefined ? 'microcents' : 'microunits']: value,
          currency: currency ?? 'USD',
        }),
    since: formatInstant(since),
    until: instantJson(until),
  };
};
