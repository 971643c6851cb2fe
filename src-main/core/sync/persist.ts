import { failed, type Result } from '../../shared/result.js';
import type { CancelSignal, Wait } from '../ports.js';

/** Another program's write is waited for so long; then the history is said to be in use (F12). */
const PATIENCE_MS = 5_000;
const PAUSE_MS = 100;

/** Writes, and tries again while another program writes, without holding up anything else. */
export async function persist(
  write: () => Result<null>,
  wait: Wait,
  signal: CancelSignal,
): Promise<Result<null>> {
  for (let waitedMs = 0; ; waitedMs += PAUSE_MS) {
    const written = write();
    const isBusy = !written.ok && written.failure.kind === 'storage-busy';
    if (!isBusy || waitedMs >= PATIENCE_MS) return written;
    if (signal.aborted) return failed({ kind: 'cancelled' });
    await wait(PAUSE_MS, signal);
  }
}
