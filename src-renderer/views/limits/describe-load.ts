import { FRESH_READING_MS, isWorkedOut } from '../../../src-main/shared/claude-said.js';
import { agoOf, roundHours } from '../../../src-main/shared/describe-learned.js';
import {
  DASH,
  formatPercent,
  formatTokens,
  formatWeekdayTime,
} from '../../../src-main/shared/format.js';
import type { LikelyRange, WindowLimit } from '../../../src-main/shared/limits.js';
import type { Instant } from '../../../src-main/shared/units.js';
import { formatLikely, formatRoughUsd } from '../../../src-main/shared/usd.js';
import { ofLimit } from './describe-limit.js';
import { formatBetween } from './format-between.js';

/** A rough guess is a range: one number would say more than is known. */
export const isRough = ({ state, word }: Pick<WindowLimit, 'state' | 'word'>) =>
  state === 'estimate' && word === 'rough';

/** The number of the card: as said by Claude, "~" where it is learned, a range where it is rough. */
export function formatLoad(limit: WindowLimit): string {
  const percent = limit.now?.percent;
  if (!percent || limit.state === 'none' || limit.state === 'bound') return DASH;
  if (limit.state === 'reported') {
    const mark = isWorkedOut(percent.median, limit.now?.reading ?? null) ? '~' : '';
    return `${mark}${formatPercent(percent.median)}`;
  }
  if (percent.low > 100) return '>100 %';
  return isRough(limit)
    ? formatBetween(percent)
    : `~${formatPercent(Math.min(100, percent.median))}`;
}

/** What the number rests on, beside it. */
export function describeLoad(limit: WindowLimit, now: Instant): string {
  const reading = limit.now?.reading;
  if (limit.state === 'none') return 'no use seen';
  if (limit.state === 'bound') return 'not known yet';
  if (!limit.now) return limit.window === 'five_hour' ? 'no window runs' : 'its reset is not known';
  const said = reading && describeReading(reading, now);
  const of = ofLimit(limit);
  // The dollars are not Claude's: they are told below.
  if (limit.state === 'reported')
    return reading && isMore(limit.now) ? 'used' : (said ?? 'as Claude says');
  if (isRough(limit)) return 'used, a rough guess';
  return of ?? 'used';
}

/** So much was used since the reading that it no longer says the same. */
const isMore = ({ percent, reading }: NonNullable<WindowLimit['now']>) =>
  reading !== null && formatPercent(percent.median) !== formatPercent(reading.pct);

/** "as Claude says", and when it was said once that is not now. */
export function describeReading({ at }: { readonly at: Instant }, now: Instant): string {
  return now - at > FRESH_READING_MS ? `as Claude said ${agoOf(now - at)}` : 'as Claude says';
}

/** "likely 40 – 49 %": how sure the learned percentage is. Null: it is said, or not known. */
export function describeSpread(limit: WindowLimit, now: Instant): string | null {
  if (!limit.now) return null;
  const { percent, reading } = limit.now;
  const isSaid = limit.state === 'reported' && reading !== null && isMore(limit.now);
  if (limit.state !== 'estimate' && !isSaid) return null;
  const basis = reading
    ? `${formatPercent(reading.pct)} ${describeReading(reading, now)}, the use since then learned`
    : null;
  if (isSaid || isRough(limit)) return basis;
  return [`likely ${formatBetween(percent)}`, basis].filter((part) => part).join('; ');
}

/** What is left, in dollars, tokens and hours of work. Null where that would be a guess. */
export function describeRest(limit: WindowLimit): string | null {
  const { now, word } = limit;
  if (!now || word === 'unknown' || word === 'rough') return null;
  const { remainingUsd, remainingTokens, hoursLeft } = now;
  const left = [
    ...(remainingUsd
      ? [`about ${formatRoughUsd(remainingUsd.median)} (likely ${formatLikely(remainingUsd)})`]
      : []),
    ...(remainingTokens ? [`${formatTokens(roundTokens(remainingTokens.median))} tokens`] : []),
    ...(hoursLeft
      ? [`${formatHours(hoursLeft.median)} of work (likely ${hourRange(hoursLeft)})`]
      : []),
  ];
  return left.length === 0 ? null : `Left: ${left.join(', ')}.`;
}

/** Two digits: a guess has no more. */
const roundTokens = (count: number) => Math.round(Number(count.toPrecision(2)));

const formatHours = (hours: number) => `${roundHours(hours)}\u00a0h`;
const hourRange = ({ low, high }: LikelyRange) => `${roundHours(low)} – ${roundHours(high)}`;

/** Below this chance of running out, it lasts. */
const LASTS_BELOW = 0.2;

/** When it runs out, or that it lasts. Null: too little is known to say. */
export function describeEnd(limit: WindowLimit, timeZone: string): string | null {
  const { now, word } = limit;
  if (!now || word === 'rough' || now.runOutChance === null) return null;
  if (now.percent.low >= 100) return 'It is used up until the reset.';
  if (now.runOutChance < LASTS_BELOW || now.runsOutAt === null) return 'Lasts until the reset.';
  const verb = now.runOutChance < 0.5 ? 'may run out' : 'runs out';
  return `At your usual pace it ${verb} about ${formatWeekdayTime(now.runsOutAt, timeZone)}.`;
}
