import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyticsDimensionNames } from '../../src-main/demo/analytics-dimensions.js';
import { createLedger } from '../../src-main/demo/ledger.js';
import { rememberedLedger } from '../../src-main/demo/remembered-ledger.js';
import { bucketTime } from '../../src-main/demo/report-range.js';
import { usageDimensions } from '../../src-main/demo/usage-query.js';
import { DAY_MS, HOUR_MS } from '../../src-main/shared/units.js';
import type { CostRow, Query, UsageRow } from './asking.js';
import { microcentsOf, readReport, stateOf } from './asking.js';
import type { AnalyticsCostRow, AnalyticsUsageRow } from './asking-analytics.js';
import { readRows, usageCounts } from './asking-analytics.js';
import { countsOf, sumCounts } from './counts.js';

const ledger = rememberedLedger(createLedger(1), 2_400);
const FIRST_DAY = Date.parse('2026-10-01T00:00:00Z') / DAY_MS;

/** Whole UTC days, and a clock somewhere in or after them. */
const questions = fc
  .record({
    day: fc.integer({ min: 0, max: 50 }),
    days: fc.integer({ min: 1, max: 4 }),
    nowAfterHours: fc.integer({ min: 1, max: 150 }),
    delayHours: fc.integer({ min: 0, max: 8 }),
    discount: fc.constantFrom(1, 0.9, 0.85, 0.333),
  })
  .map(({ day, days, nowAfterHours, delayHours, discount }) => {
    const from = (FIRST_DAY + day) * DAY_MS;
    return {
      starting_at: bucketTime(from),
      ending_at: bucketTime(from + days * DAY_MS),
      state: stateOf({
        ledger,
        discount,
        now: from + nowAfterHours * HOUR_MS,
        // Whole hours, so that both pairs know the same requests.
        visibleAfterMs: delayHours * HOUR_MS,
        analyticsVisibleAfterMs: delayHours * HOUR_MS,
      }),
    };
  });

const widths = fc.constantFrom('1h', '1d');
const analyticsGroups = fc.subarray([...analyticsDimensionNames], { maxLength: 5 });
const legacyGroups = fc.subarray(Object.keys(usageDimensions), { maxLength: 5 });
const costGroups = fc.subarray(['workspace_id', 'description']);
const fanOut = fc.subarray(['cost_type', 'token_type']);
const withWidth = (width: string | null): Query =>
  width === null ? {} : { time_bucket_width: width };

describe('one ledger feeds all reports', () => {
  test('usage adds up to the same across widths, groupings and pairs', () => {
    fc.assert(
      fc.property(
        questions,
        widths,
        fc.option(widths),
        legacyGroups,
        analyticsGroups,
        ({ state, ...span }, bucket_width, width, legacy, analytics) => {
          const buckets = readReport<UsageRow>(
            'usage_report/messages',
            { ...span, bucket_width, group_by: legacy },
            state,
          ).buckets;
          const rows = readRows<AnalyticsUsageRow>(
            'usage',
            { ...span, ...withWidth(width), group_by: analytics },
            state,
          );
          const total = sumCounts(buckets.flatMap(({ results }) => results.map(countsOf)));
          expect(sumCounts(rows.map(usageCounts))).toEqual(total);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('cost by the hour and key is cost by the day is the bill, to the last decimal', () => {
    fc.assert(
      fc.property(
        questions,
        fc.option(widths),
        costGroups,
        analyticsGroups,
        fanOut,
        ({ state, ...span }, width, legacy, analytics, split) => {
          const bill = readReport<CostRow>('cost_report', { ...span, group_by: legacy }, state)
            .buckets.flatMap(({ results }) => results)
            .reduce((sum, { amount }) => sum + microcentsOf(amount), 0);
          const rows = readRows<AnalyticsCostRow>(
            'cost',
            { ...span, ...withWidth(width), group_by: [...analytics, ...split] },
            state,
          );
          const sumOf = (name: 'amount' | 'list_amount') =>
            rows.reduce((sum, { cost }) => sum + microcentsOf(cost[name]), 0);
          expect(sumOf('amount')).toBe(bill);
          if (state.discount === 1) expect(sumOf('list_amount')).toBe(bill);
          else if (bill > 0) expect(sumOf('list_amount')).toBeGreaterThan(bill);
        },
      ),
      { numRuns: 60 },
    );
  });
});
