import { describe, expect, it } from 'vitest';
import { createLimitBook } from '../../../src-main/core/limits/create-limit-book.js';
import type {
  PlanMessage,
  StatusGlance,
  StatusLine,
  StatusReading,
  TranscriptPiece,
  Transcripts,
} from '../../../src-main/core/limits/limit-ports.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import { failed, ok } from '../../../src-main/shared/result.js';
import { defaultSettings, type Settings } from '../../../src-main/shared/settings.js';
import { DAY_MS, HOUR_MS } from '../../../src-main/shared/units.js';
import { NO_TOKENS } from '../../../src-main/shared/usage.js';
import { at } from '../../fakes/figures.js';
import { createKeptLog } from '../../fakes/kept-log.js';
import { openMemoryStore } from '../../fakes/memory-store.js';

const NOW = at('2026-11-20T14:05:00Z');
const RESET = at('2026-11-23T09:00:00Z');
const never = { aborted: false, addEventListener: () => {}, removeEventListener: () => {} };

/** Twelve messages of a dollar and a half each working day, half a million tokens of output. */
function messagesSince(from: number): readonly PlanMessage[] {
  const messages: PlanMessage[] = [];
  for (let day = from; day < NOW; day += DAY_MS) {
    for (let hour = 9; hour < 21; hour += 1) {
      const when = day + hour * HOUR_MS;
      if (when >= NOW) continue;
      messages.push({
        id: `${when}`.padStart(32, '0'),
        at: when,
        model: 'claude-sonnet-4-5',
        tokens: { ...NO_TOKENS, uncachedInput: 10_000, output: 100_000 },
      });
    }
  }
  return messages;
}

const pieceOf = (messages: readonly PlanMessage[], more: Partial<TranscriptPiece> = {}) => ({
  marks: [],
  messages,
  sightings: [],
  unknown: [],
  progress: { done: 1, total: 1 },
  ...more,
});

