import { estimated, floorHour, HOUR_MS, type Instant } from '../../shared/units.js';
import { NO_TOKENS, type TokenCounts } from '../../shared/usage.js';
import type { UsageTotal } from '../history-rows.js';
import { type HeldCuts, partBefore } from './part-before.js';
import { addTokens, smallerTokens, subtractTokens } from './token-sums.js';

/** Hour totals by start, and what tells how the hours that some window cuts are parted. */
export interface HeldUsage extends HeldCuts {
  readonly hours: ReadonlyMap<number, UsageTotal>;
}

export interface UsageSumOf {
  readonly tokens: TokenCounts;
  /** Microcents; null: nothing in it has a price, or nothing is there. */
  readonly estimated: number | null;
}

export const NOTHING: UsageSumOf = { tokens: NO_TOKENS, estimated: null };

export const addUsage = (a: UsageSumOf, b: UsageSumOf): UsageSumOf => ({
  tokens: addTokens(a.tokens, b.tokens),
  estimated:
    a.estimated === null && b.estimated === null ? null : (a.estimated ?? 0) + (b.estimated ?? 0),
});

const scaleTokens = (tokens: TokenCounts, share: number): TokenCounts => ({
  uncachedInput: Math.round(tokens.uncachedInput * share),
  cacheCreation5m: Math.round(tokens.cacheCreation5m * share),
  cacheCreation1h: Math.round(tokens.cacheCreation1h * share),
  cacheRead: Math.round(tokens.cacheRead * share),
  output: Math.round(tokens.output * share),
  webSearchRequests: Math.round(tokens.webSearchRequests * share),
});

/** What follows the cut is the hour less this part, so the two always add up to the hour. */
function beforeCut(held: HeldUsage, hour: UsageTotal, cut: Instant): UsageSumOf {
  const { minutes, part, whole } = partBefore(hour.start, cut, held, hour.estimated);
  if (!minutes) {
    const share = part / whole;
    return {
      tokens: scaleTokens(hour.tokens, share),
      estimated: hour.estimated === null ? null : Math.round(hour.estimated * share),
    };
  }
  const before = minutes.reduce<UsageSumOf>(addUsage, NOTHING);
  // Minutes are read after their hour: use that arrived in between is not the hour's yet.
  return {
    tokens: smallerTokens(before.tokens, hour.tokens),
    estimated: hour.estimated === null ? null : Math.min(before.estimated ?? 0, hour.estimated),
  };
}

const afterCut = (held: HeldUsage, hour: UsageTotal, cut: Instant): UsageSumOf => {
  const before = beforeCut(held, hour, cut);
  return {
    tokens: subtractTokens(hour.tokens, before.tokens),
    estimated: hour.estimated === null ? null : hour.estimated - (before.estimated ?? 0),
  };
};

/** Usage in [from, to). Both ends may cut an hour. */
export function sumUsageBetween(held: HeldUsage, from: Instant, to: Instant): UsageSumOf {
  let sum = NOTHING;
  for (let start: number = floorHour(from); start < to; start += HOUR_MS) {
    const hour = held.hours.get(start);
    if (!hour) continue;
    let part: UsageSumOf = start < from ? afterCut(held, hour, from) : hour;
    if (start + HOUR_MS > to) {
      const upTo = beforeCut(held, hour, to);
      const skipped = start < from ? beforeCut(held, hour, from) : NOTHING;
      part = {
        tokens: subtractTokens(upTo.tokens, skipped.tokens),
        estimated: upTo.estimated === null ? null : upTo.estimated - (skipped.estimated ?? 0),
      };
    }
    sum = addUsage(sum, { tokens: part.tokens, estimated: part.estimated });
  }
  return sum.estimated === null ? sum : { ...sum, estimated: estimated(sum.estimated) };
}
