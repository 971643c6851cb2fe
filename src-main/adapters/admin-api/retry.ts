import type { CancelSignal, Wait } from '../../core/ports.js';
import type { Failure } from '../../shared/failure.js';
import { failed, type Result } from '../../shared/result.js';
import type { Instant } from '../../shared/units.js';
import type { RetryAdvice } from './failure-of-answer.js';

const MAX_TRIES = 5;
const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 8_000;
/** A longer wait is not slept through here: the schedule takes it over. */
const LONGEST_INLINE_WAIT_MS = 10_000;
/** No new try after this long: a person waits, and the schedule comes again. */
const ALL_TRIES_MS = 30_000;

/** These pass by themselves within seconds; offline is left to the schedule. */
const isWorthRepeating = (failure: Failure) =>
  ['service-trouble', 'timed-out', 'rate-limited', 'incomplete'].includes(failure.kind) ||
  (failure.kind === 'offline' && isPassingTrouble(failure.detail ?? ''));

const isPassingTrouble = (code: string) =>
  ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'UND_ERR_CONNECT_TIMEOUT'].includes(code);

export interface RetryOptions {
  readonly now: () => Instant;
  readonly random: () => number;
  readonly wait: Wait;
}

/** A result and what the server said about asking again. */
export type Attempt<T> = Result<T> & Partial<RetryAdvice>;

/** At most five tries with full jitter; a wait the server asks for is honoured to the millisecond. */
export async function withRetries<T>(
  attempt: () => Promise<Attempt<T>>,
  cancel: CancelSignal,
  { now, random, wait }: RetryOptions,
): Promise<Result<T>> {
  const begun = performance.now();
  let waitedMs = 0;
  for (let tries = 1; ; tries += 1) {
    const result = await attempt();
    if (result.ok) return result;
    const ended = failed(result.failure);
    const most = result.isPassingOnce ? 2 : MAX_TRIES;
    if (tries >= most || result.isFinal) return ended;
    if (!result.isPassing && !isWorthRepeating(result.failure)) return ended;
    const jitteredMs = random() * Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (tries - 1));
    const notBefore =
      result.failure.kind === 'rate-limited' ? result.failure.retryAt : (result.notBefore ?? 0);
    const delayMs = Math.max(notBefore - now(), jitteredMs);
    if (delayMs > LONGEST_INLINE_WAIT_MS) return ended;
    waitedMs += delayMs;
    if (Math.max(waitedMs, performance.now() - begun + delayMs) > ALL_TRIES_MS) return ended;
    await wait(delayMs, cancel);
    if (cancel.aborted) return failed({ kind: 'cancelled' });
  }
}

/** Resolves after the delay or as soon as it is cancelled. */
export const waitFor: Wait = (ms, cancel) =>
  new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      cancel.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    cancel.addEventListener('abort', finish);
  });
