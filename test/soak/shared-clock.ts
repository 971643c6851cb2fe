import { openSync, readSync, writeFileSync, writeSync } from 'node:fs';
import type { Instant } from '../../src-main/shared/units.js';

/** The true time of the simulated world, and how many of its troubles have begun. */
export interface SharedClock {
  readonly now: () => Instant;
  readonly met: () => number;
  set(at: Instant): void;
  setMet(count: number): void;
}

const BYTES = 8;

export function createClockFile(path: string, at: Instant): SharedClock {
  writeFileSync(path, Buffer.alloc(2 * BYTES));
  const clock = openSharedClock(path);
  clock.set(at);
  return clock;
}

/** In a file: every process reads the same moment without a message on its way, and none is lost. */
export function openSharedClock(path: string): SharedClock {
  const file = openSync(path, 'r+');
  const bytes = Buffer.alloc(BYTES);
  const read = (position: number) => {
    readSync(file, bytes, 0, BYTES, position);
    return bytes.readDoubleLE();
  };
  const write = (value: number, position: number) => {
    bytes.writeDoubleLE(value);
    writeSync(file, bytes, 0, BYTES, position);
  };
  return {
    now: () => read(0),
    met: () => read(BYTES),
    set: (at) => write(at, 0),
    setMet: (count) => write(count, BYTES),
  };
}
