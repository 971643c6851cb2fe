import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { UsageHistory } from '../../src-main/core/ports.js';
import { noteFailure } from '../../src-main/shared/failure.js';
import { DAY_MS, type DayStart, HOUR_MS, reported } from '../../src-main/shared/units.js';
import { REPORT_PAIRS, type ReportPair } from '../../src-main/shared/usage.js';
import {
  clearAwayAfterEach,
  close,
  DAY,
  dayOf,
  HOUR,
  hourOf,
  hoursOf,
  minuteOf,
  mustOpen,
  NOW,
  rawDatabase,
  SPAN,
  START,
} from '../adapters/history-store/keeping.js';
import { hourCost, rateLimit } from '../fakes/figures.js';
import { breakLabels, openShelf } from './shelving.js';
import { dumpHistory } from './support/dump-history.js';
import { createRandom, flipBits } from './support/flip-bits.js';
import { startService, startWorld, syncedFolder, undisturbed } from './support/world.js';

clearAwayAfterEach();

const HOURS_OF_TWO = { from: START, to: START + 2 * HOUR };
const DAYS = { from: START, to: START + 2 * DAY };
const record = {
  actorType: 'user_actor',
  actor: 'ada@example.com',
  customerType: null,
  subscriptionType: null,
  terminalType: null,
  isRemote: false,
  sessions: 3,
  linesAdded: 1,
  linesRemoved: 1,
  commits: 1,
  pullRequests: 0,
  models: [],
  tools: [],
} as const;

/** Two buckets of each report, the second one of a model of its own. */
function fill(history: UsageHistory): void {
  const models = ['claude-opus-5-5', 'claude-haiku-5-5'];
  const view = history.ofPair('analytics');
  const hours = models.map((model, index) => {
    const hour = hourOf(START + index * HOUR, 7, model);
    return {
      ...hour,
      rows: hour.rows.map((row) => ({ ...row, requests: 3 })),
      shares: hour.shares.map((row) => ({ ...row, requests: 3 })),
    };
  });
  view.replaceHours(HOURS_OF_TWO, hours, NOW);
  for (const { start } of hours) view.replaceMinutes(start, [minuteOf(start, 7)], NOW);
  const days = [dayOf(START, [30]), dayOf(START + DAY, [40])];
  view.replaceDays(DAYS, days, NOW, {
    hours: models.map((model, index) =>
      hourCost(START + index * DAY, 3, { dimensions: { model }, listAmount: reported(9) }),
    ),
  });
  for (const { start } of days) view.replaceClaudeCodeDay(start, [record], NOW);
}

/** What is held of each report, by its place. */
function heldOf(history: UsageHistory) {
  const { hours, minuteHours, days, claudeCodeDays } = history.ofPair('analytics').readCoverage();
  const places = (held: ReadonlyMap<number, number>, widthMs: number) =>
    [...held.keys()].map((start) => (start - START) / widthMs).sort();
  return {
    hours: places(hours, HOUR),
    minutes: places(minuteHours, HOUR),
    days: places(days, DAY),
    claudeCode: places(claudeCodeDays, DAY),
  };
}

const ALL = { hours: [0, 1], minutes: [0, 1], days: [0, 1], claudeCode: [0, 1] };
const hour = `start = ${START}`;
const day = `day = ${START}`;

