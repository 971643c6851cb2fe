import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Instant } from '../../src-main/shared/units.js';
import type { PlannedTrouble } from './plan-troubles.js';

/** Bytes, after a full collection of garbage. */
export interface MemoryEntry {
  readonly kind: 'started' | 'first-hour' | 'another-day' | 'ended';
  readonly at: Instant;
  readonly rss: number;
  readonly heapUsed: number;
}

export type Entry =
  | PlannedTrouble
  | MemoryEntry
  | { readonly kind: 'run'; readonly at: Instant; readonly outcome: string }
  | {
      readonly kind: 'alert';
      readonly at: Instant;
      readonly rule: string;
      readonly windowStart: Instant;
    };

/** Written line by line, for a process may be killed. `real` tells what took its time. */
export const createJournal = (path: string) => (entry: Entry) =>
  appendFileSync(
    path,
    `${JSON.stringify({ ...entry, time: new Date(entry.at).toISOString(), real: Date.now() })}\n`,
  );

export const readJournal = (path: string): readonly Entry[] =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        // Written by createJournal above.
        .map((line) => JSON.parse(line) as Entry)
    : [];
