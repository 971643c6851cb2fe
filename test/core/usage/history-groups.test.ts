import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../src-main/shared/units.js';
import { at, costRow, dayAt, label, priced, tokens, usd } from '../../fakes/figures.js';
import { openMemoryStore } from '../../fakes/memory-store.js';
import { ask, FROM, holdHours, NOW, TO, totalBill, use } from './hold-hours.js';

describe('groups', () => {
  it('are named by their labels, archived ones as such, unknown ones by their id', () => {
    const store = openMemoryStore();
    const ids = ['wrkspc_new', 'wrkspc_old', 'wrkspc_nameless', null];
    holdHours(
      store,
      ids.map((workspaceId) => use('2026-11-03T05:00:00Z', { workspaceId })),
    );
    store.replaceLabels('workspace', [
      label({ id: 'wrkspc_new', name: 'Harbour' }),
      label({ id: 'wrkspc_old', name: 'Lighthouse', archivedAt: 5 }),
    ]);
    const groups = ask(store, 'month', 'workspace').rows.map(({ group }) => [
      group.id,
      group.label,
    ]);
    expect(groups.sort()).toEqual(
      [
        ['wrkspc_new', 'Harbour'],
        ['wrkspc_old', 'Lighthouse (archived)'],
        ['wrkspc_nameless', 'wrkspc_nameless'],
        [null, 'Default workspace'],
      ].sort(),
    );
  });

  it('a name that repeats a kind of token is not taken for it', () => {
    const store = openMemoryStore();
    holdHours(store, [use('2026-11-03T05:00:00Z', { model: 'output_tokens' })]);
    const [row] = ask(store, 'month', 'model').rows;
    expect(row?.group).toEqual({ id: 'output_tokens', label: 'output_tokens' });
    expect(ask(store, 'month', 'token_kind').rows[0]?.group.label).toBe('Output');
  });

  it('of a billed day that the bill does not name were billed nothing', () => {
    const store = openMemoryStore();
    holdHours(store, [use('2026-11-03T05:00:00Z', { workspaceId: 'wrkspc_a' })]);
    const day = dayAt('2026-11-03T00:00:00Z');
    const rows = [costRow(3, { workspaceId: 'wrkspc_b' })];
    store.replaceDays({ from: day, to: day + DAY_MS }, [{ start: day, rows }], NOW);
    const bill = ask(store, 'day', 'workspace').rows.map((row) => [
      row.group.id,
      row.reportedMicrocents,
    ]);
    expect(Object.fromEntries(bill)).toEqual({ wrkspc_a: 0, wrkspc_b: 3_000_000 });
  });

  it('priority use is billed elsewhere: it is not billed nothing', () => {
    const store = openMemoryStore();
    holdHours(store, [
      use('2026-11-03T05:00:00Z', { serviceTier: 'priority' }),
      use('2026-11-03T05:00:00Z'),
    ]);
    const day = dayAt('2026-11-03T00:00:00Z');
    store.replaceDays({ from: day, to: day + DAY_MS }, [{ start: day, rows: [costRow(3)] }], NOW);
    const bill = ask(store, 'day', 'service_tier').rows.map((row) => [
      row.group.id,
      row.reportedMicrocents,
    ]);
    expect(Object.fromEntries(bill)).toEqual({ priority: null, standard: 3_000_000 });
  });

  it('A24: use without a price is named with its tokens and has no estimate', () => {
    const store = openMemoryStore();
    holdHours(store, [
      use('2026-11-03T05:00:00Z', { model: 'claude-mythos-preview' }, tokens({ output: 7 })),
      use('2026-11-03T05:00:00Z', { serviceTier: 'priority' }, tokens({ output: 5 })),
      use('2026-11-03T05:00:00Z'),
    ]);
    const { unpriced, rows } = ask(store, 'day', 'model');
    expect(unpriced).toEqual([
      { model: 'claude-mythos-preview', tokens: 7 },
      { model: 'claude-sonnet-4-5-20250929 (priority tier)', tokens: 5 },
    ]);
    expect(rows.map((row) => [row.group.id, row.estimatedMicrocents])).toEqual(
      expect.arrayContaining([
        ['claude-mythos-preview', null],
        ['claude-sonnet-4-5-20250929', 1_500_000],
      ]),
    );
  });

  it('A28: other currencies are in no sum', () => {
    const store = openMemoryStore();
    holdHours(store, []);
    const day = dayAt('2026-11-03T00:00:00Z');
    const rows = [costRow(3), costRow(900, { currency: 'EUR' })];
    store.replaceDays({ from: day, to: day + DAY_MS }, [{ start: day, rows }], NOW);
    expect(totalBill(ask(store, 'month').rows)).toBe(usd(0.03));
    expect(store.readOtherCurrencies({ from: FROM, to: TO })).toEqual([
      { currency: 'EUR', microunits: 900_000_000 },
    ]);
  });
});

describe('unknown is not free', () => {
  it('a token kind that only a model without a price used has no estimate', () => {
    const store = openMemoryStore();
    holdHours(store, [
      use('2026-10-22T02:00:00Z', { model: 'mystery-model-9' }, tokens({ uncachedInput: 100 })),
      use('2026-10-22T02:00:00Z', {}, tokens({ output: 1000 })),
    ]);
    const rows = ask(store, 'hour', 'token_kind').rows;
    const estimateOf = (id: string) =>
      rows.find(({ group }) => group.id === id)?.estimatedMicrocents;
    expect(estimateOf('uncached_input_tokens')).toBeNull();
    expect(estimateOf('output_tokens')).toBeGreaterThan(0);
  });

  it('what the running day’s report does not name yet is not billed $0', () => {
    const store = openMemoryStore();
    const named = priced().model;
    const uses = [
      use('2026-11-21T09:00:00Z'),
      use('2026-11-21T09:00:00Z', { model: 'claude-haiku-4-5' }),
    ];
    holdHours(store, uses, FROM, at('2026-11-21T15:00:00Z'));
    const today = { from: TO, to: TO + DAY_MS };
    store.replaceDays(today, [{ start: TO, rows: [costRow(7, { model: named })] }], NOW);
    const rows = ask(store, 'day', 'model', today).rows;
    const billOf = (id: string | null) =>
      rows.find(({ group }) => group.id === id)?.reportedMicrocents;
    expect(billOf(named)).toBe(7_000_000);
    expect(billOf('claude-haiku-4-5')).toBeNull();
  });

  it('a model without a price that a closed day’s bill does not name stays unknown', () => {
    const store = openMemoryStore();
    holdHours(store, [
      use('2026-11-01T09:00:00Z'),
      use('2026-11-01T09:00:00Z', { model: 'mystery-model-9' }),
    ]);
    const day = dayAt('2026-11-01T00:00:00Z');
    const span = { from: day, to: day + DAY_MS };
    store.replaceDays(span, [{ start: day, rows: [costRow(7, { model: priced().model })] }], NOW);
    const mystery = ask(store, 'day', 'model', span).rows.find(
      ({ group }) => group.id === 'mystery-model-9',
    );
    expect(mystery).toMatchObject({ reportedMicrocents: null, costMicrocents: null });
  });
});
