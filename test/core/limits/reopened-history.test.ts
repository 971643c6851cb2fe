import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createHistoryShelf } from '../../../src-main/adapters/history-store/history-shelf.js';
import { createLimitBook } from '../../../src-main/core/limits/create-limit-book.js';
import type { Transcripts } from '../../../src-main/core/limits/limit-ports.js';
import type { UsageHistory } from '../../../src-main/core/ports.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import { ok } from '../../../src-main/shared/result.js';
import { defaultSettings } from '../../../src-main/shared/settings.js';
import { DAY_MS } from '../../../src-main/shared/units.js';
import { at } from '../../fakes/figures.js';
import { createKeptLog } from '../../fakes/kept-log.js';
import { createClaudeCode, hourly, pieceOf, weeklyAt } from '../../fakes/limit-world.js';

const NOW = at('2026-11-20T14:05:00Z');
const RESET = at('2026-11-23T09:00:00Z');
const ID = 'org-reopened';
const PIECE = pieceOf(hourly(RESET - 14 * DAY_MS, NOW));
const MARK = { file: 'ab', offset: 1, identity: 'cd' };

/** A book over a real file, which another process removes at one of the book's pauses. */
function openBook(replacedAt: number) {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-reopened-'));
  const log = createKeptLog();
  const shelf = createHistoryShelf(folder, { readOnly: false, log, now: () => NOW });
  onTestFinished(() => {
    shelf.close();
    rmSync(folder, { recursive: true, force: true });
  });
  function open(): UsageHistory {
    const opened = shelf.open(ID);
    if (!opened.ok) throw new Error(opened.failure.kind);
    return opened.value;
  }
  let history = open();
  let pauses = 0;
  const settings = { ...defaultSettings, readsTranscripts: true };
  const claudeCode = createClaudeCode();
  claudeCode.readings.push(weeklyAt(40, NOW - DAY_MS, RESET));
  const transcripts: Transcripts = {
    find: async () => ({ folders: 1, files: 1 }),
    async *read(marks) {
      if (marks.length === 0) yield { ...PIECE, marks: [MARK] };
    },
  };
  const book = createLimitBook({
    shown: { read: (read) => read(history), ask: (read) => ok(read(history)) },
    prices: () => priceTable,
    settings: { read: () => settings, update: () => ok(settings) },
    clock: { now: () => NOW, offsetMs: () => 0, timeZone: () => 'UTC' },
    async wait() {
      pauses += 1;
      if (pauses !== replacedAt) return;
      for (const name of readdirSync(folder)) rmSync(join(folder, name));
      // What a sync does first: the old file is closed.
      history = open();
    },
    log,
    stopping: { aborted: false, addEventListener: () => {}, removeEventListener: () => {} },
    transcripts,
    statusLine: claudeCode.statusLine,
    onLearned: () => {},
  });
  return { book, history: () => history, pauses: () => pauses };
}

it('D7 a history that a sync opens anew while it is learned from is learned from next time', async () => {
  const undisturbed = openBook(0);
  await undisturbed.book.refresh();
  const expected = undisturbed.history().limits;
  const outcomes = new Set<string>();
  for (let pause = 1; pause <= undisturbed.pauses(); pause += 1) {
    const { book, history } = openBook(pause);
    const first = await book.refresh();
    outcomes.add(first.ok ? 'learned' : first.failure.kind);
    // The end of the sync asks again.
    expect(await book.refresh()).toEqual({ ok: true, value: null });
    expect(history().limits.readEvidence()).toEqual(expected.readEvidence());
    expect(history().limits.readLearned()).toBe(expected.readLearned());
  }
  expect([...outcomes].sort()).toEqual(['learned', 'storage-busy']);
});
