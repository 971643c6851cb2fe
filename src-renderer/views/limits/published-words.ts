import { formatCount, formatDay, formatMoney } from '../../../src-main/shared/format.js';
import type {
  PublishedChange,
  RateLimitLoad,
  SpendLimitNow,
} from '../../../src-main/shared/limits.js';
import { nameLimiter, nameScope } from '../../../src-main/shared/published-words.js';
import { isolatedName } from '../../components/isolated-name.js';

/** Why no busiest minute is told; null: one is. */
export function describeMissing({ limiter, day, week }: RateLimitLoad): string | null {
  // A day without any use had no requests either; of the week that is not known.
  const isIdle = limiter === 'requests_per_minute' && week === null && day?.value === 0;
  if ((day !== null || week !== null) && !isIdle) return null;
  if (limiter === 'requests_per_minute') return 'not counted by these reports';
  if (limiter.endsWith('per_minute') || limiter.endsWith('cache_aware')) {
    return 'no minutes of it are held yet';
  }
  return 'not counted by these reports';
}

/** "Minutes of 160 of 168 hours were looked at." Null where all were. */
export function describeSeenHours(rates: readonly RateLimitLoad[]): string | null {
  const least = rates
    .flatMap(({ week, day }) => week ?? day ?? [])
    .map(({ hours }) => hours)
    .sort((a, b) => a.seen / a.of - b.seen / b.of)[0];
  if (!least || least.seen >= least.of) return null;
  return `Minutes of ${least.seen} of ${least.of} hours were looked at.`;
}

export const nameSpender = ({ scope, workspaceName }: SpendLimitNow) =>
  workspaceName === null
    ? nameScope(scope, isolatedName)
    : `Workspace ${isolatedName(workspaceName)}`;

/** "14 Sep: Opus, output tokens a minute 80,000 → 100,000." */
export function describePublishedChange(change: PublishedChange, timeZone: string): string {
  const { kind, workspaceName, group, limiter, before, after, isNew, isGone } = change;
  const show = (value: number | null) =>
    value === null ? 'no cap' : kind === 'spend' ? formatMoney(value) : formatCount(value);
  const what =
    kind === 'spend'
      ? 'spend limit'
      : `${isolatedName(group)}, ${nameLimiter(limiter).replace(/^[A-Z]/, (letter) => letter.toLowerCase())}`;
  const whose = workspaceName === null ? '' : ` of ${isolatedName(workspaceName)}`;
  const said = isNew
    ? `first seen with ${show(after)}`
    : isGone
      ? `gone, was ${show(before)}`
      : `${show(before)} → ${show(after)}`;
  return `${formatDay(change.at, timeZone)}: ${what}${whose} ${said}`;
}
