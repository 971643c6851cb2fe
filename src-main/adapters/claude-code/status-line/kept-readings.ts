import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { StatusReading } from '../../../core/limits/limit-ports.js';
import {
  nameReading,
  parseReadingName,
  type SeenReading,
} from '../../../core/status-line/seen-reading.js';
import { HOUR_MS, type Instant } from '../../../shared/units.js';
import { removeIfThere } from '../../write-whole-file.js';
import { lookAtPath } from './look-at-path.js';
import { readSmallJson } from './read-small-file.js';
import { listReadings, readingsFolder } from './readings-folder.js';

/** Of the windows that end last: about three weeks of the busiest use. */
const MOST_READ = 4_000;
const MOST_BYTES = 256;

export interface KeptReadings {
  read(): readonly StatusReading[];
  drop(before: Instant): void;
}

/** The app's look at what status lines recorded. A file never changes, so each is read once. */
export function createKeptReadings(
  dataDirectory: string,
  now: () => Instant,
  mostRead = MOST_READ,
): KeptReadings {
  const folder = readingsFolder(dataDirectory);
  let known = new Map<string, StatusReading>();

  function readOne(seen: SeenReading): readonly [string, StatusReading][] {
    const name = nameReading(seen);
    const reading = known.get(name) ?? withTime(seen, join(folder, name));
    return reading ? [[name, reading]] : [];
  }

  return {
    read() {
      const newest = [...listReadings(dataDirectory)]
        .sort((a, b) => b.resetsAt - a.resetsAt || b.pct - a.pct)
        .slice(0, mostRead);
      known = new Map(newest.flatMap(readOne));
      return [...known.values()].sort((a, b) => a.at - b.at);
    },
    drop(before) {
      for (const name of namesIn(folder)) {
        const reading = parseReadingName(name);
        const isOver = reading
          ? reading.resetsAt < before
          : isLeftBehind(join(folder, name), now());
        if (isOver) removeIfThere(join(folder, name));
      }
    },
  };
}

function withTime(seen: SeenReading, path: string): StatusReading | null {
  const { at } = Object(readSmallJson(path, MOST_BYTES)) as { readonly at?: unknown };
  // Seen before it ended; a time from anywhere else would teach a wrong use.
  return typeof at === 'number' && at > 0 && at < seen.resetsAt ? { ...seen, at } : null;
}

/** By a status line that was ended while it wrote. */
function isLeftBehind(path: string, now: Instant): boolean {
  if (!path.endsWith('.tmp')) return false;
  const facts = lookAtPath(path);
  return facts !== null && facts.mtimeMs < now - HOUR_MS;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
