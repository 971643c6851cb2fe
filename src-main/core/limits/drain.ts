import type { CancelSignal, Clock, Wait } from '../ports.js';

/** So long others may be kept waiting; one step more may pass before it is seen. */
const STRETCH_MS = 8;
/** Also when the clock stands still. */
const MOST_STEPS = 8;

interface DrainTools {
  readonly wait: Wait;
  readonly signal: CancelSignal;
  readonly clock: Pick<Clock, 'now'>;
}

/** Works through the steps and lets others in between. Null: cancelled. */
export async function drain<T>(
  steps: Generator<void, T>,
  { wait, signal, clock }: DrainTools,
): Promise<T | null> {
  let begun = clock.now();
  for (let count = 1; ; count += 1) {
    if (signal.aborted) return null;
    const step = steps.next();
    if (step.done) return step.value;
    if (Math.abs(clock.now() - begun) < STRETCH_MS && count % MOST_STEPS !== 0) continue;
    await wait(0, signal);
    begun = clock.now();
  }
}
