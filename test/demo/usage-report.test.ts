import { describe, expect, test } from 'vitest';
import { inventOrganization } from '../../src-main/demo/organization.js';
import { HOUR_MS } from '../../src-main/shared/units.js';
import type { Query, UsageRow } from './asking.js';
import { NOW, readReport, stateOf } from './asking.js';
import { countsOf, entryCounts, ledgerBetween, sumCounts } from './counts.js';

const USAGE = 'usage_report/messages';
const week = { starting_at: '2026-11-09T00:00:00Z', ending_at: '2026-11-16T00:00:00Z' };
const day = { starting_at: '2026-11-18T00:00:00Z', ending_at: '2026-11-19T00:00:00Z' };

const totalOf = (query: Query) =>
  sumCounts(
    readReport<UsageRow>(USAGE, query).buckets.flatMap(({ results }) => results.map(countsOf)),
  );

const weekEntries = ledgerBetween(week.starting_at, week.ending_at);
const weekTotal = sumCounts(weekEntries.map(entryCounts));

describe('sums', () => {
  test('agree over all bucket widths and with the ledger', () => {
    expect(totalOf({ ...week, bucket_width: '1d' })).toEqual(weekTotal);
    expect(totalOf({ ...week, bucket_width: '1h', limit: '168' })).toEqual(weekTotal);
    expect(totalOf({ ...week, bucket_width: '1m', limit: '1440' })).toEqual(weekTotal);
  });

  test('agree over every grouping', () => {
    const groupings = [
      ['model'],
      ['workspace_id'],
      ['api_key_id'],
      ['service_tier', 'speed'],
      ['account_id', 'service_account_id'],
      ['model', 'service_tier', 'context_window', 'inference_geo', 'speed'],
      ['model', 'service_tier', 'speed', 'workspace_id', 'api_key_id'],
    ];
    for (const group_by of groupings) {
      expect(totalOf({ ...week, bucket_width: '1h', limit: '168', group_by })).toEqual(weekTotal);
    }
  });

  test('of a filter and its opposite make the whole', () => {
    const standard = totalOf({ ...week, service_tiers: ['standard'] });
    const batch = totalOf({ ...week, service_tiers: ['batch'] });
    expect(batch[4]).toBeGreaterThan(0);
    expect(sumCounts([standard, batch])).toEqual(weekTotal);
  });

  test('leave out what has not become visible', () => {
    const today = { starting_at: '2026-11-20T00:00:00Z', ending_at: '2026-11-21T00:00:00Z' };
    const atNoon = Date.parse('2026-11-20T12:00:00Z');
    const seenAt = (now: number, visibleAfterMs: number) => {
      const state = stateOf({ now, visibleAfterMs });
      const { buckets } = readReport<UsageRow>(USAGE, today, state);
      return sumCounts(buckets.flatMap(({ results }) => results.map(countsOf)));
    };
    const until = (end: number) =>
      sumCounts(
        ledgerBetween(today.starting_at, today.ending_at)
          .filter((entry) => entry.at < end)
          .map(entryCounts),
      );
    expect(seenAt(atNoon, 0)).toEqual(until(atNoon));
    expect(seenAt(atNoon, HOUR_MS)).toEqual(until(atNoon - HOUR_MS));
    expect(seenAt(NOW, 0)).toEqual(until(NOW));
  });
});

describe('buckets', () => {
  test('are dense, oldest first and as long as their width', () => {
    for (const [bucket_width, ms, limit] of [
      ['1m', 60_000, '1440'],
      ['1h', 3_600_000, '168'],
      ['1d', 86_400_000, '31'],
    ] as const) {
      const { buckets } = readReport<UsageRow>(USAGE, { ...week, bucket_width, limit });
      let expected = Date.parse(week.starting_at);
      for (const bucket of buckets) {
        expect(bucket.starting_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:00Z$/);
        expect(Date.parse(bucket.starting_at)).toBe(expected);
        expected += ms;
        expect(Date.parse(bucket.ending_at)).toBe(expected);
      }
      expect(expected).toBe(Date.parse(week.ending_at));
    }
  });

  test('have one row without grouping, every dimension null, and no speed', () => {
    const { buckets } = readReport<UsageRow>(USAGE, day);
    expect(buckets).toHaveLength(1);
    expect(buckets[0]?.results).toHaveLength(1);
    expect(buckets[0]?.results[0]).toMatchObject({
      account_id: null,
      api_key_id: null,
      context_window: null,
      inference_geo: null,
      model: null,
      service_account_id: null,
      service_tier: null,
      workspace_id: null,
    });
    expect(buckets[0]?.results[0]).not.toHaveProperty('speed');
  });

  test('show only the dimensions that were asked for', () => {
    const { buckets } = readReport<UsageRow>(USAGE, { ...day, group_by: ['model', 'speed'] });
    const rows = buckets.flatMap(({ results }) => results);
    expect(rows.every((row) => row.model !== null && row.workspace_id === null)).toBe(true);
    expect(new Set(rows.map(({ speed }) => speed))).toEqual(new Set(['standard', 'fast']));
    expect(new Set(rows.map((row) => `${row.model} ${row.speed}`)).size).toBe(rows.length);
  });

  test('name the default workspace and the Playground null', () => {
    const { workspaces } = inventOrganization(1);
    const { buckets } = readReport<UsageRow>(USAGE, {
      ...week,
      group_by: ['workspace_id', 'api_key_id'],
    });
    const rows = buckets.flatMap(({ results }) => results);
    expect(rows.some((row) => row.workspace_id === null && row.api_key_id === null)).toBe(true);
    const defaultId = workspaces.find(({ isDefault }) => isDefault)?.id;
    expect(rows.some((row) => row.workspace_id === defaultId)).toBe(false);
  });

  test('in the future and before the founding are there and empty', () => {
    const { buckets } = readReport<UsageRow>(USAGE, {
      starting_at: '2026-11-22T00:00:00Z',
      ending_at: '2026-11-24T00:00:00Z',
    });
    expect(buckets.map(({ results }) => results)).toEqual([[], []]);
    const long = { starting_at: '2023-01-01T00:00:00Z', ending_at: '2023-01-03T00:00:00Z' };
    expect(readReport<UsageRow>(USAGE, long).buckets).toHaveLength(2);
  });
});
