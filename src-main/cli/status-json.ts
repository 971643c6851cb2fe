import { describeRefusal, missingRight } from '../shared/describe-refusal.js';
import { formatInstant, formatUtcDay } from '../shared/format.js';
import type {
  ClosedDay,
  CostFigure,
  Forecast,
  PreviousPeriod,
  Snapshot,
  SyncStatus,
  TracedScale,
  WeekLimit,
} from '../shared/snapshot.js';
import type { Span } from '../shared/units.js';
import { instantJson, tenth } from './json-values.js';
import { provenanceJson } from './provenance-json.js';

const span = ({ from, to }: Span) => ({ start: formatInstant(from), end: formatInstant(to) });

const cost = (figure: CostFigure) => ({
  microcents: figure.microcents,
  basis: figure.basis,
  range: figure.range,
  provenance: provenanceJson(figure.provenance),
});

const unreadable = (refusal: SyncStatus['refusals'][number]) => {
  const { title, body, kind, at } = describeRefusal(refusal);
  return {
    feature: refusal.feature,
    kind,
    message: `${title}. ${body}`,
    right: missingRight(refusal.failure),
    at: formatInstant(at),
  };
};

const previous = ({ window, spent, spentByNow }: PreviousPeriod) => ({
  ...span(window),
  spent: cost(spent),
  spentByNow: cost(spentByNow),
});

const forecast = ({ microcents, low, high, pastErrorPercent, past, ...rest }: Forecast) => ({
  microcents,
  low,
  high,
  pastErrorPercent: pastErrorPercent === null ? null : tenth(pastErrorPercent),
  past: past.map(({ month, ...then }) => ({
    month: formatInstant(month).slice(0, 7),
    forecastMicrocents: then.forecast,
    actualMicrocents: then.actual,
  })),
  provenance: provenanceJson(rest.provenance),
});

const closedDay = ({ day, reported, estimated, expected, ...rest }: ClosedDay) => ({
  date: formatUtcDay(day),
  reportedMicrocents: reported,
  estimatedMicrocents: estimated,
  expectedMicrocents: expected,
  provenance: provenanceJson(rest.provenance),
});

const scale = ({ provenance, ...learned }: TracedScale) => ({
  ...learned,
  provenance: provenanceJson(provenance),
});

const RESTATED =
  'bills of closed days of this UTC month that had been whole and were another at a later fetch';

const limit = (known: WeekLimit) => ({
  ...known,
  confidence: known.confidence === null ? null : Number(known.confidence.toFixed(3)),
});

/** `status --json`, schema 1: stable, documented in json.md. Unknown is null, never 0. */
export function statusJson(snapshot: Snapshot) {
  const { week, today, month, bills, sync } = snapshot;
  return {
    schema: 1,
    generatedAt: formatInstant(snapshot.generatedAt),
    organization: snapshot.connection.organization,
    week: {
      ...span(week.window),
      spent: cost(week.spent),
      limit: week.limit && limit(week.limit),
      percent: week.percent === null ? null : tenth(week.percent),
      percentSource: week.percentSource,
      percentRange: week.percentRange && {
        low: tenth(week.percentRange.low),
        high: tenth(week.percentRange.high),
      },
      percentWindow: span(week.percentWindow),
      reading: week.reading && { pct: week.reading.pct, at: formatInstant(week.reading.at) },
      meter: week.meter,
      percentProvenance: provenanceJson(week.percentProvenance),
      pace: {
        expectedPercent: tenth(week.pace.expectedPercent),
        expectedFormula: 'share of percentWindow that has passed',
        words: week.pace.words,
        outlook: week.pace.outlook,
        runsOutAt: instantJson(week.pace.runsOutAt),
      },
      previous: previous(week.previous),
      tokens: week.tokens,
      tokensProvenance: provenanceJson(week.tokensProvenance),
      cacheEfficiency:
        week.cacheEfficiency === null ? null : Math.round(week.cacheEfficiency * 1000) / 1000,
    },
    today: {
      ...span(today.window),
      timeZone: snapshot.timeZone,
      cost: cost(today.cost),
      utcDay: {
        date: formatUtcDay(today.utcDay.start),
        reportedMicrocents: today.utcDay.reportedMicrocents,
        estimatedMicrocents: today.utcDay.estimatedMicrocents,
        provenance: provenanceJson(today.utcDay.provenance),
      },
      lastHour: cost(today.lastHour),
      previous: previous(today.previous),
    },
    month: {
      start: formatInstant(month.window.from),
      cost: cost(month.cost),
      reportedThrough: instantJson(month.reportedThrough),
      previous: previous(month.previous),
      forecast: month.forecast && forecast(month.forecast),
    },
    bills: {
      scale: bills.scale && scale(bills.scale),
      lastClosed: bills.lastClosed && closedDay(bills.lastClosed),
    },
    unpriced: snapshot.unpriced,
    unpricedProvenance: provenanceJson(snapshot.unpricedProvenance),
    otherCurrencies: snapshot.otherCurrencies,
    otherCurrenciesProvenance: provenanceJson(snapshot.otherCurrenciesProvenance),
    sync: {
      state: sync.state,
      lastSuccessAt: instantJson(sync.lastSuccessAt),
      stale: sync.isStale,
      reports: {
        wanted: sync.pair.wanted,
        used: sync.pair.used,
        knownUntil: instantJson(sync.refreshedAt),
      },
      backfill: sync.backfill,
      clockOffsetSeconds: Math.round(sync.clockOffsetMs / 1000),
      unreadable: sync.refusals.map(unreadable),
      restated: sync.restatements.map(({ day, before, after, at }) => ({
        date: formatUtcDay(day),
        beforeMicrocents: before,
        afterMicrocents: after,
        at: formatInstant(at),
      })),
      restatedProvenance: provenanceJson({
        ...month.cost.provenance,
        formula: RESTATED,
        basis: month.cost.provenance.basis && 'reported',
      }),
      failure: sync.failure && {
        kind: sync.failure.kind,
        message: `${sync.failure.title}. ${sync.failure.body}`,
        at: formatInstant(sync.failure.at),
        retryAt: instantJson(sync.failure.retryAt),
      },
      coverage: {
        from: instantJson(sync.coverage.from),
        to: instantJson(sync.coverage.to),
        gaps: sync.coverage.gaps.map(span),
      },
    },
  };
}
