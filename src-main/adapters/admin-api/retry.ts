import type { CancelSignal } from '../../core/ports.js';
import type { Failure } from '../../shared/failure.js';
import { failed, type Result } from '../../shared/result.js';
import type { Instant } from '../../shared/units.js';

const MAX_TRIES = 5;
const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 8_000;
/** A longer wait is not slept through here: the schedule takes it over. */
const LONGEST_INLINE_WAIT_MS = 10_000;

/** These pass by themselves within seconds; offline is left to the schedule. */
const isWorthRepeating = (failure: Failure) =>
  ['service-trouble', 'timed-out', 'rate-limited', 'incomplete'].includes(failure.kind) ||
  (failure.kind === 'offline' && isBrokenMidway(failure.detail ?? ''));

const isBrokenMidway = (code: string) => ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(code);

export interface RetryOptions {
  readonly now: () => Instant;
  readonly random: () => number;
  readonly wait: (ms: number, cancel: CancelSignal) => Promise<void>;
}

/** At most five tries with full jitter; a wait the server asks for is honoured to the millisecond. */
export async function withRetries<T>(
  attempt: () => Promise<Result<T>>,
  cancel: CancelSignal,
  { now, random, wait }: RetryOptions,
): Promise<Result<T>> {
  for (let tries = 1; ; tries += 1) {
    const result = await attempt();
    if (result.ok || tries === MAX_TRIES || !isWorthRepeating(result.failure)) return result;
    const delayMs =
      result.failure.kind === 'rate-limited'
        ? result.failure.retryAt - now()
        : random() * Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** (tries - 1));
    if (delayMs > LONGEST_INLINE_WAIT_MS) return result;
    await wait(Math.max(0, delayMs), cancel);
    if (cancel.aborted) return failed({ kind: 'cancelled' });
  }
}

/** Resolves after the delay or as soon as it is cancelled. */
export const waitFor = (ms: number, cancel: CancelSignal): Promise<void> =>
  new Promise((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      cancel.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    cancel.addEventListener('abort', finish);
  });
