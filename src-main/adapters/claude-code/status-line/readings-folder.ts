import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  nameReading,
  parseReadingName,
  type SeenReading,
} from '../../../core/status-line/seen-reading.js';
import { DAY_MS, type Instant } from '../../../shared/units.js';
import { makeFolder } from '../../make-folder.js';
import { removeIfThere, writeNewFile } from '../../write-whole-file.js';

/** Claude Code keeps transcripts for 30 days: a reading without use beside it teaches nothing. */
const KEPT_MS = 35 * DAY_MS;
/** Of what is too old, with one recording: nobody waits for it. */
const MOST_DROPPED = 200;

export const readingsFolder = (dataDirectory: string) => join(dataDirectory, 'readings');

/** What the names of the files say; what is no reading of ours is left out. */
export function listReadings(dataDirectory: string): readonly SeenReading[] {
  let names: readonly string[];
  try {
    names = readdirSync(readingsFolder(dataDirectory));
  } catch {
    return [];
  }
  return names.map(parseReadingName).filter((reading) => reading !== null);
}

/**
 * One small file for each reading, named after it and never written again: any number of terminals
 * may record at once, and the first sight keeps its time.
 */
export function recordReading(dataDirectory: string, reading: SeenReading, at: Instant): void {
  const folder = readingsFolder(dataDirectory);
  const path = join(folder, nameReading(reading));
  if (statSync(path, { throwIfNoEntry: false })) return;
  makeFolder(folder);
  writeNewFile({ path, content: `${JSON.stringify({ at })}\n`, mode: 0o600 });
}

/** Without the app nobody else does; with it they were taken over long ago. */
export function dropOldReadings(
  dataDirectory: string,
  readings: readonly SeenReading[],
  now: Instant,
): void {
  readings
    .filter(({ resetsAt }) => resetsAt < now - KEPT_MS)
    .slice(0, MOST_DROPPED)
    .forEach((reading) => {
      removeIfThere(join(readingsFolder(dataDirectory), nameReading(reading)));
    });
}
