import { ipcMain, type WebContents, type WebFrameMain } from 'electron';
import type { Log } from '../core/ports.js';
import { type Failure, noteFailure } from '../shared/failure.js';
import {
  type Channel,
  type Reply,
  type Request,
  type Responses,
  requestSchemas,
} from '../shared/ipc-contract.js';
import type { Result } from '../shared/result.js';

/** A page that asks more often than this in a second is broken or hostile (W3). */
const CALLS_A_SECOND = 200;

export type Handlers = {
  readonly [C in Channel]: (request: Request<C>) => Responses[C] | Promise<Responses[C]>;
};

export interface IpcOptions {
  readonly owns: (sender: WebContents, frame: WebFrameMain | null) => boolean;
  readonly handlers: Handlers;
  readonly log: Log;
}

/** Each call: is it our own page, is it not too often, is it exactly what the contract says. */
export function registerIpc({ owns, handlers, log }: IpcOptions): void {
  const callsOverLimit = rateLimit(CALLS_A_SECOND);
  const register = <C extends Channel>(channel: C) => {
    ipcMain.handle(channel, async (event, request: unknown) => {
      // Asked just before its window was closed: nobody is left to answer.
      if (event.sender.isDestroyed()) return undefined;
      // senderFrame is null or throws once the frame is gone.
      const frame = frameOf(() => event.senderFrame);
      if (!owns(event.sender, frame)) {
        log.warn('ipc-refused', { channel, reason: 'sender' });
        throw new Error('refused');
      }
      const excess = callsOverLimit();
      if (excess > 0) {
        // A flood must not become one in the log.
        if (excess === 1) log.warn('ipc-refused', { channel, reason: 'too often' });
        throw new Error('refused');
      }
      const parsed = requestSchemas[channel].safeParse(request);
      if (!parsed.success) {
        log.warn('ipc-refused', { channel, reason: 'shape' });
        throw new Error('refused');
      }
      try {
        // The schema of this very channel has just accepted it.
        return await handlers[channel](parsed.data as Request<C>);
      } catch (error) {
        log.warn('bug', { channel, message: error instanceof Error ? error.stack : 'unknown' });
        // Nothing raw crosses to the page (S9).
        throw new Error('failed');
      }
    });
  };
  for (const channel of Object.keys(requestSchemas) as Channel[]) register(channel);
  // electron-store opens a channel of its own, which tells any page a path (S9).
  ipcMain.removeAllListeners('electron-store-get-data');
}

function frameOf(read: () => WebFrameMain | null): WebFrameMain | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** Counts a call and tells how many of this second are too many. */
function rateLimit(callsASecond: number): () => number {
  let second = 0;
  let calls = 0;
  return () => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) {
      second = now;
      calls = 0;
    }
    calls += 1;
    return Math.max(0, calls - callsASecond);
  };
}

/** What crosses to the page of a failure: its sentence and a short detail, nothing raw. */
export function reply<T>(result: Result<T>): Reply<T> {
  return result.ok ? result : { ok: false, note: noteFailure(result.failure, Date.now()) };
}

export const done = <T>(value: T): Reply<T> => ({ ok: true, value });

export const refusal = (failure: Failure): Reply<never> => ({
  ok: false,
  note: noteFailure(failure, Date.now()),
});
