import { beforeAll, expect, test } from 'vitest';
import type { HistoryStore } from '../../../src-main/adapters/history-store/history-store.js';
import { bundleStore } from './bundle-store.js';
import {
  clearAwayAfterEach,
  close,
  DAY,
  ended,
  mustOpen,
  nextLine,
  rawDatabase,
  START,
  startScript,
  temporaryPath,
} from './keeping.js';
import { message, piece, reading } from './some-limits.js';
import { writeUntilKilled } from './write-until-killed.js';

clearAwayAfterEach();

const KILLS = 20;
let bundled: string;

beforeAll(async () => {
  bundled = await bundleStore('killed-piece-writer');
}, 60_000);

const span = { from: START, to: START + 9 * DAY };

/** Output by the hours or by the minutes of all messages. */
const sum = ({ limits }: HistoryStore, grain: 'hour' | 'minute') =>
  limits.readPlanUse(span, grain).reduce((all, { tokens }) => all + tokens.output, 0);

test('P4: killed while saving pieces, a mark claims neither more nor less than what is held', async () => {
  const path = temporaryPath();
  let last = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const committed = await writeUntilKilled(
      'killed-piece-writer.cjs',
      [bundled, path],
      last + 1,
      5 + ((kill * 37) % 60),
    );
    expect(committed).toBeGreaterThan(last);
    const store = mustOpen(path);
    expect(store.recovery).toBeNull();
    const [mark] = store.limits.readTranscriptMarks();
    const newest = mark?.offset ?? 0;
    // The piece after the last one said may have been committed before the kill, none later.
    expect([committed, committed + 1]).toContain(newest);
    expect(store.limits.readSightings().map(({ at }) => at)).toEqual(
      Array.from({ length: newest }, (_, index) => index + 1),
    );
    // Forty of one each; the first of each round but the newest has grown by one.
    expect(sum(store, 'hour')).toBe(41 * newest - 1);
    expect(sum(store, 'minute')).toBe(41 * newest - 1);
    close(store);
    const raw = rawDatabase(path, true);
    expect(raw.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    raw.close();
    last = newest;
  }
}, 120_000);

test('F13: two processes save at once: no piece and no record is lost, none is seen in half', async () => {
  const path = temporaryPath();
  const store = mustOpen(path);
  const other = startScript('killed-piece-writer.cjs', bundled, path, '1');
  await nextLine(other);
  for (let count = 0; count < 30; count += 1) {
    expect(store.limits.addEvidence([reading(`${count}`)])).toEqual({ ok: true, value: 1 });
    const messages = [message(`own ${count}`, START + 8 * DAY, 1)];
    expect(store.limits.addTranscriptPiece(piece({ messages })).ok).toBe(true);
    // Whole pieces only: forty, and one more for the round before.
    expect((sum(store, 'hour') - count) % 41).toBe(0);
  }
  other.kill('SIGKILL');
  await ended(other);
  const newest = store.limits.readTranscriptMarks()[0]?.offset ?? 0;
  expect(sum(store, 'hour')).toBe(41 * newest - 1 + 30);
  expect(sum(store, 'minute')).toBe(41 * newest - 1 + 30);
  expect(store.limits.readEvidence()).toHaveLength(30);
});
