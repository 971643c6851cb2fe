import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noteFailure } from '../../../src-main/shared/failure.js';
import { type DayStart, reported } from '../../../src-main/shared/units.js';
import type { ClaudeCodeRecord, HeldLimit } from '../../../src-main/shared/usage.js';
import { seeded } from '../../fakes/arbitraries.js';
import { hourCost, label, rateLimit } from '../../fakes/figures.js';
import { breakLabels } from '../../faults/shelving.js';
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
  temporaryPath,
} from './keeping.js';

clearAwayAfterEach();

const PAIRS = ['legacy', 'analytics'] as const;
const restatement = { day: START, before: 5, after: 7, at: NOW };

const record: ClaudeCodeRecord = {
  actorType: 'user_actor',
  actor: 'ada@example.com',
  customerType: null,
  subscriptionType: 'team',
  terminalType: 'vscode',
  isRemote: true,
  sessions: 3,
  linesAdded: 10,
  linesRemoved: 4,
  commits: 1,
  pullRequests: 0,
  models: [
    {
      model: 'claude-opus-5-5',
      uncachedInput: 1,
      output: 2,
      cacheRead: 3,
      cacheCreation: 4,
      estimated: null,
    },
  ],
  tools: [{ tool: 'edit', accepted: 2, rejected: 1 }],
};

describe('the two pairs of reports', () => {
  test('see nothing of each other: use, minutes, bills, coverage and the record of the sync', () => {
    const path = temporaryPath();
    const store = mustOpen(path);
    const hour = hourOf(START, 0).start;
    PAIRS.forEach((pair, index) => {
      const view = store.ofPair(pair);
      const output = 5 + index;
      view.replaceHours(SPAN, [hourOf(START, output)], NOW + index);
      view.replaceMinutes(hour, [minuteOf(START, output)], NOW + index);
      view.replaceDays(SPAN, [dayOf(START, [output])], NOW + index, {
        hours: [hourCost(START, output)],
        restatements: [{ ...restatement, after: output }],
      });
      view.saveSyncRecord({ lastSuccessAt: index, labelsFetchedAt: null, failure: null });
    });
    const again = mustOpen(path);
    PAIRS.forEach((pair, index) => {
      const view = again.ofPair(pair);
      const output = 5 + index;
      expect(view.pair).toBe(pair);
      expect(view.readHourTotals(SPAN)).toMatchObject([{ tokens: { output } }]);
      expect(view.readMinuteTotals(hour)).toMatchObject([{ tokens: { output } }]);
      expect(view.sumUsage(SPAN, 'day', 'model')).toMatchObject([{ tokens: { output } }]);
      expect(view.sumShares(SPAN, 'day', 'api_key')).toMatchObject([{ tokens: { output } }]);
      expect(view.readDayReports(SPAN)).toMatchObject([
        { reported: output, fetchedAt: NOW + index },
      ]);
      expect(view.sumReported(SPAN, 'none')).toMatchObject([{ reported: output }]);
      expect(view.readHourReports(SPAN)).toMatchObject([{ reported: output * 1_000_000 }]);
      expect(view.sumHourReported(SPAN, 'day', 'none')).toHaveLength(1);
      expect(view.readRestatements(SPAN)).toEqual([{ ...restatement, after: output }]);
      expect(view.readSyncRecord().lastSuccessAt).toBe(index);
      expect(new Set(view.readCoverage().hours.values())).toEqual(new Set([NOW + index]));
    });
  });

  test('D4: replacing a span of one leaves the other as it was', () => {
    const store = mustOpen(temporaryPath());
    const analytics = store.ofPair('analytics');
    for (const view of [store, analytics]) view.replaceHours(SPAN, hoursOf(SPAN, 5), NOW);
    store.replaceHours(SPAN, [], NOW + 1);
    expect(store.readHourTotals(SPAN)).toEqual([]);
    expect(analytics.readHourTotals(SPAN)).toHaveLength(24);
  });

  test('share names, limits, refusals and days of Claude Code', () => {
    const store = mustOpen(temporaryPath());
    const analytics = store.ofPair('analytics');
    const refusal = {
      feature: 'cost',
      failure: noteFailure({ kind: 'not-available' }, NOW),
    } as const;
    expect(
      analytics.readCoverage().claudeCodeDays.size + store.readCoverage().claudeCodeDays.size,
    ).toBe(0);
    analytics.replaceLabels('member', [label({ kind: 'member' })]);
    analytics.savePublishedLimits([{ ...rateLimit(5), since: NOW, until: null }]);
    analytics.saveRefusals([refusal]);
    analytics.replaceClaudeCodeDay(START as DayStart, [record], NOW);
    expect(store.readLabels('member')).toHaveLength(1);
    expect(store.readPublishedLimits()).toHaveLength(1);
    expect(store.readRefusals()).toEqual([refusal]);
    expect(store.readClaudeCode(SPAN)).toEqual([{ ...record, day: START }]);
    // Also where the coverage had been read before.
    for (const view of [store, analytics]) {
      expect([...view.readCoverage().claudeCodeDays]).toEqual([[START, NOW]]);
    }
  });
});

