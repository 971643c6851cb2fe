import { describe, expect, test } from 'vitest';
import { noteFailure } from '../../../src-main/shared/failure.js';
import { type DayStart, reported } from '../../../src-main/shared/units.js';
import type { HeldLimit } from '../../../src-main/shared/usage.js';
import { hourCost, label, rateLimit } from '../../fakes/figures.js';
import { CLAUDE_CODE_RECORD as record } from './claude-code-record.js';
import {
  clearAwayAfterEach,
  DAY,
  dayOf,
  HOUR,
  mustOpen,
  NOW,
  SPAN,
  START,
  temporaryPath,
} from './keeping.js';

clearAwayAfterEach();

const restatement = { day: START, before: 5, after: 7, at: NOW };

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
