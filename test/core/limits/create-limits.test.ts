import { describe, expect, it } from 'vitest';
import { createLimits } from '../../../src-main/core/limits/create-limits.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import { failed, ok } from '../../../src-main/shared/result.js';
import { defaultSettings } from '../../../src-main/shared/settings.js';
import { DAY_MS } from '../../../src-main/shared/units.js';
import { at } from '../../fakes/figures.js';
import { createKeptLog } from '../../fakes/kept-log.js';
import { createLimitWorld, hourly, pieceOf, weeklyAt } from '../../fakes/limit-world.js';
import { openMemoryStore } from '../../fakes/memory-store.js';

const NOW = at('2026-11-20T14:05:00Z');
const END = at('2026-11-23T09:00:00Z');
const START = END - 7 * DAY_MS;
const never = { aborted: false, addEventListener: () => {}, removeEventListener: () => {} };

function withoutClaudeCode(
  isConnected: boolean,
  some: Partial<Parameters<typeof createLimits>[0]> = {},
) {
  const store = openMemoryStore();
  return createLimits({
    shown: {
      read: (read, nothing) => (isConnected ? read(store) : nothing),
      ask: (read) => (isConnected ? ok(read(store)) : failed({ kind: 'no-key' })),
    },
    prices: () => priceTable,
    settings: { read: () => defaultSettings, update: () => ok(defaultSettings) },
    clock: { now: () => NOW, offsetMs: () => 0, timeZone: () => 'UTC' },
    wait: async () => {},
    log: createKeptLog(),
    stopping: never,
    transcripts: null,
    statusLine: null,
    onLearned: () => {},
    ...some,
  });
}

describe('limits without Claude Code', () => {
  it('are what a person tells, and its status line cannot be installed', async () => {
    const { desk } = withoutClaudeCode(true);
    expect(await desk.readLimits()).toMatchObject({
      ok: true,
      value: {
        windows: [],
        evidence: [],
        statusLine: { state: 'no-claude-code' },
        transcripts: { isOn: false, folders: 0, files: 0, from: null, to: null },
        isLearning: false,
      },
    });
    for (const refused of [
      desk.previewStatusLine(),
      desk.installStatusLine(),
      desk.removeStatusLine(),
    ]) {
      expect(refused).toMatchObject({ ok: false, failure: { kind: 'invalid-input' } });
    }
    const said = { kind: 'hit', meter: 'api', window: 'weekly', at: null } as const;
    expect(desk.addEvidence(said).ok).toBe(true);
    expect((await desk.learnedLimits()).ok).toBe(true);
  });

  it('asked for while the app closes are not read from a history that is closed', async () => {
    const stopping = { ...never, aborted: false };
    const transcripts = {
      async find() {
        stopping.aborted = true;
        return { folders: 1, files: 1 };
      },
      async *read() {},
    };
    const { desk } = withoutClaudeCode(true, { stopping, transcripts });
    expect(await desk.readLimits()).toMatchObject({ ok: false, failure: { kind: 'cancelled' } });
  });

  it('and without a connection are a failure, and nothing is learned', async () => {
    const { desk, book } = withoutClaudeCode(false);
    expect(await desk.readLimits()).toMatchObject({ ok: false, failure: { kind: 'no-key' } });
    expect(desk.exportEvidence().ok).toBe(false);
    expect((await desk.importEvidence('')).ok).toBe(false);
    expect(desk.deleteEvidence('one').ok).toBe(false);
    expect(await book.refresh()).toEqual({ ok: true, value: null });
    expect(book.learned().windows).toEqual([]);
  });
});

describe('another history that is shown while one is learned from', () => {
  it('is not told what the one before has taught', async () => {
    // At each wait in turn.
    for (let stage = 1; stage < 15; stage += 1) {
      const world = createLimitWorld(NOW);
      world.claudeCode.pieces.push(pieceOf(hourly(START - 7 * DAY_MS, NOW)));
      world.claudeCode.readings.push(weeklyAt(40, START + 3 * DAY_MS, END));
      let waits = 0;
      world.onWait = async () => {
        waits += 1;
        if (waits !== stage) return;
        world.book.reload();
        world.store.limits.saveLearned('');
      };
      await world.book.refresh();
      if (waits < stage) break;
      expect(world.book.learned().windows).toEqual([]);
      world.onWait = async () => {};
      await world.book.refresh();
      expect(world.find()?.now?.reading?.pct).toBe(40);
    }
  });
});

describe('a history that may be closed', () => {
  it('is not learned from until one is shown again, whatever a person adds', async () => {
    const world = createLimitWorld(NOW);
    world.claudeCode.pieces.push(pieceOf(hourly(START - 7 * DAY_MS, NOW)));
    await world.book.stop();
    world.desk.addEvidence({ kind: 'hit', meter: 'plan', window: 'weekly', at: null });
    expect(world.book.isLearning()).toBe(false);
    await world.book.refresh();
    expect(world.find()).toBeUndefined();
    world.book.reload();
    await world.book.refresh();
    expect(world.find()?.counts.hits).toBe(1);
  });
});

describe('a mistake while it is learned', () => {
  it('is told, and the next learning goes on', async () => {
    const world = createLimitWorld(NOW);
    world.claudeCode.pieces.push(pieceOf(hourly(START - 7 * DAY_MS, NOW)));
    world.claudeCode.readings.push(weeklyAt(40, START + 3 * DAY_MS, END));
    const { addEvidence } = world.store.limits;
    Object.assign(world.store.limits, {
      addEvidence: () => {
        throw new Error('a bug');
      },
    });
    await expect(world.book.refresh()).rejects.toThrow('a bug');
    expect(world.book.isLearning()).toBe(false);
    Object.assign(world.store.limits, { addEvidence });
    expect((await world.book.refresh()).ok).toBe(true);
    expect(world.find()?.now?.reading?.pct).toBe(40);
  });
});
