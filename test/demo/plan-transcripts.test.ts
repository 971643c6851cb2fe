import { describe, expect, test } from 'vitest';
import type { TranscriptMark, TranscriptPiece } from '../../src-main/core/limits/limit-ports.js';
import { createPlanPast, PLAN_WEEKS } from '../../src-main/demo/plan-past.js';
import { createPlanStatusLine } from '../../src-main/demo/plan-status-line.js';
import { createPlanTranscripts } from '../../src-main/demo/plan-transcripts.js';
import { DAY_MS, type Instant } from '../../src-main/shared/units.js';

const NOW = Date.parse('2026-11-18T13:24:00Z');
const going = { aborted: false };

async function readAll(
  now: Instant,
  marks: readonly TranscriptMark[] = [],
  signal = going,
): Promise<TranscriptPiece[]> {
  const pieces: TranscriptPiece[] = [];
  const transcripts = createPlanTranscripts(createPlanPast(1), () => now);
  for await (const piece of transcripts.read(marks, signal)) pieces.push(piece);
  return pieces;
}

const marksOf = (pieces: readonly TranscriptPiece[]) => [
  ...new Map(pieces.flatMap(({ marks }) => marks).map((mark) => [mark.file, mark])).values(),
];
const messagesOf = (pieces: readonly TranscriptPiece[]) =>
  pieces.flatMap(({ messages }) => messages);

describe('transcripts of the invented person', () => {
  test('reach some months back and no further than now', async () => {
    const pieces = await readAll(NOW);
    expect(pieces).toHaveLength(PLAN_WEEKS);
    const times = messagesOf(pieces).map(({ at }) => at);
    expect(Math.max(...times)).toBeLessThanOrEqual(NOW);
    expect(Math.max(...times)).toBeGreaterThan(NOW - DAY_MS);
    expect(NOW - Math.min(...times)).toBeGreaterThan(110 * DAY_MS);
    const sightings = pieces.flatMap((piece) => piece.sightings);
    expect(sightings.every(({ at }) => at <= NOW)).toBe(true);
    const { done, total } = pieces.at(-1)?.progress ?? { done: 0, total: 1 };
    expect(done).toBe(total);
  });

  test('are not taken in again after a restart, only what came since', async () => {
    const first = await readAll(NOW);
    expect(await readAll(NOW, marksOf(first))).toEqual([]);
    const later = await readAll(NOW + 2 * DAY_MS, marksOf(first));
    expect(messagesOf(later).length).toBeGreaterThan(50);
    expect(messagesOf(later).every(({ at }) => at > NOW)).toBe(true);
    const whole = await readAll(NOW + 2 * DAY_MS);
    expect([...messagesOf(first), ...messagesOf(later)]).toEqual(messagesOf(whole));
  });

  test('are left alone once the reading is cancelled', async () => {
    expect(await readAll(NOW, [], { aborted: true })).toEqual([]);
  });
});

describe('the status line of the invented person', () => {
  const lineAt = (now: Instant) => createPlanStatusLine(createPlanPast(1), () => now);

  test('told of the running week, and of some windows before it', () => {
    const readings = lineAt(NOW).readReadings();
    expect(readings.every(({ at, resetsAt }) => at <= NOW && resetsAt > at)).toBe(true);
    const weekly = readings.filter(({ window }) => window === 'weekly');
    expect(weekly.filter(({ resetsAt }) => resetsAt > NOW)).toHaveLength(1);
    expect(weekly.length).toBeGreaterThan(4);
    expect(weekly.length).toBeLessThan(PLAN_WEEKS);
    expect(readings.filter(({ window }) => window === 'five_hour').length).toBeGreaterThan(4);
  });

  test('says the same of a window that ended, whenever it is asked', () => {
    const ended = lineAt(NOW)
      .readReadings()
      .filter(({ resetsAt }) => resetsAt <= NOW);
    const later = lineAt(NOW + 3 * DAY_MS).readReadings();
    for (const reading of ended) expect(later).toContainEqual(reading);
  });

  test('is not installed and refuses to touch Claude Code’s settings', () => {
    const line = lineAt(NOW);
    expect(line.describe()).toMatchObject({ state: 'absent', keepsOther: false });
    for (const refused of [line.preview(), line.install(), line.remove()]) {
      expect(refused).toMatchObject({ ok: false, failure: { kind: 'invalid-input' } });
    }
  });
});