describe('what is stored comes back', () => {
  test('bills by the hour, by key and workspace, and the days they replace', () => {
    const view = mustOpen(temporaryPath()).ofPair('analytics');
    const hours = [
      hourCost(START, 3, { dimensions: { apiKeyId: 'apikey_a' } }),
      hourCost(START + HOUR, 4, { dimensions: { apiKeyId: 'apikey_b', workspaceId: 'wrkspc_a' } }),
      hourCost(START + HOUR, 100, { currency: 'EUR' }),
    ];
    view.replaceDays(SPAN, [dayOf(START, [7])], NOW, { hours });
    const sums = (by: 'none' | 'api_key' | 'workspace', grain: 'hour' | 'day' = 'day') =>
      view
        .sumHourReported(SPAN, grain, by)
        .map(({ start, groupId, reported: amount }) => [start - START, groupId, amount / 1_000_000])
        .sort();
    expect(sums('none')).toEqual([[0, '', 7]]);
    expect(sums('none', 'hour')).toEqual([
      [0, '', 3],
      [HOUR, '', 4],
    ]);
    expect(sums('api_key')).toEqual([
      [0, 'apikey_a', 3],
      [0, 'apikey_b', 4],
    ]);
    expect(sums('workspace')).toEqual([
      [0, '', 3],
      [0, 'wrkspc_a', 4],
    ]);
    view.replaceDays(SPAN, [dayOf(START, [1])], NOW + 1, { hours: [hourCost(START, 1)] });
    expect(view.readHourReports(SPAN)).toEqual([{ start: START, reported: reported(1_000_000) }]);
  });

  test('restatements of a day, each with the time it was seen', () => {
    const store = mustOpen(temporaryPath());
    const second = { day: START, before: 7, after: null, at: NOW + 5 };
    store.replaceDays(SPAN, [dayOf(START, [7])], NOW, { restatements: [restatement] });
    store.replaceDays(SPAN, [dayOf(START, [])], NOW + 5, { restatements: [second] });
    expect(store.readRestatements(SPAN)).toEqual([restatement, second]);
    expect(store.readRestatements({ from: START + DAY, to: START + 2 * DAY })).toEqual([]);
  });

  test('days of Claude Code, whole and in their order; an unused day is held too', () => {
    const store = mustOpen(temporaryPath());
    const days = { from: START, to: START + 2 * DAY };
    const other = { ...record, actorType: 'api_actor', actor: null, isRemote: false, models: [] };
    store.replaceClaudeCodeDay(START as DayStart, [record, other], NOW);
    store.replaceClaudeCodeDay((START + DAY) as DayStart, [], NOW + 1);
    expect(store.readClaudeCode(days)).toEqual([
      { ...record, day: START },
      { ...other, day: START },
    ]);
    store.replaceClaudeCodeDay(START as DayStart, [other], NOW + 2);
    expect(store.readClaudeCode(days)).toEqual([{ ...other, day: START }]);
    expect([...store.readCoverage().claudeCodeDays]).toEqual([
      [START, NOW + 2],
      [START + DAY, NOW + 1],
    ]);
  });

  test('limits with their times: ended ones, ones without a cap, of no models in particular', () => {
    const path = temporaryPath();
    const limits: readonly HeldLimit[] = [
      { ...rateLimit(5), since: 1, until: 9 },
      { ...rateLimit(null, { models: null }), since: 9, until: null },
      {
        ...rateLimit(0, { kind: 'spend', workspaceId: 'wrkspc_a', models: [] }),
        since: 10,
        until: null,
      },
    ];
    mustOpen(path).savePublishedLimits(limits);
    expect(mustOpen(path).readPublishedLimits()).toEqual(limits);
  });

  test('names with all that is known of them; one that is listed no more stays', () => {
    const store = mustOpen(temporaryPath());
    const key = label({
      kind: 'api_key',
      id: 'apikey_a',
      name: 'ci',
      createdAt: 3,
      archivedAt: 9,
      status: 'inactive',
      hint: 'sk-ant-api03-R2D...igAA',
    });
    store.replaceLabels('api_key', [key]);
    store.replaceLabels('api_key', [label({ kind: 'api_key', id: 'apikey_b' })]);
    expect(store.readLabels('api_key')).toContainEqual(key);
    expect(store.readLabels('api_key')).toHaveLength(2);
  });

  test('refusals survive a new start, and are gone when they are taken back', () => {
    const path = temporaryPath();
    const store = mustOpen(path);
    const failure = noteFailure({ kind: 'permission-missing', detail: 'read:members' }, NOW);
    store.saveRefusals([
      { feature: 'labels', failure },
      { feature: 'analytics', failure },
    ]);
    expect(mustOpen(path).readRefusals()).toEqual([
      { feature: 'labels', failure },
      { feature: 'analytics', failure },
    ]);
    store.saveRefusals([]);
    expect(mustOpen(path).readRefusals()).toEqual([]);
  });
});

