import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HistoryStore } from '../../../src-main/adapters/history-store/history-store.js';
import { addTokens } from '../../../src-main/core/usage/token-sums.js';
import { GRAINS, GROUPINGS } from '../../../src-main/shared/history.js';
import { DAY_MS, HOUR_MS, type HourStart } from '../../../src-main/shared/units.js';
import { NO_TOKENS } from '../../../src-main/shared/usage.js';
import { seeded, someUse } from '../../fakes/arbitraries.js';
import { costRow, dayAt } from '../../fakes/figures.js';
import { openMemoryStore, openUnclosedStore } from '../../fakes/memory-store.js';
import {
  ask,
  type DatedUse,
  FROM,
  holdHours,
  NOW,
  TO,
  total,
  totalBill,
  totalCost,
  use,
} from './hold-hours.js';

describe('on any history', () => {
  const hourCount = (TO - FROM) / HOUR_MS;
  const someUses = fc.array(
    fc.record({ use: someUse, hour: fc.nat(hourCount - 1) }).map(
      ({ use: one, hour }): DatedUse => ({
        ...one,
        start: (FROM + hour * HOUR_MS) as HourStart,
      }),
    ),
    { maxLength: 25 },
  );
  const someBill = fc.array(
    fc.record({
      day: fc.nat((TO - FROM) / DAY_MS - 1),
      cents: fc.integer({ min: -500, max: 90_000 }),
      workspaceId: fc.constantFrom('wrkspc_a', 'wrkspc_b', null),
      model: fc.constantFrom('claude-opus-5-5', 'claude-haiku-5-5', null),
      serviceTier: fc.constantFrom('standard', 'batch', null),
      tokenType: fc.constantFrom('output_tokens', 'cache_read_input_tokens', null),
      costType: fc.constantFrom('tokens', 'web_search', 'code_execution'),
    }),
    { maxLength: 20 },
  );

  it('sum by model = workspace = key = tier = kind = total, by hour = day = week = month', () => {
    fc.assert(
      fc.property(someUses, someBill, (uses, bill) => {
        const store = openUnclosedStore();
        holdHours(store, uses);
        holdBill(store, bill);
        const whole = total(ask(store, 'hour').rows);
        expect(whole.tokens).toEqual(
          uses.reduce((sum, one) => addTokens(sum, one.tokens), NO_TOKENS),
        );
        const billed = bill.reduce((sum, { cents }) => sum + cents * 1_000_000, 0);
        for (const grain of GRAINS) {
          for (const by of GROUPINGS) {
            const { rows } = ask(store, grain, by);
            expect(total(rows), `${grain} by ${by}`).toEqual(whole);
            const hasBill = grain !== 'hour' && by !== 'api_key';
            expect(totalBill(rows), `${grain} by ${by}`).toBe(hasBill ? billed : 0);
          }
        }
        const counted = totalCost(ask(store, 'day').rows);
        for (const grain of ['day', 'week', 'month'] as const) {
          for (const by of ['none', 'model', 'workspace', 'service_tier', 'token_kind'] as const) {
            expect(totalCost(ask(store, grain, by).rows), `${grain} by ${by}`).toBe(counted);
          }
        }
        store.close();
      }),
      { ...seeded, numRuns: 12 },
    );
  });

  function holdBill(
    store: HistoryStore,
    bill: readonly ({ readonly day: number; readonly cents: number } & Record<string, unknown>)[],
  ) {
    const days = [...new Set(bill.map(({ day }) => day))].map((day) => ({
      start: dayAt(new Date(FROM + day * DAY_MS).toISOString()),
      rows: bill
        .filter((row) => row.day === day)
        .map(({ cents, day: _, ...some }) => costRow(cents, some)),
    }));
    expect(store.replaceDays({ from: FROM, to: TO }, days, NOW).ok).toBe(true);
  }

  it('reading it twice gives the same rows', () => {
    const store = openMemoryStore();
    holdHours(store, [use('2026-11-03T05:00:00Z'), use('2026-11-03T05:00:00Z', { speed: 'fast' })]);
    expect(ask(store, 'week', 'model')).toEqual(ask(store, 'week', 'model'));
  });

  it('storing the same hours again changes nothing', () => {
    const store = openMemoryStore();
    const uses = [use('2026-11-03T05:00:00Z'), use('2026-11-04T05:00:00Z', { model: null })];
    holdHours(store, uses);
    const once = ask(store, 'day', 'model').rows;
    holdHours(store, uses);
    expect(ask(store, 'day', 'model').rows).toEqual(once);
  });
});