function openBook({
  pieces = [],
  readings = [],
  settings = {},
}: {
  pieces?: readonly TranscriptPiece[];
  readings?: readonly StatusReading[];
  settings?: Partial<Settings>;
}) {
  const store = openMemoryStore();
  const glances: StatusGlance[] = [];
  let dropped = 0;
  const transcripts: Transcripts = {
    find: async () => ({ folders: 1, files: 1 }),
    async *read() {
      yield* pieces;
    },
  };
  const statusLine: StatusLine = {
    readReadings: () => readings,
    dropReadings: (before) => {
      dropped = before;
    },
    saveGlance: (glance) => {
      glances.push(glance);
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
  const current = { ...defaultSettings, readsTranscripts: true, ...settings };
  let told = 0;
  const book = createLimitBook({
    shown: { read: (read) => read(store), ask: (read) => ok(read(store)) },
    prices: () => priceTable,
    settings: { read: () => current, update: () => ok(current) },
    clock: { now: () => NOW, offsetMs: () => 0, timeZone: () => 'UTC' },
    wait: async () => {},
    log: createKeptLog(),
    stopping: never,
    transcripts,
    statusLine,
    onLearned: () => {
      told += 1;
    },
  });
  return { book, store, glances, dropped: () => dropped, told: () => told };
}

const weekly = (pct: number, when: number): StatusReading => ({
  window: 'weekly',
  pct,
  isFine: false,
  resetsAt: RESET,
  at: when,
});
const plan = messagesSince(at('2026-10-26T00:00:00Z'));

describe('the limit book', () => {
  it('learns a plan from its transcripts and what the status line said', async () => {
    const opened = openBook({
      pieces: [pieceOf(plan)],
      readings: [weekly(40, at('2026-11-19T12:00:00Z'))],
    });
    expect((await opened.book.refresh()).ok).toBe(true);
    const week = opened.book
      .learned()
      .windows.find(({ meter, window }) => meter === 'plan' && window === 'weekly');
    expect(week).toMatchObject({
      state: 'estimate',
      running: { from: RESET - 7 * DAY_MS, to: RESET },
      counts: { readings: 1 },
      now: { reading: { pct: 40 } },
    });
    // 43 messages of $1.53 up to the reading were 40 %; by now there are 15 more.
    const used = week?.used?.usd?.[0] ?? 0;
    expect(used).toBeGreaterThan(60);
    const limit = week?.limit?.usd?.median ?? 0;
    const atReading = opened.store.limits.readEvidence().find(({ kind }) => kind === 'reading');
    expect(limit).toBeCloseTo((atReading?.used?.usd?.[0] ?? 0) / 0.4, -1);
    const expected = 40 + (100 * (used - 0.4 * limit)) / limit;
    expect(Math.abs((week?.now?.percent.median ?? 0) - expected)).toBeLessThan(2);
    expect(opened.glances.at(-1)?.week).toMatchObject({ end: RESET, isLearned: true });
    expect(opened.told()).toBe(1);
    expect(opened.dropped()).toBeLessThan(NOW - 7 * DAY_MS);
  });

  it('keeps what was learned for the next start', async () => {
    const opened = openBook({
      pieces: [pieceOf(plan)],
      readings: [weekly(40, at('2026-11-19T12:00:00Z'))],
    });
    await opened.book.refresh();
    const { windows } = opened.book.learned();
    opened.book.reload();
    expect(opened.book.learned().windows).toEqual(JSON.parse(JSON.stringify(windows)));
  });

  it('notes weeks that ended without a hit, once, and not those that were deleted', async () => {
    const opened = openBook({ pieces: [pieceOf(plan)] });
    await opened.book.refresh();
    const quiet = () => opened.store.limits.readEvidence().filter(({ kind }) => kind === 'quiet');
    const ids = quiet().map(({ id }) => id);
    expect(ids).toHaveLength(2);
    await opened.book.refresh();
    expect(quiet().map(({ id }) => id)).toEqual(ids);
    opened.store.limits.deleteEvidence([ids[0] ?? '']);
    await opened.book.refresh();
    expect(quiet().map(({ id }) => id)).toEqual(ids.slice(1));
    const [week] = opened.book.learned().windows;
    expect(week).toMatchObject({ state: 'bound', word: 'unknown', limit: null, now: null });
    expect(week?.atLeast?.usd).toBeGreaterThan(100);
  });

  it('reads no transcripts unless the person said so', async () => {
    const opened = openBook({
      pieces: [pieceOf(plan)],
      readings: [weekly(40, at('2026-11-19T12:00:00Z'))],
      settings: { readsTranscripts: false },
    });
    await opened.book.refresh();
    expect(opened.store.limits.readPlanSpan()).toBeNull();
    // What was said stands by itself, and nothing is learned of its worth.
    const [week] = opened.book.learned().windows;
    expect(week).toMatchObject({
      state: 'reported',
      limit: null,
      used: null,
      now: { percent: { median: 40, low: 39.5, high: 40.5 }, reading: { pct: 40 } },
    });
  });

  it('takes in a hit that Claude Code wrote down', async () => {
    const hit = {
      id: 'ab'.repeat(16),
      at: at('2026-11-15T20:30:00Z'),
      window: 'weekly',
      resetsAt: RESET - 7 * DAY_MS,
      pct: null,
      source: 'record',
    } as const;
    const opened = openBook({ pieces: [pieceOf(plan, { sightings: [hit] })] });
    await opened.book.refresh();
    const week = opened.book.learned().windows.find(({ window }) => window === 'weekly');
    expect(week).toMatchObject({ state: 'estimate', counts: { hits: 1 } });
    const [record] = opened.store.limits.readEvidence().filter(({ kind }) => kind === 'hit');
    expect(record).toMatchObject({ isExact: true });
    const ratio = (week?.limit?.usd?.median ?? 0) / (record?.settled?.usd?.[0] ?? 1);
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1.1);
  });

  it('learns once more when it is asked while it learns', async () => {
    const opened = openBook({ pieces: [pieceOf(plan)] });
    const first = opened.book.refresh();
    expect(opened.book.refresh()).toBe(first);
    expect(opened.book.isLearning()).toBe(true);
    await first;
    expect(opened.book.isLearning()).toBe(false);
    expect(opened.told()).toBe(1);
  });
});
