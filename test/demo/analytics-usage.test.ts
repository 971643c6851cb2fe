import { describe, expect, test } from 'vitest';
import { floorHour, floorMinute } from '../../src-main/shared/units.js';
import type { Query } from './asking.js';
import { ask, type ListPage } from './asking.js';
import type { AnalyticsUsageRow } from './asking-analytics.js';
import { readRows } from './asking-analytics.js';
import { ledgerBetween } from './counts.js';

const day = { starting_at: '2026-11-18T00:00:00Z', ending_at: '2026-11-19T00:00:00Z' };
const rowsOf = (query: Query) => readRows<AnalyticsUsageRow>('usage', { ...day, ...query });

describe('analytics/usage', () => {
  test('has every name in every group, null unless grouped by', () => {
    const [row] = rowsOf({ group_by: ['model'] });
    expect(Object.keys(row?.group ?? {})).toEqual([
      'actor',
      'actor_type',
      'agent_id',
      'api_key_id',
      'claude_tag_category',
      'claude_tag_user_id',
      'context_window',
      'deployment_id',
      'environment_id',
      'inference_geo',
      'model',
      'organization_id',
      'product',
      'rbac_group_id',
      'service_tier',
      'session_id',
      'slack_channel_id',
      'speed',
      'user_profile_id',
      'workspace_id',
    ]);
    const { model, ...others } = row?.group ?? {};
    expect(model).toMatch(/^claude-/);
    expect(new Set(Object.values(others))).toEqual(new Set([null]));
  });

  test('gives the default workspace its real id, where the legacy report has null', () => {
    const { data } = ask<ListPage<{ id: string; name: string }>>('workspaces', {
      include_default: 'true',
    }).body;
    const real = data.find(({ name }) => name === 'Default')?.id;
    const ids = rowsOf({ group_by: ['workspace_id'] }).map(({ group }) => group.workspace_id);
    expect(ids).toContain(real);
    expect(ids).not.toContain(null);
    expect(rowsOf({ workspace_ids: [real ?? ''] })).toHaveLength(1);
  });

  test('has no geography for older models, which the filter calls not_available', () => {
    const older = { starting_at: '2026-01-14T00:00:00Z', ending_at: '2026-01-15T00:00:00Z' };
    const geos = (query: Query) =>
      rowsOf({ ...older, group_by: ['inference_geo'], ...query }).map(
        ({ group }) => group.inference_geo,
      );
    expect(geos({})).toEqual([null]);
    expect(geos({ inference_geos: ['not_available'] })).toEqual([null]);
    expect(geos({ inference_geos: ['us'] })).toEqual([]);
  });

  test('names the key as the actor, and nobody where there was none', () => {
    const actors = rowsOf({ group_by: ['actor', 'api_key_id', 'product'] });
    for (const { group } of actors) {
      const { api_key_id } = group;
      expect(group.actor).toEqual(api_key_id === null ? null : { type: 'api_actor', api_key_id });
      if (api_key_id === null) expect(group.product).toBe('claude_console');
    }
    expect(actors.length).toBeGreaterThan(3);
  });

  test('counts requests and adds up the five token counts', () => {
    const [row] = rowsOf({});
    expect(row?.usage.requests).toBe(ledgerBetween(day.starting_at, day.ending_at).length);
    const usage = row?.usage;
    expect(usage?.total_tokens).toBe(
      (usage?.uncached_input_tokens ?? 0) +
        (usage?.cache_creation.ephemeral_1h_input_tokens ?? 0) +
        (usage?.cache_creation.ephemeral_5m_input_tokens ?? 0) +
        (usage?.cache_read_input_tokens ?? 0) +
        (usage?.output_tokens ?? 0),
    );
  });

  test('has no rows for what was not used', () => {
    const rows = rowsOf({ time_bucket_width: '1m' });
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.every(({ usage }) => usage.requests > 0)).toBe(true);
    const used = ledgerBetween(day.starting_at, day.ending_at).map(({ at }) => floorMinute(at));
    expect(rows).toHaveLength(new Set(used).size);
  });

  test('counts the same by the minute as by the hour', () => {
    const sums = (time_bucket_width: string) => {
      const byHour = new Map<number, number[]>();
      for (const { starting_at, usage } of rowsOf({ time_bucket_width })) {
        const hour = floorHour(Date.parse(starting_at));
        const [tokens = 0, requests = 0] = byHour.get(hour) ?? [];
        byHour.set(hour, [tokens + usage.total_tokens, requests + usage.requests]);
      }
      return [...byHour].sort(([a], [b]) => a - b);
    };
    expect(sums('1m')).toEqual(sums('1h'));
    expect(sums('1m').length).toBeGreaterThan(10);
  });

  test('orders by the largest total unless asked otherwise', () => {
    const grouped = { time_bucket_width: '1h', group_by: ['model'] };
    const sorted = (order_by: string | undefined, of: (row: AnalyticsUsageRow) => number) => {
      const order = order_by === undefined ? {} : { order_by };
      const down = rowsOf({ ...grouped, ...order }).map(of);
      const up = rowsOf({ ...grouped, ...order, order: 'asc' }).map(of);
      expect(down).toEqual([...down].sort((a, b) => b - a));
      expect(up).toEqual([...down].sort((a, b) => a - b));
      expect(up).not.toEqual(down);
    };
    sorted(undefined, ({ usage }) => usage.total_tokens);
    sorted('total_tokens', ({ usage }) => usage.total_tokens);
    sorted('output_tokens', ({ usage }) => usage.output_tokens);
    sorted('requests', ({ usage }) => usage.requests);
    sorted('uncached_input_tokens', ({ usage }) => usage.uncached_input_tokens);
    sorted('time', ({ starting_at }) => Date.parse(starting_at));
  });

  test('keeps equal rows in the order of their time', () => {
    const rows = rowsOf({ time_bucket_width: '1m', order_by: 'requests' });
    const single = rows.filter(({ usage }) => usage.requests === 1).map((row) => row.starting_at);
    expect(single.length).toBeGreaterThan(10);
    expect(single).toEqual([...single].sort());
  });
});
