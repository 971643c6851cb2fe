import { describe, expect, it } from 'vitest';
import { readCache } from '../../../src-main/core/cache/read-cache.js';
import type { UsageHistory } from '../../../src-main/core/ports.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import type { Cache, CacheQuery } from '../../../src-main/shared/cache.js';
import { formatPercent } from '../../../src-main/shared/format.js';
import { DAY_MS, floorHour, HOUR_MS, type HourStart } from '../../../src-main/shared/units.js';
import type {
  PricedDimensions,
  ShareDimensions,
  TokenCounts,
} from '../../../src-main/shared/usage.js';
import { at, hourAt, label, priced, shared, storedHour, tokens } from '../../fakes/figures.js';
import { openMemoryStore } from '../../fakes/memory-store.js';

const FROM = at('2026-11-09T00:00:00Z');
const NOW = at('2026-11-20T14:20:00Z');
const FETCHED_AT = at('2026-11-20T14:15:00Z');

interface Used {
  readonly when: string;
  readonly counts: Partial<TokenCounts>;
  readonly by?: Partial<PricedDimensions & ShareDimensions>;
}

/** All hours from FROM to the running one are held, save those left out. */
function hold(uses: readonly Used[], isHeld: (start: number) => boolean = () => true) {
  const history = openMemoryStore();
  for (let start = FROM; start < NOW; start += HOUR_MS) {
    if (!isHeld(start)) continue;
    const own = uses.filter(({ when }) => floorHour(at(when)) === start);
    const rows = own.map(({ counts, by = {} }) => ({ counts: tokens(counts), by }));
    const hour = storedHour(
      {
        start: start as HourStart,
        rows: rows.map(({ counts, by }) => ({ dimensions: pricedOf(by), tokens: counts })),
      },
      rows.map(({ counts, by }) => ({ dimensions: sharedOf(by), tokens: counts })),
    );
    const saved = history.replaceHours({ from: start, to: start + HOUR_MS }, [hour], FETCHED_AT);
    expect(saved.ok).toBe(true);
  }
  return history;
}

const pricedOf = ({ workspaceId: _, apiKeyId: __, ...by }: NonNullable<Used['by']>) =>
  priced({ model: 'claude-opus-5', ...by });
const sharedOf = ({ contextWindow: _, inferenceGeo: __, ...by }: NonNullable<Used['by']>) =>
  shared({ model: 'claude-opus-5', ...by });

const read = (history: UsageHistory, some: Partial<CacheQuery> = {}): Cache =>
  readCache(
    history,
    priceTable,
    { from: FROM, to: at('2026-11-21T00:00:00Z'), grain: 'day', ...some },
    NOW,
  );

it('the worked example of 13 November 2025 comes out exactly', () => {
  const history = openMemoryStore();
  const counts = tokens({
    uncachedInput: 259_276,
    cacheCreation5m: 567_413,
    cacheRead: 5_680_224,
    output: 60_360,
    webSearchRequests: 2,
  });
  const start = hourAt('2025-11-13T14:00:00Z');
  const hour = storedHour({ start, rows: [{ dimensions: priced(), tokens: counts }] }, [
    { dimensions: shared(), tokens: counts },
  ]);
  expect(history.replaceHours({ from: start, to: start + HOUR_MS }, [hour], NOW).ok).toBe(true);
  const day = at('2025-11-13T00:00:00Z');
  const { total } = read(history, { from: day, to: day + DAY_MS });
  expect(formatPercent((total.efficiency ?? 0) * 100)).toBe('87 %');
  expect(((total.efficiency ?? 0) * 100).toFixed(1)).toBe('87.3');
  // Sonnet 4.5 by hand: 300 uncached, 375 written, 30 read, in microcents per token.
  expect(total.savedMicrocents).toBe(5_680_224 * (300 - 30) - 567_413 * (375 - 300));
  expect(total).toMatchObject({
    uncachedInput: 259_276,
    cacheCreation: 567_413,
    cacheRead: 5_680_224,
    couldSaveMicrocents: 0,
  });
});