describe('a figure changed behind the app’s back', () => {
  test.each([
    ['the estimate of an hour', `UPDATE usage_hour SET cost_output = 1 WHERE ${hour}`, 'hours'],
    [
      'an estimate that was none',
      `UPDATE usage_minute SET cost_output = 1 WHERE ${hour}`,
      'minutes',
    ],
    ['the requests of an hour', `UPDATE usage_hour SET requests = 4 WHERE ${hour}`, 'hours'],
    ['the requests of a share', `UPDATE share_hour SET requests = NULL WHERE ${hour}`, 'hours'],
    ['the cost of a share', `UPDATE share_hour SET cost = 1 WHERE ${hour}`, 'hours'],
    ['web searches', `UPDATE usage_hour SET web_search = 1 WHERE ${hour}`, 'hours'],
    [
      'counts that add up to the same',
      `UPDATE usage_hour SET output = 6, cache_read = 1 WHERE ${hour}`,
      'hours',
    ],
    ['a row that is gone', `DELETE FROM share_hour WHERE ${hour}`, 'hours'],
    ['a workspace of a bill', `UPDATE cost_day SET workspace_id = 'w' WHERE ${hour}`, 'days'],
    ['a currency', `UPDATE cost_day SET currency = 'EUR' WHERE ${hour}`, 'days'],
    ['a list amount', `UPDATE cost_hour SET list_amount = 8 WHERE ${hour}`, 'days'],
    ['a line of the hourly bill', `DELETE FROM cost_hour WHERE ${hour}`, 'days'],
    ['lines of code', `UPDATE claude_code_day SET lines_added = 2 WHERE ${day}`, 'claudeCode'],
    ['the name of a person', `UPDATE claude_code_day SET actor = 'b' WHERE ${day}`, 'claudeCode'],
    [
      'the time of a fetch',
      `UPDATE fetched SET fetched_at = fetched_at + 1 WHERE report = 'hours' AND bucket = ${START}`,
      'hours',
    ],
  ] as const)('F5 %s: that bucket is a gap, the others are salvaged', (_, sql, report) => {
    const shelf = openShelf();
    fill(shelf.history());
    shelf.close();
    const raw = rawDatabase(shelf.path);
    raw.exec(sql);
    raw.close();
    breakLabels(shelf.path);
    const next = openShelf(shelf.directory);
    expect(heldOf(next.history())).toEqual({ ...ALL, [report]: [1] });
    expect(next.recoveries).toMatchObject([{ salvagedBuckets: 7 }]);
    fill(next.history());
    expect(heldOf(next.history())).toEqual(ALL);
  });

  test('F5 the name of a series: no bucket that tells it is salvaged', () => {
    const shelf = openShelf();
    fill(shelf.history());
    shelf.close();
    const raw = rawDatabase(shelf.path);
    raw.exec(`UPDATE priced_series SET model = 'claude-sonnet' WHERE model = 'claude-haiku-5-5'`);
    raw.exec(
      `UPDATE share_series SET api_key_id = api_key_id || 'x' WHERE model = 'claude-opus-5-5'`,
    );
    raw.close();
    breakLabels(shelf.path);
    const history = openShelf(shelf.directory).history();
    expect(heldOf(history)).toEqual({ ...ALL, hours: [], days: [1] });
    fill(history);
    const names = history.ofPair('analytics').sumUsage(HOURS_OF_TWO, 'day', 'model');
    expect(names.map(({ groupId }) => groupId).sort()).toEqual([
      'claude-haiku-5-5',
      'claude-opus-5-5',
    ]);
  });

  test('F5 an empty bucket that is moved to another time is not believed', () => {
    const shelf = openShelf();
    shelf.history().replaceHours(SPAN, [], NOW);
    shelf.close();
    const raw = rawDatabase(shelf.path);
    raw.exec(`UPDATE fetched SET bucket = bucket + ${DAY} WHERE bucket = ${START}`);
    raw.close();
    breakLabels(shelf.path);
    const { hours } = openShelf(shelf.directory).history().readCoverage();
    expect(hours.size).toBe(23);
    expect(hours.has(START + DAY)).toBe(false);
  });

  test('F5 what proves nothing stays behind: limits, restatements, refusals; marks come over', () => {
    const shelf = openShelf();
    const history = shelf.history();
    const mark = {
      rule: 'weekly:80',
      windowStart: START,
      decidedAt: NOW,
      outcome: 'shown',
    } as const;
    history.saveAlertMarks([mark, { ...mark, rule: 'weekly:95' }]);
    history.savePublishedLimits([{ ...rateLimit(5), since: NOW, until: null }]);
    const failure = noteFailure({ kind: 'permission-missing', detail: 'read:members' }, NOW);
    history.saveRefusals([{ feature: 'labels', failure }]);
    history.replaceDays(SPAN, [dayOf(START, [1])], NOW, {
      restatements: [{ day: START as DayStart, before: reported(1), after: null, at: NOW }],
    });
    shelf.close();
    const raw = rawDatabase(shelf.path);
    raw.exec(`UPDATE alert_mark SET rule = 'weekl}:95' WHERE rule = 'weekly:95'`);
    raw.close();
    breakLabels(shelf.path);
    const next = openShelf(shelf.directory).history();
    expect(next.readAlertMarks()).toEqual([mark]);
    expect(next.readPublishedLimits()).toEqual([]);
    expect(next.readRefusals()).toEqual([]);
    expect(next.readRestatements(SPAN)).toEqual([]);
    expect(next.readCoverage().days.size).toBe(1);
  });

  test('F5 a bucket of the first version cannot prove itself: it is fetched again', () => {
    const shelf = openShelf();
    shelf.history().replaceHours(SPAN, hoursOf(SPAN, 7), NOW);
    shelf.close();
    const raw = rawDatabase(shelf.path);
    raw.exec(`UPDATE fetched SET proof = '' WHERE bucket = ${START}`);
    raw.close();
    breakLabels(shelf.path);
    expect(openShelf(shelf.directory).history().readCoverage().hours.size).toBe(23);
  });
});

