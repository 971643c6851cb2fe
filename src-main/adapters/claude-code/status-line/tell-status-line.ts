import { writeSync } from 'node:fs';
import { newestReading } from '../../../core/status-line/newest-reading.js';
import { readPayload } from '../../../core/status-line/read-payload.js';
import { statusLineText } from '../../../core/status-line/status-line-text.js';
import type { Instant } from '../../../shared/units.js';
import { readGlance } from './glance-file.js';
import { readJsonInput } from './read-json-input.js';
import { dropOldReadings, listReadings, recordReading } from './readings-folder.js';

/** A payload has a few kilobytes and comes at once. */
const INPUT_LIMITS = { waitMs: 1_000, mostBytes: 1_000_000 };

export interface StatusLineCall {
  /** Null: there is no place to keep anything. */
  readonly dataDirectory: string | null;
  readonly now: Instant;
}

/**
 * Claude Code's status line: its JSON in, one line out, then what it says of limits is recorded.
 * Whatever goes wrong, the line only says less.
 */
export async function tellStatusLine({ dataDirectory, now }: StatusLineCall): Promise<void> {
  const payload = readPayload(await readJsonInput(INPUT_LIMITS), now);
  const recorded = dataDirectory === null ? [] : listReadings(dataDirectory);
  const known = [...recorded, ...payload.readings];
  const line = statusLineText(
    {
      payload,
      fiveHour: newestReading(known, 'five_hour', now),
      weekly: newestReading(known, 'weekly', now),
      glance: dataDirectory === null ? null : readGlance(dataDirectory),
    },
    now,
  );
  print(line);
  if (dataDirectory === null || payload.readings.length === 0) return;
  try {
    for (const reading of payload.readings) recordReading(dataDirectory, reading, now);
    dropOldReadings(dataDirectory, recorded, now);
  } catch {
    // A full or read-only disk: Claude Code says it again in a moment.
  }
}

/** At once and whole, without opening a stream. */
function print(line: string): void {
  try {
    writeSync(1, `${line}\n`);
  } catch {
    // Nobody listens any more.
  }
}
