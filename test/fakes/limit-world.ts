import { onTestFinished } from 'vitest';
import { createLimits } from '../../src-main/core/limits/create-limits.js';
import type {
  LimitSighting,
  PlanMessage,
  StatusGlance,
  StatusLine,
  StatusReading,
  TranscriptPiece,
  Transcripts,
} from '../../src-main/core/limits/limit-ports.js';
import { type PriceTable, priceTable } from '../../src-main/core/pricing/price-table.js';
import type { Evidence, Meter, WindowKind } from '../../src-main/shared/evidence.js';
import type { Failure } from '../../src-main/shared/failure.js';
import { failed, ok } from '../../src-main/shared/result.js';
import { defaultSettings, type Settings } from '../../src-main/shared/settings.js';
import { HOUR_MS, type Instant } from '../../src-main/shared/units.js';
import { NO_TOKENS } from '../../src-main/shared/usage.js';
import { at } from './figures.js';
import { createKeptLog } from './kept-log.js';
import { openMemoryStore } from './memory-store.js';

/** Claude Code as it is looked at: what it has written and said, all of it new at each look. */
export function createClaudeCode() {
  const claudeCode = {
    pieces: [] as TranscriptPiece[],
    readings: [] as StatusReading[],
    glances: [] as StatusGlance[],
    glanceFailure: null as Failure | null,
    /** Called before each piece is told. */
    onPiece: async () => {},
  };
  const transcripts: Transcripts = {
    find: async () => ({ folders: 1, files: 1 }),
    async *read(_, signal) {
      while (claudeCode.pieces.length > 0) {
        await claudeCode.onPiece();
        if (signal.aborted) return;
        const piece = claudeCode.pieces.shift();
        if (piece) yield piece;
      }
    },
  };
  const statusLine: StatusLine = {
    readReadings: () => claudeCode.readings,
    dropReadings: () => {},
    saveGlance(glance) {
      if (claudeCode.glanceFailure) return failed(claudeCode.glanceFailure);
      claudeCode.glances.push(glance);
      return ok(null);
    },
    describe: () => ({
      ...{ state: 'absent', keepsOther: false, file: '', lastReadingAt: null },
      ...{ isSwitchedOff: false, isSilent: false },
    }),
    preview: () => failed({ kind: 'cancelled' }),
    install: () => failed({ kind: 'cancelled' }),
    remove: () => failed({ kind: 'cancelled' }),
  };
  return Object.assign(claudeCode, { transcripts, statusLine });
}

/** One history, its clock and settings, and what learns from it. */
export function createLimitWorld(begins = at('2026-11-20T14:05:00Z')) {
  const store = openMemoryStore();
  const log = createKeptLog();
  const claudeCode = createClaudeCode();
  const world = {
    now: begins,
    settings: { ...defaultSettings, readsTranscripts: true } as Settings,
    prices: priceTable as PriceTable,
    onWait: async () => {},
    told: 0,
    store,
    log,
    claudeCode,
    evidence: (kind: Evidence['kind']) =>
      store.limits.readEvidence().filter((record) => record.kind === kind),
  };
  const { desk, book } = createLimits({
    shown: { read: (read) => read(store), ask: (read) => ok(read(store)) },
    prices: () => world.prices,
    settings: { read: () => world.settings, update: () => ok(world.settings) },
    clock: { now: () => world.now, offsetMs: () => 0, timeZone: () => 'UTC' },
    wait: () => world.onWait(),
    log,
    stopping: { aborted: false, addEventListener: () => {}, removeEventListener: () => {} },
    transcripts: claudeCode.transcripts,
    statusLine: claudeCode.statusLine,
    onLearned: () => {
      world.told += 1;
    },
  });
  onTestFinished(() => book.stop());
  const find = (window: WindowKind = 'weekly', meter: Meter = 'plan') =>
    book.learned().windows.find((known) => known.window === window && known.meter === meter);
  return Object.assign(world, { desk, book, find });
}

export const pieceOf = (
  messages: readonly PlanMessage[],
  sightings: readonly LimitSighting[] = [],
): TranscriptPiece => ({
  marks: [],
  messages,
  sightings,
  unknown: [],
  progress: { done: 1, total: 1 },
});

/** One dollar and a half at list price. */
export const messageAt = (when: Instant, model = 'claude-sonnet-4-5'): PlanMessage => ({
  id: `${when}${model}`.padStart(32, '0').slice(-32),
  at: when,
  model,
  tokens: { ...NO_TOKENS, output: 100_000 },
});
export const DOLLARS_A_MESSAGE = 1.5;

/** One message at each full hour. */
export function hourly(from: Instant, to: Instant): readonly PlanMessage[] {
  const messages: PlanMessage[] = [];
  for (let when = from; when < to; when += HOUR_MS) messages.push(messageAt(when));
  return messages;
}

export const weeklyAt = (pct: number, when: Instant, resetsAt: Instant): StatusReading => ({
  window: 'weekly',
  pct,
  isFine: false,
  resetsAt,
  at: when,
});
