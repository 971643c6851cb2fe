import { describe, expect, test } from 'vitest';
import { noteFailure } from '../../../src-main/shared/failure.js';
import type { DayStart } from '../../../src-main/shared/units.js';
import { hourCost, label, rateLimit } from '../../fakes/figures.js';
import { CLAUDE_CODE_RECORD as record } from './claude-code-record.js';
import {
  clearAwayAfterEach,
  dayOf,
  hourOf,
  hoursOf,
  minuteOf,
  mustOpen,
  NOW,
  SPAN,
  START,
  temporaryPath,
} from './keeping.js';

clearAwayAfterEach();

const PAIRS = ['legacy', 'analytics'] as const;
const restatement = { day: START, before: 5, after: 7, at: NOW };

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
