import type { CancelSignal } from '../../src-main/core/ports.js';
import type { Timeline } from './timeline.js';

/** Whether anything real is under way: time stands still meanwhile. */
export interface Activity {
  begin(): void;
  end(): void;
  ended(): Promise<void>;
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

export function createActivity(): Activity {
  let running = 0;
  let tell: (() => void) | null = null;
  return {
    begin() {
      running += 1;
    },
    end() {
      running -= 1;
      if (running === 0) tell?.();
    },
    async ended() {
      await settle();
      while (running > 0) {
        await new Promise<void>((resolve) => {
          tell = resolve;
        });
        await settle();
      }
    },
  };
}

/** A wait inside a run: it takes its time on the timeline, and nothing real is under way in it. */
export const createWait =
  ({ setTimer, clearTimer }: Timeline, { begin, end }: Activity) =>
  (ms: number, cancel: CancelSignal): Promise<void> =>
    new Promise((resolve) => {
      const finish = () => {
        clearTimer(timer);
        cancel.removeEventListener('abort', finish);
        begin();
        resolve();
      };
      const timer = setTimer(finish, ms);
      cancel.addEventListener('abort', finish);
      end();
    });
