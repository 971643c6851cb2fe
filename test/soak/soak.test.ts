/**
 * Thirty days of the app in minutes: the real scheduler, client and store in a process of its own
 * against the simulated API in another, at the tray's pace and on invented time, while faults come
 * at random. Time goes on only when the app waits, so one seed tells one story. Replay a failure
 * with TIDEMARK_SOAK_SEED; TIDEMARK_SOAK_DAYS shortens it. The journal of all that happened stays
 * in the folder that a failure names, and after a replay.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY_MS, floorDay, HOUR_MS } from '../../src-main/shared/units.js';
import { type HeldRows, readHeldRows } from './held-rows.js';
import type { Entry, MemoryEntry } from './journal.js';
import { liveThrough, type Soaked } from './live-through.js';
import { planTroubles, type SoakPlan } from './plan-troubles.js';
import { servedBills, servedPriced, servedShares } from './served-truth.js';

const isReplay = process.env.TIDEMARK_SOAK_SEED !== undefined;
const seed = Number(process.env.TIDEMARK_SOAK_SEED ?? 1);
const days = Number(process.env.TIDEMARK_SOAK_DAYS ?? 30);
const FROM = Date.parse('2026-10-19T08:15:00Z');
const TO = FROM + days * DAY_MS;
const MOST_REQUESTS_A_DAY = 1_500;
const MOST_GROWTH_BYTES = 20 * 1024 * 1024;
/** The app keeps thirty days from its first day on. */
const SPAN = { from: floorDay(FROM) - 30 * DAY_MS, to: Math.ceil(TO / HOUR_MS) * HOUR_MS };
const DAYS = { ...SPAN, to: Math.ceil(TO / DAY_MS) * DAY_MS };

const plan: SoakPlan = { seed, from: FROM, to: TO };
const folder = mkdtempSync(join(tmpdir(), 'tidemark-soak-'));
const story = `seed ${seed}, journal in ${folder}`;
let soaked: Soaked;
let held: HeldRows;
/** Checks begun and not passed. */
let unproven = 0;

beforeAll(async () => {
  unproven += 1;
  soaked = await liveThrough(plan, folder).catch((error) => {
    throw new Error(`${error.message} (${story})`);
  });
  held = readHeldRows(soaked.historyFile, SPAN);
  unproven -= 1;
  const { journal, requestsByDay } = soaked;
  const megabytes = (growthOf(journal) / 1024 ** 2).toFixed(1);
  const runs = journal.filter(({ kind }) => kind === 'run').length;
  console.log(
    `${days} days of seed ${seed}: ${runs} runs, at most ${Math.max(...requestsByDay)} requests a ` +
      `day, ${megabytes} MB more memory at the end than after the first hour.`,
  );
}, 900_000);

afterAll(() => {
  soaked?.stop();
  if (unproven === 0 && !isReplay) rmSync(folder, { recursive: true, force: true });
});

function rule(name: string, check: () => void | Promise<void>): void {
  test(name, { timeout: 60_000 }, async () => {
    unproven += 1;
    await check();
    unproven -= 1;
  });
}

rule('everything that was planned has happened', () => {
  const planned = planTroubles(plan);
  const kinds = new Set<string>(planned.map(({ kind }) => kind));
  const met = soaked.journal.filter(({ kind }) => kinds.has(kind));
  expect(met.map(({ at, kind }) => ({ at, kind }))).toEqual(
    planned.map(({ at, kind }) => ({ at, kind })),
  );
});

rule(
  'every hour is held as the API tells it, with the estimate of a hand-made price list',
  async () => {
    const served = await servedPriced({ url: soaked.url, ...SPAN });
    expect(differences(held.priced, served), story).toEqual([]);
    expect(served.size).toBeGreaterThan(days * 24);
  },
);

rule('every share of an hour is held as the API tells it', async () => {
  expect(differences(held.shares, await servedShares({ url: soaked.url, ...SPAN })), story).toEqual(
    [],
  );
});

rule('A38 every bill is held as the API tells it', async () => {
  expect(differences(held.bills, await servedBills({ url: soaked.url, ...DAYS })), story).toEqual(
    [],
  );
});

rule('no hour and no day is missing', () => {
  expect(held.gaps, story).toEqual([]);
});

rule('P3 no alert is told twice, however often the app is killed', () => {
  const told = soaked.journal.flatMap((entry) =>
    entry.kind === 'alert' ? [`${entry.rule} ${entry.windowStart}`] : [],
  );
  // A short replay may end before the first one.
  if (days >= 8) expect(told, story).not.toEqual([]);
  expect(new Set(told).size, story).toBe(told.length);
  const marked = held.alertMarks.map((mark) => `${mark.rule} ${mark.window_start}`);
  expect(marked, story).toEqual(expect.arrayContaining(told));
});

rule('P4 the history file is whole', () => {
  expect(held.integrity, story).toBe('ok');
});

rule('fewer than 1,500 requests a day', () => {
  expect(Math.max(...soaked.requestsByDay), story).toBeLessThan(MOST_REQUESTS_A_DAY);
});

rule('M10 the memory at the end is at most 20 MB above that after the first hour', () => {
  expect(growthOf(soaked.journal), story).toBeLessThanOrEqual(MOST_GROWTH_BYTES);
});

/** Of the last process, which lives the longest. */
function growthOf(journal: readonly Entry[]): number {
  const rssAt = (wanted: MemoryEntry['kind']) =>
    journal.findLast((entry): entry is MemoryEntry => entry.kind === wanted)?.rss ?? Number.NaN;
  return rssAt('ended') - rssAt('first-hour');
}

/** The first few are enough to find the rest. */
const differences = (
  held: ReadonlyMap<string, string>,
  served: ReadonlyMap<string, string>,
): string[] =>
  [...new Set([...held.keys(), ...served.keys()])]
    .filter((name) => held.get(name) !== served.get(name))
    .map((name) => `${name}: held ${held.get(name)}, served ${served.get(name)}`)
    .slice(0, 10);
