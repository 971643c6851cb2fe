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
import type { HeldUsage } from '../usage/cut-hours.js';
import { type CostOfSpan, costOfSpan, type HeldMoney } from './cost-of-span.js';
import { ENDPOINTS } from './endpoints.js';
import { hoursOf } from './hours-of.js';
import type { HeldFigures } from './read-held-figures.js';

export interface Figures {
  /** The cost of a span, as far as it has passed. */
  figureOf(span: Span, words: string): CostFigure;
  traceOf(span: Span, formula: string, basis: FigureBasis): Provenance;
  readonly usage: HeldUsage;
}

/** Makes figures of what the store holds, each with where it comes from. */
export function createFigures(held: HeldFigures, now: Instant): Figures {
  const usage: HeldUsage = {
    hours: new Map(held.hours.map((hour) => [hour.start, hour])),
    minutes: held.minutes,
  };
  const money: HeldMoney = {
    reports: new Map(held.days.map((day) => [day.start, day])),
    hours: held.hourCosts,
    minutes: held.minutes,
  };

  const traceOf = (span: Span, formula: string, basis: FigureBasis): Provenance => {
    const trace = traceSpan(span, held);
    return {
      ...trace,
      endpoint: ENDPOINTS[held.pair].money,
      pair: held.pair,
      formula,
      basis: trace.fetchedAt === null ? null : basis,
    };
  };

  return {
    usage,
    traceOf,
    figureOf(span, words) {
      const upToNow = { from: span.from, to: Math.min(span.to, ceilHour(now + 1)) };
      const cost = costOfSpan(upToNow, money, now);
      const trace = traceOf(upToNow, `${words}: ${describeBasis(cost, held)}`, 'estimated');
      // A bill of hours that are not held is not shown: nobody could ask what it is made of.
      // Nothing in the hours that are held: of the others nothing is known.
      const isUnsureZero = !trace.isComplete && cost.microcents === 0;
      if (trace.fetchedAt === null || isUnsureZero) {
        return {
          microcents: null,
          basis: null,
          range: null,
          provenance: { ...trace, basis: null },
        };
      }
      return {
        microcents: cost.microcents,
        basis: cost.basis,
        range: rangeOf(cost, held, span.to > now ? arrivingCost(money, now) : 0),
        provenance: { ...trace, basis: cost.basis },
      };
    },
  };
}

function describeBasis(cost: CostOfSpan, held: HeldFigures): string {
  const { basis } = cost;
  if (basis === null) return 'nothing known yet';
  if (basis === 'reported') return 'the bill of closed UTC days';
  if (basis === 'allocated') {
    return 'the bill of closed UTC days, shared over their hours by estimate';
  }
  const estimate = describeEstimate(cost, held);
  return basis === 'estimated' ? estimate : `the bill of closed UTC days + ${estimate}`;
}

/** So that what is shown can be worked out from what is said. */
function describeEstimate({ estimated, plain }: CostOfSpan, { scale }: HeldFigures): string {
  if (!scale) return 'tokens x price table';
  const bills = scale.days === 1 ? 'the only recent bill' : `${scale.days} recent bills`;
  if (plain === 0) return `as ${bills} charged it, without a list price`;
  const factor = (estimated / plain).toFixed(3);
  return `tokens x price table (${formatMoney(plain)}) x ${factor}, as ${bills} taught, the newest most`;
}

/** Use is "usually within 5 minutes" told: so much of it may be missing still. */
const USUALLY_TOLD_MS = 5 * MINUTE_MS;

/** What that time costs at the rate of the last hour. */
function arrivingCost(money: HeldMoney, now: Instant): number {
  const from = floorHour(now) - HOUR_MS;
  const { estimated } = costOfSpan({ from, to: ceilHour(now + 1) }, money, now);
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

function traceSpan(
  span: Span,
  { coverage, hourCosts, minutes }: HeldFigures,
): Pick<Provenance, 'from' | 'to' | 'fetchedAt' | 'isComplete'> {
  let fetchedAt: Instant | null = null;
  // Without its minutes an hour with use is split by time: near, but not exact.
  const cut = floorHour(span.from);
  const isUnused = !hourCosts.has(cut) || hourCosts.get(cut)?.microcents === 0;
  let isComplete = cut === span.from || minutes.has(cut) || isUnused;
  for (const start of hoursOf({ from: cut, to: ceilHour(span.to) })) {
    const at = coverage.hours.get(start);
    if (at === undefined) isComplete = false;
    else fetchedAt = fetchedAt === null ? at : Math.min(fetchedAt, at);
  }
  return { from: span.from, to: span.to, fetchedAt, isComplete };
}
