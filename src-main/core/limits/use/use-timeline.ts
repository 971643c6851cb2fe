import type { Use, UseRange } from '../../../shared/evidence.js';
import { ceilHour, floorHour, HOUR_MS, type Instant, type Span } from '../../../shared/units.js';
import type { UseHour } from '../learn/learned.js';
import type { WeighedUse } from './weigh-tokens.js';

/** Use of one model in one hour. */
export interface HourUse extends WeighedUse {
  readonly start: Instant;
  readonly model: string;
}

export interface TimedUse extends WeighedUse {
  readonly at: Instant;
  readonly model: string;
}

export interface TimelineParts {
  /** In any order; hours without use are left out. */
  readonly hours: readonly HourUse[];
  /** Whether it is known what was used in this hour. */
  readonly isHeld: (hour: Instant) => boolean;
  /** Up to when use is told: the running hour's use is all from before. */
  readonly toldTo: Instant;
  /** Use inside one hour to the minute, where that is known; else the hour is cut by its time. */
  readonly minutesOf?: (hour: Instant) => readonly TimedUse[];
}

/** Use of one meter over time. */
export interface UseTimeline {
  /** Use in [from, to). Null: more than 5 % of that time is not held. `family` null: all models. */
  between(span: Span, family: string | null): Use | null;
  /** Share of the span's time that is held, 0..1. */
  heldShare(span: Span): number;
  /** Hours with use, oldest first. */
  hours(span: Span, family: string | null): readonly UseHour[];
  /** Whether a cut inside an hour is known to the minute. */
  readonly isToTheMinute: boolean;
  /** Up to when use is told. */
  readonly toldTo: Instant;
}

/** A bucket that straddles an edge may hold this much more or less than its share of time. */
const EDGE_SLACK = 0.35;
const LEAST_HELD = 0.95;

const isOfFamily = (model: string, family: string | null) =>
  family === null || model.toLowerCase().includes(family.toLowerCase());

/** What was used when, in every unit that limits are learned in. */
export function createUseTimeline({
  hours,
  isHeld,
  toldTo,
  minutesOf,
}: TimelineParts): UseTimeline {
  const byHour = new Map<number, HourUse[]>();
  for (const hour of hours) {
    const known = byHour.get(hour.start);
    if (known) known.push(hour);
    else byHour.set(hour.start, [hour]);
  }

  function heldShare({ from, to }: Span): number {
    let held = 0;
    for (let hour: number = floorHour(from); hour < to; hour += HOUR_MS) {
      if (isHeld(hour)) held += Math.min(hour + HOUR_MS, to) - Math.max(hour, from);
    }
    return to > from ? held / (to - from) : 0;
  }

  function partOf(hour: Instant, { from, to }: Span, family: string | null): Total {
    const rows = (byHour.get(hour) ?? []).filter(({ model }) => isOfFamily(model, family));
    const whole = rows.reduce(addUse, NOTHING);
    const end = hour < toldTo ? Math.min(hour + HOUR_MS, toldTo) : hour + HOUR_MS;
    const share = (Math.min(end, to) - Math.max(hour, from)) / (end - hour);
    if (share >= 1 || rows.length === 0) return whole;
    // All that was told of this hour was used before.
    if (share <= 0) return NOTHING;
    if (minutesOf) {
      return minutesOf(hour)
        .filter(({ at, model }) => at >= from && at < to && isOfFamily(model, family))
        .reduce(addUse, NOTHING);
    }
    const low = Math.max(0, share - EDGE_SLACK);
    const high = Math.min(1, share + EDGE_SLACK);
    return {
      usd: [whole.usd[0] * low, whole.usd[1] * high],
      ieq: [whole.ieq[0] * low, whole.ieq[1] * high],
      tokens: [whole.tokens[0] * low, whole.tokens[1] * high],
    };
  }

  return {
    isToTheMinute: minutesOf !== undefined,
    toldTo,
    heldShare,
    between(span, family) {
      if (span.to > span.from && heldShare(span) < LEAST_HELD) return null;
      let total = NOTHING;
      let used = 0;
      let begun = 0;
      for (let hour: number = floorHour(span.from); hour < span.to; hour += HOUR_MS) {
        const part = partOf(hour, span, family);
        total = sum(total, part);
        if (part.tokens[0] > 0) used += 1;
        if (part.tokens[1] > 0) begun += 1;
      }
      return { ...total, hours: [used, begun] };
    },
    hours(span, family) {
      const shown: UseHour[] = [];
      for (let hour: number = ceilHour(span.from); hour + HOUR_MS <= span.to; hour += HOUR_MS) {
        const { usd, ieq, tokens } = partOf(hour, span, family);
        if (tokens[1] === 0) continue;
        shown.push({ start: hour, usd: middle(usd), ieq: middle(ieq), tokens: middle(tokens) });
      }
      return shown;
    },
  };
}

interface Total {
  readonly usd: UseRange;
  readonly ieq: UseRange;
  readonly tokens: UseRange;
}

const NOTHING: Total = { usd: [0, 0], ieq: [0, 0], tokens: [0, 0] };

const addRanges = (a: UseRange, b: UseRange): UseRange => [a[0] + b[0], a[1] + b[1]];
const middle = ([low, high]: UseRange) => (low + high) / 2;

const sum = (a: Total, b: Total): Total => ({
  usd: addRanges(a.usd, b.usd),
  ieq: addRanges(a.ieq, b.ieq),
  tokens: addRanges(a.tokens, b.tokens),
});

const addUse = (total: Total, use: WeighedUse): Total =>
  sum(total, { usd: use.usd, ieq: use.ieq, tokens: [use.tokens, use.tokens] });
