import { describe, expect, test } from 'vitest';
import type { FaultName } from '../../src-main/demo/faults.js';
import { COST, createSpoiledApi, rowsOf, USAGE } from './spoiled-api.js';

const { get, textOf, bodyOf, spoil } = createSpoiledApi();

const figuresOf = (row: Readonly<Record<string, unknown>>) => [
  row.output_tokens,
  row.cache_read_input_tokens,
  row.amount,
];

describe('good answers that say something else', () => {
  const firstRow = async (name: FaultName, path: string) => {
    spoil(name);
    return rowsOf(await bodyOf(path))[0];
  };

  test('extra fields at every level', async () => {
    spoil('extra-fields');
    const body = await bodyOf(USAGE);
    const row = rowsOf(body)[0];
    for (const object of [body, body.data[0], row, row?.cache_creation]) {
      expect(object).toHaveProperty('x_new_field');
    }
    const { data } = await bodyOf('workspaces');
    expect(data[0]?.tags).toEqual({ team: 'support' });
  });

  test('optional fields left out', async () => {
    expect(await firstRow('missing-optional', USAGE)).not.toHaveProperty('server_tool_use');
    const { data } = await bodyOf('api_keys');
    expect(data[0]).not.toHaveProperty('scope');
    expect(data[0]).toHaveProperty('workspace_id');
    expect((await bodyOf('rate_limits')).data[0]).not.toHaveProperty('group');
    expect((await bodyOf('workspaces')).data[0]).not.toHaveProperty('tags');
  });

  test('required fields left out', async () => {
    spoil('missing-required');
    expect((await bodyOf(USAGE)).data[0]).not.toHaveProperty('starting_at');
    expect((await bodyOf('api_keys')).data[0]).not.toHaveProperty('id');
    expect(await bodyOf('me')).not.toHaveProperty('id');
  });

  test('A24: values nobody has heard of, in every row of one model and in no other', async () => {
    const shares = USAGE.replace('service_tier', 'api_key_id');
    for (const path of [USAGE, shares, COST]) {
      spoil();
      const before = rowsOf(await bodyOf(path));
      spoil('unknown-enum');
      const after = rowsOf(await bodyOf(path));
      const modelsOf = (rows: typeof before) => rows.map(({ model }) => model);
      expect(modelsOf(before)).toContain('claude-opus-5-5');
      expect(modelsOf(after)).toEqual(
        modelsOf(before).map((model) => (model === 'claude-opus-5-5' ? 'claude-nova-1' : model)),
      );
      expect(after.map(figuresOf)).toEqual(before.map(figuresOf));
      const isRenamed = (index: number) => before[index]?.model === 'claude-opus-5-5';
      expect(after.filter((_, index) => !isRenamed(index))).toEqual(
        before.filter((_, index) => !isRenamed(index)),
      );
    }
    const tiers = rowsOf(await bodyOf(USAGE)).map(({ service_tier }) => service_tier);
    expect(new Set(tiers)).toEqual(new Set(['standard', 'batch', 'tidal']));
    expect(rowsOf(await bodyOf(COST)).map(({ cost_type }) => cost_type)).toContain('moonlight');
    expect((await bodyOf('api_keys')).data[0]).toMatchObject({ status: 'paused' });
  });

  test.each<readonly [FaultName, string, string, unknown]>([
    ['negative-tokens', USAGE, 'output_tokens', -5],
    ['string-tokens', USAGE, 'output_tokens', '1200'],
    ['float-tokens', USAGE, 'output_tokens', 12.5],
    ['amount-not-decimal', COST, 'amount', '12,50 cents'],
    ['amount-number', COST, 'amount', 12.5],
    ['other-currency', COST, 'currency', 'EUR'],
  ])('%s, even where the page would be empty', async (name, path, field, value) => {
    expect((await firstRow(name, path))?.[field]).toBe(value);
    const quiet = path.replaceAll('2026-11', '2025-09');
    expect((await firstRow(name, quiet))?.[field]).toBe(value);
  });

  test('a cost that was restated', async () => {
    const before = rowsOf(await bodyOf(COST)).map(({ amount }) => Number(amount));
    spoil('restated-cost');
    const after = rowsOf(await bodyOf(COST)).map(({ amount }) => Number(amount));
    after.forEach((amount, index) => {
      expect(amount).toBeCloseTo((before[index] ?? 0) * 1.07, 5);
    });
  });

  test('the same bucket on two pages', async () => {
    spoil('duplicate-bucket');
    const first = await bodyOf(`${USAGE}&limit=2`);
    const second = await bodyOf(
      `${USAGE}&limit=2&page=${encodeURIComponent(String(first.next_page))}`,
    );
    expect(first.data).toHaveLength(2);
    expect(second.data).toHaveLength(3);
    expect(second.data[0]).toEqual(first.data[1]);
  });

  test('buckets that overlap, start anywhere or run backwards', async () => {
    spoil('overlapping-buckets');
    const [first, second] = (await bodyOf(USAGE)).data;
    expect(first?.ending_at).toBe(second?.ending_at);
    spoil('unaligned-bucket');
    expect((await bodyOf(USAGE)).data[0]?.starting_at).toBe('2026-11-16T00:00:07Z');
    spoil('reversed-buckets');
    expect((await bodyOf(USAGE)).data[0]?.starting_at).toBe('2026-11-20T00:00:00Z');
  });

  test('nothing, where there was something', async () => {
    spoil('empty-data');
    expect(await bodyOf(USAGE)).toEqual({ data: [], has_more: false, next_page: null });
    spoil('empty-results');
    expect((await bodyOf(COST)).data.map(({ results }) => results)).toEqual([[], [], [], [], []]);
  });

  test('more to come and no way to get it', async () => {
    spoil('has-more-without-token');
    expect(await bodyOf(USAGE)).toMatchObject({ has_more: true, next_page: null });
    expect(await bodyOf('users')).toMatchObject({ has_more: true, last_id: null });
  });

  test('the same token again and again', async () => {
    spoil('same-token');
    const first = await bodyOf(USAGE);
    const token = encodeURIComponent(String(first.next_page));
    expect(await bodyOf(`${USAGE}&page=${token}`)).toEqual(first);
    const users = await bodyOf('users');
    expect(users.has_more).toBe(true);
    expect(await bodyOf(`users?after_id=${String(users.last_id)}`)).toEqual(users);
  });
});

describe('good answers that are written badly', () => {
  test('numbers that JSON has not, or that no number can hold', async () => {
    for (const [name, written] of [
      ['nan-tokens', 'NaN'],
      ['infinite-tokens', '1e400'],
      ['unsafe-tokens', '9007199254740993'],
    ] as const) {
      spoil(name);
      expect(await textOf(USAGE)).toContain(`"output_tokens":${written},`);
    }
  });

  test('text that is empty or cut', async () => {
    spoil('empty-body');
    expect(await textOf(USAGE)).toBe('');
    spoil('cut-json');
    const text = await textOf(USAGE);
    expect(text.length).toBeGreaterThan(100);
    expect(() => JSON.parse(text)).toThrow();
  });

  test('a byte order mark, repeated names, and brackets without end', async () => {
    const good = await textOf('me');
    spoil('bom');
    const bytes = new Uint8Array(await (await get('me')).arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    spoil('duplicate-keys');
    expect((await textOf('me')).match(/"id":/g)).toHaveLength(2);
    expect(await bodyOf('me')).toMatchObject(JSON.parse(good) as object);
    spoil('deep-nesting');
    expect(await textOf('me')).toContain('['.repeat(100_000));
  });
});
