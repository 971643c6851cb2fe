import { roundHours } from './describe-learned.js';
import { formatTokens } from './format.js';
import type { LikelyRange, WindowLimit } from './limits.js';
import { formatLikely, formatRoughUsd } from './usd.js';

/**
 * What is left of a limit: "about $6.20 (likely $4.10 – $9.30), 7.1 M tokens, 11 h of work (likely
 * 7 – 16)". Null where that would be a guess.
 */
export function describeRest({ now, word }: Pick<WindowLimit, 'now' | 'word'>): string | null {
  if (!now || word === 'unknown' || word === 'rough') return null;
  const { remainingUsd, remainingTokens, hoursLeft } = now;
  const left = [
    ...(remainingUsd
      ? [`about ${formatRoughUsd(remainingUsd.median)} (likely ${formatLikely(remainingUsd)})`]
      : []),
    ...(remainingTokens ? [`${formatTokens(roundTokens(remainingTokens.median))} tokens`] : []),
    ...(hoursLeft
      ? [`${roundHours(hoursLeft.median)} h of work (likely ${formatHours(hoursLeft)})`]
      : []),
  ];
  return left.join(', ') || null;
}

/** Two digits: a guess has no more. */
const roundTokens = (count: number) => Math.round(Number(count.toPrecision(2)));

const formatHours = ({ low, high }: LikelyRange) => `${roundHours(low)} – ${roundHours(high)}`;
