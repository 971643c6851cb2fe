import type { Failure } from '../../shared/failure.js';
import type { Instant } from '../../shared/units.js';
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
  if (status >= 300 && status < 400) return { kind: 'not-the-api', ...about };
  if (status >= 500) return { kind: 'service-trouble', ...about };
  if (status === 408) return { kind: 'timed-out', ...about };
  if (!parsed?.error) return { kind: 'not-the-api', ...about };
  if (status === 401) return { kind: 'key-refused', ...about };
  if (status === 403) return { kind: 'permission-missing', ...about };
  if (status === 404) return { kind: 'not-available', ...about };
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

function hintedRetryAt(headers: Answer['headers'], now: Instant): Instant | null {
  const waitMs = Number.parseFloat(headers['retry-after-ms'] ?? '');
  if (Number.isFinite(waitMs) && waitMs >= 0) return now + waitMs;
  const after = headers['retry-after'];
  if (after) {
    const at = /^\d+(\.\d+)?$/.test(after) ? now + Number(after) * 1000 : Date.parse(after);
    if (Number.isFinite(at)) return Math.max(now, at);
  }
  const reset = Date.parse(headers['anthropic-ratelimit-requests-reset'] ?? '');
  return Number.isFinite(reset) ? Math.max(now, reset) : null;
}
