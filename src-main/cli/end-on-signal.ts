import { EXIT } from './exit-code.js';

/** What a shell says of a process that a signal ended: 128 and the signal's number. */
const CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;
/** Whatever is in flight, such as a keychain's prompt (P11). */
const LIMIT_MS = 3_000;

/**
 * The first signal asks the work to stop, so that what it has is kept and closed. A second one, or
 * work that does not end in time, ends the process as signals do.
 */
export async function endOnSignal(stop: () => void, work: () => Promise<number>): Promise<number> {
  let endedBy: number | null = null;
  const onSignal = (signal: (typeof SIGNALS)[number]) => {
    endedBy = CODES[signal];
    for (const name of SIGNALS) process.off(name, onSignal);
    setTimeout(() => process.kill(process.pid, signal), LIMIT_MS).unref();
    stop();
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  try {
    const code = await work();
    return code === EXIT.fine ? code : (endedBy ?? code);
  } finally {
    for (const name of SIGNALS) process.off(name, onSignal);
  }
}