describe('the proof of a bucket', () => {
  test('holds for what was written over what, and a salvage leaves none of it behind', () => {
    const someCount = fc.oneof(fc.nat(9), fc.nat(2_000_000_000));
    const someWrite = fc.record({
      pair: fc.constantFrom(...PAIRS),
      report: fc.constantFrom('hours', 'minutes', 'days', 'claude_code'),
      from: fc.nat(30),
      length: fc.integer({ min: 1, max: 30 }),
      counts: fc.array(someCount, { maxLength: 6 }),
      model: fc.constantFrom('claude-opus-5-5', '', 'a "new"\n\\ modèle', '海'),
    });
    fc.assert(
      fc.property(fc.array(someWrite, { minLength: 1, maxLength: 12 }), (writes) => {
        const path = temporaryPath();
        const store = mustOpen(path);
        for (const { pair, report, from, length, counts, model } of writes) {
          const view = store.ofPair(pair);
          const start = START + from * HOUR;
          const day = START + from * DAY;
          const spread = counts.slice(0, length);
          if (report === 'hours') {
            // An answer may name the models in any order.
            const hours = spread.map((count, index) => {
              const one = hourOf(start + index * HOUR, count, model);
              const other = hourOf(one.start, 1, 'claude-haiku-5-5');
              const [first, last] = count % 2 ? [one, other] : [other, one];
              return {
                start: one.start,
                rows: [...first.rows, ...last.rows],
                shares: [...first.shares, ...last.shares],
              };
            });
            view.replaceHours({ from: start, to: start + length * HOUR }, hours, NOW);
          } else if (report === 'minutes') {
            const minutes = counts.map((count, index) => minuteOf(start + index * 60_000, count));
            view.replaceMinutes(hourOf(start, 0).start, minutes, NOW);
          } else if (report === 'days') {
            const days = spread.map((count, index) => dayOf(day + index * DAY, [count, -count, 7]));
            const hours = spread.map((count, index) =>
              hourCost(day + index * DAY + 5 * HOUR, count, { dimensions: { model } }),
            );
            view.replaceDays({ from: day, to: day + length * DAY }, days, NOW, { hours });
          } else {
            const records = counts.map((sessions) => ({ ...record, actor: model, sessions }));
            view.replaceClaudeCodeDay(day as DayStart, records, NOW);
          }
        }
        close(store);
        const before = bucketsIn(path);
        breakLabels(path);
        const restored = mustOpen(path);
        expect(restored.recovery).toMatchObject({ salvagedBuckets: before.fetched?.length });
        close(restored);
        expect(bucketsIn(path)).toEqual(before);
      }),
      { ...seeded, numRuns: 40 },
    );
  }, 60_000);
});

/** Every row of every bucket, series by their texts; numbers of series may be others. */
function bucketsIn(path: string): Record<string, readonly string[]> {
  const raw = rawDatabase(path, true);
  const joins = {
    fetched: '',
    usage_hour: 'JOIN priced_series ON id = series_id',
    usage_minute: 'JOIN priced_series ON id = series_id',
    share_hour: 'JOIN share_series ON id = series_id',
    cost_day: '',
    cost_hour: 'JOIN share_series ON id = series_id',
    claude_code_day: '',
  };
  const found = Object.entries(joins).map(([table, join]) => {
    const rows = raw.prepare(`SELECT * FROM ${table} ${join}`).all();
    const lines = rows.map((row) => JSON.stringify({ ...row, id: null, series_id: null }));
    return [table, lines.sort()];
  });
  raw.close();
  return Object.fromEntries(found);
}
