import type {
  LimitSighting,
  PlanMessage,
  TranscriptMark,
  TranscriptPiece,
  UnknownSighting,
} from '../../../core/limits/limit-ports.js';
import { mergeCopies } from './merge-copies.js';
import type { Sighting } from './sighting-of-row.js';

const MAX_ENTRIES = 2_000;
const MAX_BYTES = 8 * 1024 * 1024;

export interface PieceCollector {
  addMessage(message: PlanMessage): void;
  addSighting(sighting: Exclude<Sighting, null>): void;
  setMark(mark: TranscriptMark): void;
  addBytes(count: number): void;
  /** What is to be read turned out to be more or less. */
  expect(moreBytes: number): void;
  isFull(): boolean;
  isEmpty(): boolean;
  /** Gives what was collected and begins anew. */
  take(): TranscriptPiece;
}

/** Gathers what is read into pieces that are saved as one; `total` bytes are to be read. */
export function createPieceCollector(total: number): PieceCollector {
  const messages = new Map<string, PlanMessage>();
  const sightings = new Map<string, LimitSighting>();
  const unknown = new Map<string, UnknownSighting>();
  const marks = new Map<string, TranscriptMark>();
  const progress = { done: 0, total };
  let pieceBytes = 0;
  const held = [messages, sightings, unknown, marks];
  return {
    addMessage(message) {
      const known = messages.get(message.id);
      messages.set(message.id, known ? mergeCopies(known, message) : message);
    },
    addSighting(sighting) {
      if ('limit' in sighting) sightings.set(sighting.limit.id, sighting.limit);
      else unknown.set(sighting.unknown.id, sighting.unknown);
    },
    setMark: (mark) => void marks.set(mark.file, mark),
    addBytes(count) {
      progress.done += count;
      pieceBytes += count;
    },
    expect: (moreBytes) => {
      progress.total += moreBytes;
    },
    isFull: () => pieceBytes >= MAX_BYTES || held.some(({ size }) => size >= MAX_ENTRIES),
    isEmpty: () => held.every(({ size }) => size === 0),
    take() {
      const piece = {
        marks: [...marks.values()],
        messages: [...messages.values()],
        sightings: [...sightings.values()],
        unknown: [...unknown.values()],
        progress: { ...progress, done: Math.min(progress.done, progress.total) },
      };
      for (const map of held) map.clear();
      pieceBytes = 0;
      return piece;
    },
  };
}
