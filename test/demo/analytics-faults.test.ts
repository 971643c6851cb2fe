import { describe, expect, test } from 'vitest';
import type { FaultName } from '../../src-main/demo/faults.js';
import { createSpoiledApi } from './spoiled-api.js';

const { textOf, bodyOf, spoil } = createSpoiledApi();

const span = 'starting_at=2026-11-18T00:00:00Z&ending_at=2026-11-19T00:00:00Z&time_bucket_width=1h';
const sorted = 'order_by=time&order=asc&group_by[]=model&group_by[]=service_tier';
const USAGE = `analytics/usage?${span}&${sorted}`;
const COST = `analytics/cost?${span}&${sorted}`;
const quiet = (path: string) => `${path}&models[]=claude-not-in-use`;

describe('analytics rows', () => {
  test.each<readonly [FaultName, string, string, unknown]>([
    ['negative-tokens', USAGE, 'usage', { output_tokens: -5 }],
    ['string-tokens', USAGE, 'usage', { output_tokens: '1200' }],
    ['float-tokens', USAGE, 'usage', { output_tokens: 12.5 }],
    ['amount-not-decimal', COST, 'cost', { amount: '12,50 cents' }],
    ['amount-number', COST, 'cost', { amount: 12.5 }],
    ['other-currency', COST, 'cost', { currency: 'EUR' }],
  ])('%s, even where the page would be empty', async (name, path, part, changed) => {
    spoil(name);
    expect((await bodyOf(path)).data[0]).toMatchObject({ [part]: changed });
    const { data } = await bodyOf(quiet(path));
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({ starting_at: '2026-11-18T00:00:00Z', [part]: changed });
  });

  test('A24: with values nobody has heard of, in every row of one model', async () => {
    const before = (await bodyOf(USAGE)).data;
    spoil('unknown-enum');
    const after = (await bodyOf(USAGE)).data;
    const isRenamed = (row: unknown) => JSON.stringify(row).includes('"model":"claude-opus-5-5"');
    expect(before.some(isRenamed)).toBe(true);
    before.forEach((row, index) => {
      if (isRenamed(row)) {
        expect(after[index]).toMatchObject({ usage: row.usage, group: { model: 'claude-nova-1' } });
      } else {
        expect(after[index]).toEqual(row);
      }
    });
    expect(JSON.stringify(after)).toContain('"service_tier":"tidal"');
    expect((await bodyOf(quiet(USAGE))).data).toEqual([]);
  });

  test('with numbers that JSON has not', async () => {
    spoil('nan-tokens');
    expect(await textOf(USAGE)).toContain('"output_tokens":NaN');
    expect(await textOf(quiet(USAGE))).toContain('"output_tokens":NaN');
  });

  test('that come twice on one page', async () => {
    const good = (await bodyOf(USAGE)).data;
    spoil('repeated-row');
    const { data } = await bodyOf(USAGE);
    expect(data).toHaveLength(good.length + 1);
    expect(data.at(-1)).toEqual(good[0]);
  });

  test('that come again on the next page', async () => {
    spoil('duplicate-bucket');
    const first = await bodyOf(`${USAGE}&limit=3`);
    const page = encodeURIComponent(String(first.next_page));
    const second = await bodyOf(`${USAGE}&limit=3&page=${page}`);
    expect(second.data[0]).toEqual(first.data[2]);
    expect(second.data).toHaveLength(4);
  });

  test('of before the span, not aligned, or longer than their width', async () => {
    spoil('row-outside-span');
    expect((await bodyOf(USAGE)).data[0]).toMatchObject({
      starting_at: '2026-11-17T23:00:00Z',
      ending_at: '2026-11-18T00:00:00Z',
    });
    spoil('unaligned-bucket');
    expect((await bodyOf(COST)).data[0]?.starting_at).toMatch(/:00:07Z$/);
    spoil();
    const [good] = (await bodyOf(USAGE)).data;
    spoil('overlapping-buckets');
    const [long] = (await bodyOf(USAGE)).data;
    expect(Date.parse(String(long?.ending_at)) - Date.parse(String(good?.ending_at))).toBe(
      3_600_000,
    );
  });

  test('that say nothing about when they were refreshed', async () => {
    expect(await bodyOf(USAGE)).toMatchObject({ data_refreshed_at: '2026-11-21T16:00:00Z' });
    spoil('missing-refreshed-at');
    expect(await bodyOf(USAGE)).not.toHaveProperty('data_refreshed_at');
    spoil('null-refreshed-at');
    expect(await bodyOf(COST)).toMatchObject({ data_refreshed_at: null });
  });

  test('that are gone, at once or page after page', async () => {
    spoil('empty-data');
    expect(await bodyOf(USAGE)).toMatchObject({ data: [], has_more: false, next_page: null });
    spoil('empty-results');
    const page = await bodyOf(`${USAGE}&limit=3`);
    expect(page).toMatchObject({ data: [], has_more: true });
    expect(page.next_page).toMatch(/^page_/);
  });

  test('without what is optional, or with null there', async () => {
    spoil('missing-optional');
    expect((await bodyOf(USAGE)).data[0]?.usage).not.toHaveProperty('server_tool_use');
    expect((await bodyOf(COST)).data[0]?.cost).not.toHaveProperty('requests');
    spoil('null-optional');
    expect((await bodyOf(USAGE)).data[0]).toMatchObject({ usage: { server_tool_use: null } });
    spoil('required-wrong-type');
    expect((await bodyOf(USAGE)).data[0]).toMatchObject({ starting_at: 17 });
  });
});

describe('a bill that was restated', () => {
  const amountsOf = async (path: string) => {
    const amounts = [...(await textOf(path)).matchAll(/"amount":"([\d.]+)"/g)];
    return amounts.map(([, amount = '']) => amount);
  };
  /** In 10^-8 cents, so that one more decimal stays whole. */
  const exact = (amount: string) => {
    const [whole = '', fraction = ''] = amount.split('.');
    return BigInt(whole + fraction.padEnd(8, '0'));
  };

  test.each([
    ['cost_report', 'cost_report?group_by[]=description'],
    ['analytics/cost', 'analytics/cost?time_bucket_width=1d&group_by[]=model&group_by[]=cost_type'],
  ])(
    'A38 %s: closed days cost exactly a tenth more, the running one does not',
    async (_name, path) => {
      const closed = `${path}&starting_at=2026-11-19T00:00:00Z&ending_at=2026-11-21T00:00:00Z`;
      const running = `${path}&starting_at=2026-11-21T00:00:00Z&ending_at=2026-11-22T00:00:00Z`;
      spoil();
      const before = await amountsOf(closed);
      const today = await amountsOf(running);
      spoil('restated-closed-days');
      const after = await amountsOf(closed);
      expect(before.length).toBeGreaterThan(5);
      expect(after.map((amount) => 10n * exact(amount))).toEqual(
        before.map((amount) => 11n * exact(amount)),
      );
      expect(await amountsOf(running)).toEqual(today);
    },
  );
});
