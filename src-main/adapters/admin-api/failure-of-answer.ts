import type { Failure } from '../../shared/failure.js';
import { DAY_MS, type Instant } from '../../shared/units.js';
import { errorBody } from './page-schema.js';
import type { Answer } from './send-request.js';

/**
 * What an answer other than 200 means, decided by status class and never by its message.
 * `unhintedWaitMs` is asked when a refused rate names no time (admin API notes, 2.5).
 */
export function failureOfAnswer(
  answer: Answer,
  now: Instant,
  unhintedWaitMs: () => number,
): Failure {
  const { status, headers } = answer;
  const parsed = parseError(answer.body);
  const requestId = headers['request-id'] ?? parsed?.request_id ?? null;
  const detail = [status, parsed?.error?.type, parsed?.error?.message]
    .filter(Boolean)
    .join(' ')
    .slice(0, 300);
  const about = { detail, requestId };

  if (status === 429) {
    const at = hintedRetryAt(headers, now) ?? now + unhintedWaitMs();
    return { kind: 'rate-limited', retryAt: at, ...about };
  }
  if (status === 407) return { kind: 'proxy-trouble', ...about };
  // 511: the network itself wants a sign-in.
  if (status === 511 || (status >= 300 && status < 400)) return { kind: 'not-the-api', ...about };
  if (status >= 500) {
    const retryAt = hintedRetryAt(headers, now);
    return {
      kind: 'service-trouble',
      ...(retryAt === null ? {} : { retryAt }),
      ...(status === 504 ? { mayBeTooMuch: true } : {}),
      ...about,
    };
  }
  // A success without content, or with a part of it, is none of this API's.
  if (status < 300) return { kind: 'unexpected-response', ...about };
  if (status === 408) return { kind: 'timed-out', ...about };
  // Every answer of the API has an id in its header, whatever has become of its body.
  if (!parsed?.error && !headers['request-id']) return { kind: 'not-the-api', ...about };
  if (status === 401) return { kind: 'key-refused', ...about };
  if (status === 402) return { kind: 'billing-trouble', ...about };
  if (status === 403) return { kind: 'permission-missing', ...about };
  const isOffered = parsed?.error?.details?.error_code !== 'organization_type_not_supported';
  if (status === 404 || !isOffered) return { kind: 'not-available', ...about };
  return { kind: 'bad-request', ...about };
}

function parseError(body: Buffer) {
  try {
    const parsed = errorBody.safeParse(JSON.parse(body.toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export interface RetryAdvice {
  /** Asking again is of no use. */
  readonly isFinal: boolean;
  /** Asking again may help, whatever kind of failure it is. */
  readonly isPassing: boolean;
  /** Asked twice at most. */
  readonly isPassingOnce: boolean;
  /** Not to be asked again before; null: nothing is said about it. */
  readonly notBefore: Instant | null;
}

/** What the API itself says about asking again (admin API notes, 2.5). */
export function retryAdvice({ status, headers }: Answer, now: Instant): RetryAdvice {
  const word = headers['x-should-retry'];
  // These are never repeated, whatever a header says (S19).
  const isFinal = word === 'false' || [400, 401, 402, 403, 404].includes(status);
  return {
    isFinal,
    isPassing: !isFinal && (word === 'true' || status === 409),
    // Something changed at the same moment.
    isPassingOnce: status === 409,
    notBefore: hintedRetryAt(headers, now),
  };
}

/** A longer wait than this is not believed: it is asked again after it. */
const LONGEST_HINT_MS = DAY_MS;

/** The first hint that is a time, in the order of the notes. A moment already past is none. */
function hintedRetryAt(headers: Answer['headers'], now: Instant): Instant | null {
  const waits = [
    decimal(headers['retry-after-ms']),
    decimal(headers['retry-after']) * 1_000,
    still(httpDate(headers['retry-after']) - now),
    still(isoTime(headers['anthropic-ratelimit-requests-reset']) - now),
  ];
  const waitMs = waits.find((wait) => !Number.isNaN(wait));
  return waitMs === undefined ? null : now + Math.min(waitMs, LONGEST_HINT_MS);
}

const still = (waitMs: number) => (waitMs > 0 ? waitMs : Number.NaN);

const decimal = (text = '') => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN);

// Date.parse alone takes "-5" for a year.
const httpDate = (text = '') => (/^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN);

const isoTime = (text = '') => (/^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN);
