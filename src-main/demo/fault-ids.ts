import { HOUR_MS } from '../shared/units.js';
import type { FaultName } from './faults.js';
import { isFaultName } from './faults.js';
import type { SimulatorOptions } from './simulator.js';

/** How the simulator is started to show a fault. */
export interface FaultPlay {
  readonly faults: readonly FaultName[];
  readonly options?: Pick<SimulatorOptions, 'lateEntriesMs' | 'openDayCost' | 'analytics'>;
}

type FaultPlays = readonly [FaultPlay, ...FaultPlay[]];

const play = (...faults: readonly FaultName[]): FaultPlay => ({ faults });

/** The catalogue of answers that must be survived: each id and every way to play it. */
export const faultIds = {
  /** 401 on first use. */
  A1: [play('unauthorized')],
  /** 401 after success: the key is revoked once six requests were answered. */
  A2: [play('unauthorized:7-')],
  /** 403 for one endpoint only. */
  A3: [
    play('forbidden-cost'),
    play('forbidden-analytics'),
    play('forbidden-claude-code'),
    play('forbidden-limits'),
    play('forbidden-labels'),
  ],
  /** 404 on a documented path. */
  A4: [
    play('not-found-cost'),
    play('not-found-analytics'),
    play('not-found-claude-code'),
    play('not-found-limits'),
    { faults: [], options: { analytics: false } },
  ],
  /** 400 with an error message. */
  A5: [play('bad-request')],
  /** 429 with retry-after, in seconds or as a date. */
  A6: [play('rate-limited-30'), play('rate-limited-date')],
  /** 429 without any hint. */
  A7: [play('rate-limited-bare')],
  /** 429 with only a reset time. */
  A8: [play('rate-limited-reset')],
  /** 429 on every request for an hour. */
  A9: [play('rate-limited-hour')],
  /** 500, 502, 503, 504, 529. */
  A10: [
    play('server-error'),
    play('bad-gateway'),
    play('service-unavailable'),
    play('gateway-timeout'),
    play('overloaded'),
  ],
  /** 200 with an HTML body. */
  A11: [play('html')],
  /** 200 with an empty body. */
  A12: [play('empty-body')],
  /** JSON cut in the middle; connection reset in the body. */
  A13: [play('cut-json'), play('reset-in-body')],
  /** A body of 200 MB. */
  A14: [play('huge-body')],
  /** A small compressed body that expands to 200 MB. */
  A15: [play('gzip-bomb')],
  /** One byte every 300 ms without end. */
  A16: [play('slow-body')],
  /** Headers never come. */
  A17: [play('no-headers')],
  /** 40 kB of headers. */
  A18: [play('huge-headers')],
  /** Not HTTP at all. */
  A19: [play('not-http')],
  /** Redirect to the same host or another. */
  A20: [play('redirect-other-host'), play('redirect-same-host')],
  /** Unknown extra fields at every level. */
  A21: [play('extra-fields')],
  /** A known optional field missing or null. */
  A22: [
    play('missing-optional'),
    play('null-optional'),
    play('missing-refreshed-at'),
    play('null-refreshed-at'),
  ],
  /** A required field missing or of the wrong type. */
  A23: [play('missing-required'), play('required-wrong-type')],
  /** Unknown values of open sets. */
  A24: [play('unknown-enum')],
  /** Negative token count. */
  A25: [play('negative-tokens')],
  /** Token count as a string, float, 1e400, NaN or above 2^53. */
  A26: [
    play('string-tokens'),
    play('float-tokens'),
    play('infinite-tokens'),
    play('nan-tokens'),
    play('unsafe-tokens'),
  ],
  /** Amount not a decimal string. */
  A27: [play('amount-not-decimal'), play('amount-number')],
  /** Currency not USD. */
  A28: [play('other-currency')],
  /** The same bucket on two pages, or the same row twice. */
  A29: [play('duplicate-bucket'), play('repeated-row')],
  /** Intervals that overlap, are out of order or were not asked for. */
  A30: [play('overlapping-buckets'), play('reversed-buckets'), play('row-outside-span')],
  /** Bucket start not aligned to the width. */
  A31: [play('unaligned-bucket')],
  /** More to come and no token. */
  A32: [play('has-more-without-token')],
  /** The same token again and again. */
  A33: [play('same-token')],
  /** 400 for a page token in the middle of a run: once, or every time. */
  A34: [play('stale-token:1'), play('stale-token')],
  /** Nothing where there was something. */
  A35: [play('empty-data'), play('empty-results'), play('empty-page-first')],
  /** Repeated names, byte order mark, deep nesting. */
  A36: [play('duplicate-keys'), play('bom'), play('deep-nesting')],
  /** Error body without `error`, or with a null `request_id`. */
  A37: [play('error-without-error'), play('error-without-request-id')],
  /** Cost or usage that arrives late or changes for a closed day. */
  A38: [
    play('restated-closed-days'),
    play('restated-cost'),
    { faults: [], options: { lateEntriesMs: 26 * HOUR_MS } },
    { faults: [], options: { openDayCost: false } },
  ],
} as const satisfies Readonly<Record<string, FaultPlays>>;

export type FaultId = keyof typeof faultIds;

export const playsOf = (id: FaultId): FaultPlays => faultIds[id];

const isFaultId = (text: string): text is FaultId => Object.hasOwn(faultIds, text);

const WITH_NUMBER = /^(A\d+)(?:\.([1-9]))?$/;

/**
 * `A13` is the first play of that id, `A13.2` its second; a fault's own name plays that alone.
 * Null: there is no such play.
 */
export function findPlay(text: string): FaultPlay | null {
  const [, id = '', number = '1'] = WITH_NUMBER.exec(text) ?? [];
  if (isFaultId(id)) return playsOf(id)[Number(number) - 1] ?? null;
  return isFaultName(text) ? { faults: [text] } : null;
}
