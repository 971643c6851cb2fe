import { formatInstant } from '../shared/format.js';
import type { CostFigure, Snapshot } from '../shared/snapshot.js';
import type { Span } from '../shared/units.js';

const instant = (at: number | null) => (at === null ? null : formatInstant(at));
const span = ({ from, to }: Span) => ({ start: formatInstant(from), end: formatInstant(to) });

const cost = ({ microcents, basis, provenance }: CostFigure) => ({
  microcents,
  basis,
  provenance: {
    endpoint: provenance.endpoint,
    reports: provenance.pair,
    from: formatInstant(provenance.from),
    to: formatInstant(provenance.to),
    fetchedAt: instant(provenance.fetchedAt),
    complete: provenance.isComplete,
    formula: provenance.formula,
  },
});

/** `status --json`, schema 1: stable, documented in the README. Unknown is null, never 0. */
export function statusJson(snapshot: Snapshot) {
  const { week, today, month, sync } = snapshot;
  return {
    schema: 1,
    generatedAt: formatInstant(snapshot.generatedAt),
    organization: snapshot.connection.organization,
    week: {
      ...span(week.window),
      spent: cost(week.spent),
      limit: week.limit,
      percent: week.percent === null ? null : Math.round(week.percent * 10) / 10,
      pace: {
        expectedPercent: Math.round(week.pace.expectedPercent * 10) / 10,
        words: week.pace.words,
        runsOutAt: instant(week.pace.runsOutAt),
      },
      tokens: week.tokens,
      cacheEfficiency:
        week.cacheEfficiency === null ? null : Math.round(week.cacheEfficiency * 1000) / 1000,
    },
    today: {
      ...span(today.window),
      timeZone: snapshot.timeZone,
      cost: cost(today.cost),
      utcDay: {
        date: formatInstant(today.utcDay.start).slice(0, 10),
        reportedMicrocents: today.utcDay.reportedMicrocents,
        estimatedMicrocents: today.utcDay.estimatedMicrocents,
      },
    },
    month: {
      start: formatInstant(month.window.from),
      cost: cost(month.cost),
      reportedThrough: instant(month.reportedThrough),
      forecast: null,
    },
    unpriced: snapshot.unpriced,
    otherCurrencies: snapshot.otherCurrencies,
    sync: {
      state: sync.state,
      lastSuccessAt: instant(sync.lastSuccessAt),
      stale: sync.isStale,
      reports: {
        wanted: sync.pair.wanted,
        used: sync.pair.used,
        knownUntil: instant(sync.refreshedAt),
      },
      backfill: sync.backfill,
      clockOffsetSeconds: Math.round(sync.clockOffsetMs / 1000),
      unreadable: sync.refusals.map(({ feature, failure }) => ({
        feature,
        kind: failure.kind,
        message: `${failure.title}. ${failure.body}`,
        at: formatInstant(failure.at),
      })),
      restated: sync.restatements.map(({ day, before, after, at }) => ({
        date: formatInstant(day).slice(0, 10),
        beforeMicrocents: before,
        afterMicrocents: after,
        at: formatInstant(at),
      })),
      failure: sync.failure && {
        kind: sync.failure.kind,
        message: `${sync.failure.title}. ${sync.failure.body}`,
        at: formatInstant(sync.failure.at),
        retryAt: instant(sync.failure.retryAt),
      },
      coverage: {
        from: instant(sync.coverage.from),
        to: instant(sync.coverage.to),
        gaps: sync.coverage.gaps.map(span),
      },
    },
  };
}
