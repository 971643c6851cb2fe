import { expect, test } from 'vitest';
import { createLimitBook } from '../../src-main/core/limits/create-limit-book.js';
import { priceTable } from '../../src-main/core/pricing/price-table.js';
import { planWeekOf, sessionPlanLimit, weeklyPlanLimit } from '../../src-main/demo/plan-limits.js';
import { createPlanPast } from '../../src-main/demo/plan-past.js';
import { createPlanStatusLine } from '../../src-main/demo/plan-status-line.js';
import { createPlanTranscripts } from '../../src-main/demo/plan-transcripts.js';
import type { LikelyRange } from '../../src-main/shared/limits.js';
import { ok } from '../../src-main/shared/result.js';
import { DAY_MS, HOUR_MS } from '../../src-main/shared/units.js';
import { createKeptLog } from '../fakes/kept-log.js';
import { createMemorySettings } from '../fakes/memory-ports.js';
import { openMemoryStore } from '../fakes/memory-store.js';

const NOW = Date.parse('2026-11-21T20:17:05Z');
const never = { aborted: false, addEventListener() {}, removeEventListener() {} };

function openDemo() {
  const store = openMemoryStore();
  const settings = createMemorySettings();
  settings.update({ readsTranscripts: true });
  const past = createPlanPast(1);
  const world = { now: NOW };
  const now = () => world.now;
  const book = createLimitBook({
    shown: { read: (read) => read(store), ask: (read) => ok(read(store)) },
    prices: () => priceTable,
    settings,
    clock: { now, offsetMs: () => 0, timeZone: (saved) => saved ?? 'UTC' },
    wait: async () => undefined,
    log: createKeptLog(),
    stopping: never,
    transcripts: createPlanTranscripts(past, now),
    statusLine: createPlanStatusLine(past, now),
    onLearned: () => undefined,
  });
  const find = (window: string) =>
    book.learned().windows.find((known) => known.meter === 'plan' && known.window === window);
  return { store, book, world, find };
}

const holds = ({ low, high }: LikelyRange, truth: number) => low <= truth && truth <= high;

test('the learner finds the demo’s hidden limits, and that the weekly one rose', async () => {
  const { book, find } = openDemo();
  expect(await book.refresh()).toMatchObject({ ok: true });
  const [week, session] = [find('weekly'), find('five_hour')];
  const truth = weeklyPlanLimit(planWeekOf(NOW));
  expect(week).toMatchObject({ state: 'estimate', unit: 'usd' });
  expect(['good', 'strong']).toContain(week?.word);
  expect(week?.limit?.usd && holds(week.limit.usd, truth)).toBe(true);
  expect((week?.limit?.usd?.median ?? 0) / truth).toBeCloseTo(1, 1);
  expect((week?.changed?.to ?? 0) / (week?.changed?.from ?? 1)).toBeCloseTo(1.3, 1);
  expect(NOW - (week?.changed?.since ?? NOW)).toBeLessThan(45 * DAY_MS);
  expect(week?.now?.reading).not.toBeNull();
  expect(week?.now?.hoursLeft).not.toBeNull();

  expect(['good', 'strong']).toContain(session?.word);
  expect((session?.limit?.usd?.median ?? 0) / sessionPlanLimit).toBeCloseTo(1, 1);
});

test('a demo that is started again takes in and writes down only what is new', async () => {
  const { store, book, world } = openDemo();
  await book.refresh();
  const state = () => ({
    marks: store.limits.readTranscriptMarks(),
    evidence: store.limits.readEvidence(),
    use: store.limits.readPlanUse({ from: 0, to: NOW }, 'hour'),
  });
  const before = state();
  await book.refresh();
  expect(state()).toEqual(before);
  expect(book.progress()).toBeNull();
  world.now = NOW + 38 * HOUR_MS;
  await book.refresh();
  const after = state();
  expect(after.evidence.length).toBeGreaterThan(before.evidence.length);
  expect(after.use).toEqual(before.use);
});
