import type { Costs, CostsSources } from '../../shared/costs.js';
import { countOf } from '../../shared/count-words.js';
import { joinBasis } from '../../shared/join-basis.js';
import type { CostBasis, Provenance } from '../../shared/snapshot.js';
import {
  ceilDay,
  ceilHour,
  DAY_MS,
  floorDay,
  floorHour,
  type Instant,
  type Span,
} from '../../shared/units.js';
import type { ReportPair } from '../../shared/usage.js';
import type { Coverage } from '../coverage.js';
import { ENDPOINTS } from '../usage/endpoints.js';
import { traceHours } from '../usage/held-buckets.js';
import { SHARED_BY_TIME, type SpanTrace } from '../usage/trace-span.js';

const TOTALS: Readonly<Record<ReportPair, string>> = {
  legacy:
    'bills of closed UTC days, of a cut one its share by use + estimates of the others, brought to what bills were',
  analytics: 'bills by the hour + estimates of the hours without one, brought to what bills were',
};

const GROUPS: Readonly<Record<ReportPair, Readonly<Record<keyof Costs['groups'], string>>>> = {
  legacy: {
    workspace:
      'bills name the workspace; the estimate of days without one is shared out by priced tokens',
    model:
      'bills name the model; days without one are tokens x price table, brought to what bills were',
    apiKey:
      'bills name no key: each line of bills and estimates is shared over the keys that used it by their priced tokens; the rest is unallocated',
    workspaceModel:
      'bills name workspace and model; the estimate of days without one is shared out by priced tokens',
  },
  analytics: {
    workspace:
      'bills by the hour name the workspace; the estimate of the other hours is shared out by priced tokens',
    model:
      'bills by the hour name the model; the other hours are tokens x price table, brought to what bills were',
    apiKey:
      'bills by the hour name the key; the estimate of the other hours is shared out by priced tokens',
    workspaceModel:
      'bills by the hour name workspace and model; the estimate of the other hours is shared out by priced tokens',
  },
};

const noteOf = ({ isExact }: SpanTrace) => (isExact ? '' : `; ${SHARED_BY_TIME}`);

/** Of the cost of a whole span. */
export const traceTotal = (
  span: Span,
  pair: ReportPair,
  trace: SpanTrace,
  basis: CostBasis | null,
): Provenance => ({
  endpoint: ENDPOINTS[pair].money,
  pair,
  from: span.from,
  to: span.to,
  fetchedAt: trace.fetchedAt,
  isComplete: trace.isHeld && trace.isExact,
  formula: `${TOTALS[pair]}${noteOf(trace)}`,
  basis,
});

interface Traced extends Pick<Costs, 'days' | 'groups'> {
  readonly total: Provenance;
  readonly trace: SpanTrace;
  /** The billed UTC days that bills and estimates are compared on, in order. */
  readonly compared: readonly Instant[];
  readonly coverage: Coverage;
  readonly now: Instant;
}

/** Of each part of the costs. */
export function traceCosts(traced: Traced): CostsSources {
  const { total, trace, compared, coverage, now } = traced;
  const over = (span: Span): Provenance => ({
    ...total,
    ...span,
    ...traceHours(span, coverage, now),
  });
  const days = over({ from: floorDay(total.from), to: ceilDay(total.to) });
  const [first, last] = [compared[0], compared.at(-1)];
  const isCompared = first !== undefined && last !== undefined;
  const comparison = isCompared ? over({ from: first, to: last + DAY_MS }) : days;
  const basis = isCompared ? 'mixed' : null;
  const billed = isCompared
    ? `the ${countOf(compared.length, 'UTC day')} whose bill is whole`
    : 'no UTC day, as no bill is whole yet';
  const group = (by: keyof Costs['groups']): Provenance => ({
    ...total,
    formula: `${GROUPS[total.pair][by]}${noteOf(trace)}`,
    basis: joinBases(traced.groups[by]),
  });
  return {
    days: {
      ...days,
      formula:
        'the bill of the UTC day beside tokens x price table; ratio = bill / estimate and residual = bill - estimate once the bill is whole',
      basis: joinBases(traced.days),
    },
    models: {
      ...comparison,
      formula: `of ${billed}: the bill, tokens x price table, and bill - estimate, by model and tier`,
      basis,
    },
    causes: {
      ...comparison,
      formula: `of ${billed}: bill - estimate, laid to what the lines of bills and the price table tell`,
      basis,
    },
    groups: {
      workspace: group('workspace'),
      model: group('model'),
      apiKey: group('apiKey'),
      workspaceModel: group('workspaceModel'),
    },
    unpriced: {
      ...over({ from: floorHour(total.from), to: ceilHour(total.to) }),
      endpoint: ENDPOINTS[total.pair].usage,
      formula: 'tokens of models that the price table does not have',
      basis: total.fetchedAt === null ? null : 'counted',
    },
    otherCurrencies: {
      ...days,
      formula: 'billed in other currencies in these UTC days, never added up',
      basis: total.fetchedAt === null ? null : 'reported',
    },
  };
}

const joinBases = (parts: readonly { readonly basis: CostBasis | null }[]): CostBasis | null =>
  parts.reduce<CostBasis | null>((all, { basis }) => joinBasis(all, basis), null);
