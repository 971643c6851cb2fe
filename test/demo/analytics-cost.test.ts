import { describe, expect, test } from 'vitest';
import { floorHour } from '../../src-main/shared/units.js';
import type { Query } from './asking.js';
import { microcentsOf, stateOf } from './asking.js';
import type { AnalyticsCostRow, AnalyticsPage } from './asking-analytics.js';
import { askAnalytics, readRows } from './asking-analytics.js';
import { ledgerBetween } from './counts.js';

const day = { starting_at: '2026-11-18T00:00:00Z', ending_at: '2026-11-19T00:00:00Z' };
const rowsOf = (query: Query, state = stateOf()) =>
  readRows<AnalyticsCostRow>('cost', { ...day, ...query }, state);
const totalOf = (rows: readonly AnalyticsCostRow[]) =>
  rows.reduce((sum, { cost }) => sum + microcentsOf(cost.amount), 0);

describe('analytics/cost', () => {
  test('says what each key cost in each hour, with its requests', () => {
    const rows = rowsOf({ time_bucket_width: '1h', group_by: ['api_key_id'] });
    const requests = rows.reduce((sum, { cost }) => sum + (cost.requests ?? 0), 0);
    expect(requests).toBe(ledgerBetween(day.starting_at, day.ending_at).length);
    expect(rows.every(({ cost }) => cost.currency === 'USD')).toBe(true);
    expect(rows.every(({ cost }) => cost.amount === cost.list_amount)).toBe(true);
    expect(totalOf(rows)).toBe(totalOf(rowsOf({})));
  });

  test('splits a row by kind without counting it twice', () => {
    const query = { ...day, time_bucket_width: '1h', group_by: ['model'], limit: '5' };
    const page = (extra: Query) =>
      askAnalytics<AnalyticsPage<AnalyticsCostRow>>('cost', { ...query, ...extra }).body.data;
    const whole = page({});
    const split = page({ group_by: ['model', 'cost_type', 'token_type'] });
    expect(whole).toHaveLength(5);
    expect(split.length).toBeGreaterThan(5);
    expect(totalOf(split)).toBe(totalOf(whole));
    expect(split.every(({ cost }) => cost.requests === null)).toBe(true);
    expect(whole.every(({ cost }) => (cost.requests ?? 0) > 0)).toBe(true);
    const kinds = new Set(
      rowsOf({ group_by: ['cost_type', 'token_type'] }).map(
        ({ group }) => `${group.cost_type} ${group.token_type}`,
      ),
    );
    expect(kinds).toEqual(
      new Set([
        'tokens uncached_input_tokens',
        'tokens cache_creation.ephemeral_5m_input_tokens',
        'tokens cache_creation.ephemeral_1h_input_tokens',
        'tokens cache_read_input_tokens',
        'tokens output_tokens',
        'web_search null',
      ]),
    );
    const types = rowsOf({ group_by: ['cost_type'] }).map(({ group }) => group.cost_type);
    expect(types.sort()).toEqual(['tokens', 'web_search']);
  });

  test('tells the price before and after the discount', () => {
    const full = rowsOf({ group_by: ['model'], order_by: 'list_amount' });
    const reduced = rowsOf(
      { group_by: ['model'], order_by: 'list_amount' },
      stateOf({ discount: 0.9 }),
    );
    expect(reduced.map(({ cost }) => cost.list_amount)).toEqual(
      full.map(({ cost }) => cost.amount),
    );
    expect(totalOf(reduced) / totalOf(full)).toBeCloseTo(0.9, 4);
  });

  test('leaves out committed capacity, as the cost report does', () => {
    const [entry] = ledgerBetween('2026-11-18T10:00:00Z', '2026-11-18T11:00:00Z');
    if (!entry) throw new Error('an hour without requests');
    const both = [entry, { ...entry, at: entry.at + 1, serviceTier: 'priority' }];
    const state = stateOf({
      ledger: (hour) => both.filter(({ at }) => floorHour(at) === hour),
    });
    const rows = rowsOf({ group_by: ['service_tier'] }, state);
    expect(rows.map(({ group }) => group.service_tier)).toEqual([entry.serviceTier]);
    const [whole] = rowsOf({}, state);
    expect(whole?.cost.requests).toBe(1);
    expect(whole?.cost.amount).toBe(rows[0]?.cost.amount);
  });

  test('orders by the largest amount unless asked otherwise', () => {
    const grouped = { time_bucket_width: '1h', group_by: ['workspace_id'] };
    const amounts = rowsOf(grouped).map(({ cost }) => microcentsOf(cost.amount));
    expect(amounts).toEqual([...amounts].sort((a, b) => b - a));
    const times = rowsOf({ ...grouped, order_by: 'time', order: 'asc' }).map((r) => r.starting_at);
    expect(times).toEqual([...times].sort());
    expect(new Set(times).size).toBeGreaterThan(5);
  });
});