const WIDTHS: Readonly<Record<string, readonly [report: string, widthMs: number]>> = {
  usage_hour: ['hours', HOUR_MS],
  share_hour: ['hours', HOUR_MS],
  usage_minute: ['minutes', HOUR_MS],
  cost_day: ['days', DAY_MS],
  cost_hour: ['days', DAY_MS],
  claude_code_day: ['claude_code', DAY_MS],
};

/** Rows of a history by bucket, and the records of its fetches. */
function bucketsIn(path: string) {
  const rows = new Map<string, string[]>();
  const records = new Map<string, string>();
  for (const line of dumpHistory(path)) {
    const table = line.slice(0, line.indexOf(' '));
    const row = JSON.parse(line.slice(table.length));
    const [report, widthMs] = WIDTHS[table] ?? [];
    if (table === 'fetched') records.set(`${row.pair} ${row.report} ${row.bucket}`, line);
    if (!report || !widthMs) continue;
    const start = row.start ?? row.day;
    const key = `${row.pair ?? 'legacy'} ${report} ${start - (start % widthMs)}`;
    rows.set(key, [...(rows.get(key) ?? []), line]);
  }
  return { rows, records };
}

const historyIn = (folder: string) =>
  join(folder, readdirSync(folder).find((name) => /^history-.*\.sqlite3$/.test(name)) ?? '');

async function restoreAndCompare(pair: ReportPair, round: number) {
  const folder = await syncedFolder(pair);
  const path = historyIn(folder);
  for (const name of readdirSync(folder).filter((file) => file.includes('.backup-'))) {
    rmSync(join(folder, name));
  }
  const truth = bucketsIn(path);
  breakLabels(path);
  flipBits(path, createRandom(round));
  close(mustOpen(path));
  const held = bucketsIn(path);
  for (const [key, fetch] of held.records) {
    expect(fetch, `round ${round}`).toBe(truth.records.get(key));
    expect(held.rows.get(key), `round ${round}, ${key}`).toEqual(truth.rows.get(key));
  }
  for (const key of held.rows.keys()) expect(held.records.has(key), key).toBe(true);
  return { folder, lost: truth.records.size - held.records.size, kept: held.records.size };
}

describe.each(REPORT_PAIRS)('random bits of a history of the %s pair', (pair) => {
  test('F5 what is held is true, the rest is a gap, and a sync fills it', async () => {
    const healthy = await undisturbed(pair, NOW);
    const service = await startService();
    let lost = 0;
    let kept = 0;
    for (let round = 1; round <= 15; round += 1) {
      const compared = await restoreAndCompare(pair, round);
      lost += compared.lost;
      kept += compared.kept;
      const world = startWorld(service.simulator, { folder: compared.folder, now: NOW });
      expect(await world.sync()).toBeNull();
      expect(world.figures(pair), `round ${round}`).toEqual(healthy);
      await world.close();
    }
    expect(lost).toBeGreaterThan(50);
    expect(kept).toBeGreaterThan(500);
  }, 120_000);
});