describe('money', () => {
  it('of writes that were never read is a loss', () => {
    const history = hold([
      { when: '2026-11-20T10:00:00Z', counts: { cacheCreation1h: 1_000_000 } },
    ]);
    const { total } = read(history);
    expect(total.savedMicrocents).toBe(-500_000_000);
    expect(total.efficiency).toBe(0);
    expect(total.couldSaveMicrocents).toBe(850_000 * (1000 - 50));
  });

  it('of workspaces follows who read the cache, the dearer US inference included', () => {
    const history = hold([
      {
        when: '2026-11-20T10:00:00Z',
        counts: { cacheRead: 3_000_000 },
        by: { workspaceId: 'wrkspc_a', inferenceGeo: 'us' },
      },
      {
        when: '2026-11-20T10:00:00Z',
        counts: { uncachedInput: 1_000_000 },
        by: { workspaceId: 'wrkspc_b', inferenceGeo: 'us', contextWindow: '200k-1M' },
      },
    ]);
    history.replaceLabels('workspace', [label({ id: 'wrkspc_a', name: 'Harbour' })]);
    expect(read(history).workspaces).toMatchObject([
      {
        id: 'wrkspc_a',
        label: 'Harbour',
        efficiency: 1,
        savedMicrocents: 3_000_000 * 495,
        couldSaveMicrocents: 0,
      },
      {
        id: 'wrkspc_b',
        label: 'wrkspc_b',
        efficiency: 0,
        savedMicrocents: 0,
        couldSaveMicrocents: 850_000 * 495,
      },
    ]);
  });

  it('of a workspace is that of all its keys', () => {
    const when = '2026-11-20T10:00:00Z';
    const history = hold([
      { when, counts: { cacheRead: 100 }, by: { workspaceId: 'wrkspc_a', apiKeyId: 'apikey_a' } },
      {
        when,
        counts: { cacheRead: 300 },
        by: { workspaceId: 'wrkspc_a', apiKeyId: 'apikey_b', contextWindow: '200k-1M' },
      },
      {
        when,
        counts: { cacheRead: 200 },
        by: { workspaceId: 'wrkspc_b', inferenceGeo: 'global' },
      },
    ]);
    const { workspaces } = read(history);
    expect(
      workspaces.map(({ id, cacheRead, savedMicrocents }) => [id, cacheRead, savedMicrocents]),
    ).toEqual([
      ['wrkspc_a', 400, 400 * 450],
      ['wrkspc_b', 200, 200 * 450],
    ]);
  });

  it('asks the target of each model of each workspace, not of their mean', () => {
    const good = { cacheRead: 99_000_000, uncachedInput: 1_000_000 };
    const history = hold([
      { when: '2026-11-20T10:00:00Z', counts: good },
      {
        when: '2026-11-20T10:00:00Z',
        counts: { uncachedInput: 1_000_000 },
        by: { model: 'claude-haiku-4-5' },
      },
    ]);
    const { total, models, workspaces } = read(history);
    expect(total.efficiency).toBeGreaterThan(0.85);
    expect(total.couldSaveMicrocents).toBe(850_000 * 90);
    expect(models.map(({ couldSaveMicrocents }) => couldSaveMicrocents)).toEqual([0, 76_500_000]);
    expect(workspaces.map(({ couldSaveMicrocents }) => couldSaveMicrocents)).toEqual([76_500_000]);
  });

  it('leaves out what has no price, which is named, while its tokens count', () => {
    const history = hold([
      { when: '2026-11-20T10:00:00Z', counts: { uncachedInput: 1_000_000, cacheRead: 1_000_000 } },
      {
        when: '2026-11-20T10:00:00Z',
        counts: { cacheRead: 2_000_000, output: 500 },
        by: { model: 'claude-of-tomorrow' },
      },
      {
        when: '2026-11-20T11:00:00Z',
        counts: { uncachedInput: 1_000_000 },
        by: { serviceTier: 'priority' },
      },
    ]);
    const { total, models, unpriced } = read(history);
    expect(total.efficiency).toBe(0.6);
    expect(total.savedMicrocents).toBe(1_000_000 * 450);
    // Of the priced half alone: 850,000 of 2,000,000 are missing 700,000.
    expect(total.couldSaveMicrocents).toBe(700_000 * 450);
    expect(unpriced).toEqual([
      { model: 'claude-of-tomorrow', tokens: 2_000_500 },
      { model: 'claude-opus-5 (priority tier)', tokens: 1_000_000 },
    ]);
    const unknown = models.find(({ id }) => id === 'claude-of-tomorrow');
    expect(unknown).toMatchObject({
      efficiency: 1,
      savedMicrocents: null,
      couldSaveMicrocents: null,
    });
  });

  it('is not known where nothing is held, and zero where nothing was used', () => {
    const today = at('2026-11-20T00:00:00Z');
    const history = hold([], (start) => start >= today);
    const { buckets, total } = read(history);
    expect(buckets[0]).toMatchObject({
      state: 'missing',
      efficiency: null,
      savedMicrocents: null,
      couldSaveMicrocents: null,
    });
    expect(buckets.at(-1)).toMatchObject({
      state: 'open',
      efficiency: null,
      savedMicrocents: 0,
      couldSaveMicrocents: 0,
    });
    expect(total.savedMicrocents).toBe(0);
    expect(read(openMemoryStore()).total.savedMicrocents).toBeNull();
  });
});

