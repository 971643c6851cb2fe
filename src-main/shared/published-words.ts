import { formatMoney, formatParts } from './format.js';
import { plainName } from './plain-name.js';

type Words = Readonly<Record<string, string>>;

const LIMITERS: Words = {
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

const SCOPES: Words = {
  organization: 'Organization',
  workspace: 'Workspace',
  usage_tier: 'Anthropic’s own monthly cap',
};

const PERIODS: Words = { daily: 'a day', weekly: 'a week', monthly: 'a month' };

/** What is not known yet keeps its own name, made fit for where it is shown. */
const nameOf = (words: Words, name: string, keep: (name: string) => string) =>
  Object.hasOwn(words, name) ? (words[name] ?? '') : keep(name);

export const nameLimiter = (limiter: string) =>
  nameOf(LIMITERS, limiter, (name) => plainName(name));

/** Whose spend is limited. */
export const nameScope = (scope: string, keep: (name: string) => string) =>
  nameOf(SCOPES, scope, keep);

/** "a month". */
export const namePeriod = (period: string, keep: (name: string) => string) =>
  nameOf(PERIODS, period, keep);

/** Amounts in another currency are named, never turned into dollars. */
export function formatSpend(microcents: number | null, currency: string | null): string {
  if (microcents === null) return 'no cap';
  if (currency === null || currency === 'USD') return formatMoney(microcents);
  return `${formatParts(microcents)} ${plainName(currency, 8)}`;
}
