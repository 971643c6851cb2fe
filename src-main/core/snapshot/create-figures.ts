import { formatMoney } from '../../shared/format.js';
import type { CostFigure, FigureBasis, MoneyRange, Provenance } from '../../shared/snapshot.js';
import {
  ceilHour,
  floorHour,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  type Span,
} from '../../shared/units.js';
import type { ReportPair } from '../../shared/usage.js';
import { isCostless } from '../money/read-hour-costs.js';
import type { HeldUsage } from '../usage/cut-hours.js';
import { ENDPOINTS } from '../usage/endpoints.js';
import type { HeldCuts } from '../usage/part-before.js';
import { SHARED_BY_TIME, type SpanTrace, traceSpan } from '../usage/trace-span.js';
import { type CostOfSpan, costOfSpan, type HeldMoney } from './cost-of-span.js';
import type { HeldFigures } from './read-held-figures.js';

export interface Figures {
  /** The cost of a span, as far as it has passed; so is where it comes from. */
  figureOf(span: Span, words: string): CostFigure;
  traceOf(span: Span, formula: string, basis: FigureBasis): Provenance;
  readonly usage: HeldUsage;
}

/** Makes figures of what the store holds, each with where it comes from. */
export function createFigures(held: HeldFigures, now: Instant): Figures {
  const cuts: HeldCuts = { now, coverage: held.coverage, minutes: held.minutes };
  const usage: HeldUsage = {
    ...cuts,
    hours: new Map(held.hours.map((hour) => [hour.start, hour])),
  };
  const money: HeldMoney = {
    ...cuts,
    reports: new Map(held.days.map((day) => [day.start, day])),
    hours: held.hourCosts,
  };

  const upToNow = ({ from, to }: Span): Span => ({ from, to: Math.min(to, ceilHour(now + 1)) });
  const isFree = (hour: Instant) => isCostless(held.hourCosts.get(hour));
  const traceUpTo = (span: Span) => traceSpan(span, cuts, isFree);
  const source = (span: Span, trace: SpanTrace, formula: string, basis: FigureBasis | null) => ({
    ...span,
    endpoint: ENDPOINTS[held.pair].money,
    pair: held.pair,
    fetchedAt: trace.fetchedAt,
    isComplete: trace.isHeld && trace.isExact,
    formula: trace.isExact ? formula : `${formula}; ${SHARED_BY_TIME}`,
    basis: trace.fetchedAt === null ? null : basis,
  });

  return {
    usage,
    traceOf(whole, formula, basis) {
      const span = upToNow(whole);
      return source(span, traceUpTo(span), formula, basis);
    },
    figureOf(whole, words) {
      const span = upToNow(whole);
      const cost = costOfSpan(span, money);
      const trace = traceUpTo(span);
      // A bill of hours that are not held is not shown: nobody could ask what it is made of.
      // Nothing in the hours that are held: of the others nothing is known.
      const isUnsureZero = !trace.isHeld && cost.microcents === 0;
      const isKnown = trace.fetchedAt !== null && !isUnsureZero;
      const basis = isKnown ? cost.basis : null;
      return {
        microcents: isKnown ? cost.microcents : null,
        basis,
        range: isKnown ? rangeOf(cost, held, whole.to > now ? arrivingCost(money) : 0) : null,
        provenance: source(span, trace, `${words}: ${describeBasis(cost, held)}`, basis),
      };
    },
  };
}

const BILLS: Readonly<Record<ReportPair, Readonly<Record<'reported' | 'allocated', string>>>> = {
  legacy: {
    reported: 'the bill of closed UTC days',
    allocated: 'the bill of closed UTC days, shared over their hours by estimate',
  },
  analytics: {
    reported: 'the bill by the hour',
    allocated: 'the bill by the hour, of a cut hour its part by estimate',
  },
};

function describeBasis(cost: CostOfSpan, held: HeldFigures): string {
  const { basis } = cost;
  const bills = BILLS[held.pair];
  if (basis === null) return 'nothing known yet';
  if (basis === 'reported' || basis === 'allocated') return bills[basis];
  const estimate = describeEstimate(cost, held);
  return basis === 'estimated' ? estimate : `${bills.reported} + ${estimate}`;
}

/** So that what is shown can be worked out from what is said. */
function describeEstimate({ estimated, plain }: CostOfSpan, { scale }: HeldFigures): string {
  const isNothing = estimated === 0 && plain === 0;
  if (!scale || isNothing) return 'tokens x price table';
  const bills = scale.days === 1 ? 'the only recent bill' : `${scale.days} recent bills`;
  if (plain === 0) return `as ${bills} charged it, without a list price`;
  const factor = (estimated / plain).toFixed(3);
  return `tokens x price table (${formatMoney(plain)}) x ${factor}, as ${bills} taught, the newest most`;
}

/** Use is "usually within 5 minutes" told: so much of it may be missing still. */
const USUALLY_TOLD_MS = 5 * MINUTE_MS;

/** What that time costs at the rate of the last hour. */
function arrivingCost(money: HeldMoney): number {
  const { now } = money;
  const from = floorHour(now) - HOUR_MS;
  const { estimated } = costOfSpan({ from, to: ceilHour(now + 1) }, money);
  return (estimated * USUALLY_TOLD_MS) / (now - from);
}

function rangeOf(
  { microcents, estimated }: CostOfSpan,
  { scale }: HeldFigures,
  arriving: number,
): MoneyRange | null {
  if (microcents === null || estimated === 0 || !scale) return null;
  if (scale.low === null || scale.high === null) return null;
  const billed = microcents - estimated;
  return {
    low: billed + Math.round(estimated * scale.low),
    high: billed + Math.round((estimated + arriving) * scale.high),
  };
}
