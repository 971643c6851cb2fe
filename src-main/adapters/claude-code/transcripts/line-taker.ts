import type { Log } from '../../../core/ports.js';
import { messageOfRow } from './message-of-row.js';
import { mayMatter, parseLine, type Row } from './parse-line.js';
import type { PieceCollector } from './piece-collector.js';
import { type SightingContext, sightingOfRow } from './sighting-of-row.js';

export interface LineTaker {
  /** Null: a line too long to be held. */
  take(bytes: Buffer | null): void;
  /** Takes the last line of a file if nothing of it is missing but its end; false: it may be torn. */
  takeUnended(bytes: Buffer): boolean;
  tell(log: Log, files: number): void;
}

/** Takes from lines what they tell, and counts what could not be understood. */
export function createLineTaker(collector: PieceCollector, context: SightingContext): LineTaker {
  const counts = { messages: 0, limits: 0, badLines: 0, longLines: 0 };
  const takeRow = (row: Row) => {
    const message = messageOfRow(row, context.now);
    if (message) collector.addMessage(message);
    const sighting = sightingOfRow(row, context);
    if (sighting) collector.addSighting(sighting);
    counts.messages += message ? 1 : 0;
    counts.limits += sighting ? 1 : 0;
  };
  return {
    take(bytes) {
      if (bytes === null) counts.longLines += 1;
      if (bytes === null || !mayMatter(bytes)) return;
      const row = parseLine(bytes);
      if (row) takeRow(row);
      else counts.badLines += 1;
    },
    takeUnended(bytes) {
      const row = mayMatter(bytes) ? parseLine(bytes) : null;
      if (row) takeRow(row);
      return row !== null;
    },
    tell(log, files) {
      if (files > 0) log.info('transcripts-read', { files, ...counts });
    },
  };
}