describe('buckets', () => {
  const USES = [
    { when: '2026-11-15T23:00:00Z', counts: { cacheRead: 300, uncachedInput: 100 } },
    { when: '2026-11-16T00:00:00Z', counts: { cacheRead: 10, cacheCreation5m: 30 } },
    { when: '2026-11-20T14:00:00Z', counts: { cacheRead: 5 } },
  ];

  it('are UTC days, and weeks that begin on Monday', () => {
    const days = read(hold(USES)).buckets;
    expect(days).toHaveLength(12);
    expect(days[6]).toMatchObject({ start: at('2026-11-15T00:00:00Z'), efficiency: 0.75 });
    expect(days[7]).toMatchObject({ efficiency: 0.25, cacheCreation: 30, state: 'closed' });
    expect(days[8]).toMatchObject({ efficiency: null, state: 'closed' });
    expect(days[11]).toMatchObject({ efficiency: 1, state: 'open' });
    const weeks = read(hold(USES), { grain: 'week' }).buckets;
    expect(weeks.map(({ cacheRead, state }) => [cacheRead, state])).toEqual([
      [300, 'closed'],
      [15, 'open'],
    ]);
  });

  it('by the hour take the hours that the span cuts as a whole', () => {
    const { buckets, total } = read(hold(USES), {
      from: at('2026-11-15T23:40:00Z'),
      to: at('2026-11-16T00:20:00Z'),
      grain: 'hour',
    });
    expect(buckets.map(({ cacheRead }) => cacheRead)).toEqual([300, 10]);
    expect(total.cacheRead).toBe(310);
  });

  it('of which an hour is not held are neither closed nor still filling', () => {
    const hole = at('2026-11-15T03:00:00Z');
    const { buckets, provenance } = read(hold(USES, (start) => start !== hole));
    expect(buckets[6]?.state).toBe('partial');
    expect(provenance.isComplete).toBe(false);
  });
});

it('says where its figures are from', () => {
  const history = hold([]);
  const { provenance, moneyProvenance } = read(history, { to: at('2026-11-20T00:00:00Z') });
  expect(provenance).toMatchObject({
    endpoint: 'usage_report/messages',
    basis: 'counted',
    isComplete: true,
    fetchedAt: FETCHED_AT,
  });
  expect(moneyProvenance).toMatchObject({ basis: 'estimated', isComplete: true });
  expect(moneyProvenance.formula).toContain('price table');
});
