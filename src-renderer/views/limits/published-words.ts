import {
  formatCount,
  formatDay,
  formatMoney,
  formatParts,
} from '../../../src-main/shared/format.js';
import type {
  PublishedChange,
  RateLimitLoad,
  SpendLimitNow,
} from '../../../src-main/shared/limits.js';
import { isolatedName, plainName } from '../../components/plain-name.js';

const LIMITERS: Readonly<Record<string, string>> = {
  requests_per_minute: 'Requests a minute',
  input_tokens_per_minute: 'Input tokens a minute, with cache reads',
  input_tokens_per_minute_cache_aware: 'Input tokens a minute, without cache reads',
  output_tokens_per_minute: 'Output tokens a minute',
  tokens_per_minute: 'Tokens a minute',
  tokens_per_day: 'Tokens a day',
  fast_itpmca: 'Fast mode: input tokens a minute, without cache reads',
  fast_otpm: 'Fast mode: output tokens a minute',
  tool_uses_per_second: 'Tool uses a second',
  enqueued_batch_requests: 'Batch requests waiting',
};

/** A limiter that is not known yet keeps its own name. */
export const nameLimiter = (limiter: string) =>
  Object.hasOwn(LIMITERS, limiter) ? (LIMITERS[limiter] ?? '') : plainName(limiter);

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

const SCOPES: Readonly<Record<string, string>> = {
  organization: 'Organization',
  workspace: 'Workspace',
  usage_tier: 'Anthropic’s own monthly cap',
};

export const nameScope = ({ scope, workspaceName }: SpendLimitNow) =>
  workspaceName !== null
    ? `Workspace ${isolatedName(workspaceName)}`
    : Object.hasOwn(SCOPES, scope)
      ? (SCOPES[scope] ?? '')
      : isolatedName(scope);

const PERIODS: Readonly<Record<string, string>> = {
  daily: 'a day',
  weekly: 'a week',
  monthly: 'a month',
};

/** "a month"; a period that is not known yet keeps its own name. */
export const namePeriod = ({ period }: SpendLimitNow) =>
  Object.hasOwn(PERIODS, period) ? (PERIODS[period] ?? '') : isolatedName(period);

/** Amounts in another currency are named, never turned into dollars. */
export function formatSpend(microcents: number | null, currency: string | null): string {
  if (microcents === null) return 'no cap';
  if (currency === null || currency === 'USD') return formatMoney(microcents);
  return `${formatParts(microcents)} ${plainName(currency, 8)}`;
}

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
