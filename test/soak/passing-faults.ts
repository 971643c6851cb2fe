import type { FaultName } from '../../src-main/demo/faults.js';

/**
 * Faults that leave no wrong figure behind once they are over. Left out: what lies in valid
 * figures, which nobody could know later, and what costs real seconds (slow-body, no-headers).
 */
export const PASSING_FAULTS: readonly [FaultName, ...FaultName[]] = [
  'bad-request',
  'stale-token',
  'rate-limited-30',
  'rate-limited-date',
  'rate-limited-bare',
  'rate-limited-reset',
  'rate-limited-hour',
  'server-error',
  'bad-gateway',
  'service-unavailable',
  'gateway-timeout',
  'overloaded',
  'error-without-request-id',
  'error-without-error',
  'html',
  'empty-body',
  'redirect-same-host',
  'redirect-other-host',
  'date-3h-ahead',
  'extra-fields',
  'missing-required',
  'required-wrong-type',
  'negative-tokens',
  'string-tokens',
  'float-tokens',
  'amount-not-decimal',
  'amount-number',
  'duplicate-bucket',
  'overlapping-buckets',
  'unaligned-bucket',
  'reversed-buckets',
  'empty-data',
  'empty-results',
  'has-more-without-token',
  'same-token',
  'empty-page-first',
  'nan-tokens',
  'infinite-tokens',
  'unsafe-tokens',
  'cut-json',
  'bom',
  'duplicate-keys',
  'deep-nesting',
  'reset-in-body',
  'huge-headers',
  'not-http',
];

/** A right that is missing for one report: asked for again a day later. */
export const REFUSALS: readonly [FaultName, ...FaultName[]] = [
  'forbidden-cost',
  'forbidden-claude-code',
  'forbidden-limits',
  'forbidden-labels',
  'not-found-cost',
  'not-found-claude-code',
  'not-found-limits',
];

/** Nothing goes on before a person asks. */
export const STOPPING_FAULTS: readonly [FaultName, ...FaultName[]] = ['unauthorized', 'forbidden'];
