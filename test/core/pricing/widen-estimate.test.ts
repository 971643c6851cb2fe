import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimateCosts } from '../../../src-main/core/pricing/estimate-costs.js';
import { type PriceTable, priceTable } from '../../../src-main/core/pricing/price-table.js';
import { widenEstimate } from '../../../src-main/core/pricing/widen-estimate.js';
import { TOKEN_KINDS, type TokenCounts } from '../../../src-main/shared/usage.js';
import { seeded, someTokens } from '../../fakes/arbitraries.js';
import { at, priced, tokens } from '../../fakes/figures.js';

const WHEN = at('2026-11-20T14:00:00Z');
const HAIKU = { model: 'claude-haiku-5-5', inferenceGeo: 'global' };

/** Every request in the dearer band. */
const dearTable: PriceTable = {
  ...priceTable,
  models: priceTable.models.map((model) => ({
    ...model,
    periods: model.periods.map((period) =>
      period.overBand ? { ...period, standard: period.overBand.rates } : period,
    ),
  })),
};

function widen(some: Parameters<typeof priced>[0], counts: TokenCounts, when = WHEN) {
  const dimensions = priced({ ...HAIKU, ...some });
  const costs = estimateCosts(priceTable, dimensions, counts, when);
  if (!costs) throw new Error('no price');
  const text = (value: string | null) => value ?? '';
  const use = {
    start: when,
    model: text(dimensions.model),
    serviceTier: text(dimensions.serviceTier),
    contextWindow: text(dimensions.contextWindow),
    inferenceGeo: text(dimensions.inferenceGeo),
    speed: text(dimensions.speed),
  };
  return {
    low: costs,
    high: widenEstimate(priceTable, use, costs),
    dear: estimateCosts(dearTable, dimensions, counts, when),
  };
}

describe('the upper bound of an estimate', () => {
  it('is the price of the dearer band, kind by kind', () => {
    const million = Object.fromEntries(TOKEN_KINDS.map((kind) => [kind, 1_000_000]));
    const { high } = widen({}, tokens(million));
    expect(high).toEqual({
      uncachedInput: 50_000_000,
      cacheCreation5m: 62_500_000,
      cacheCreation1h: 100_000_000,
      cacheRead: 5_000_000,
      output: 250_000_000,
      webSearchRequests: 1_000_000_000_000,
    });
  });

  it('holds for batch and US inference as they are: their factors stand in both bands', () => {
    for (const serviceTier of ['standard', 'batch']) {
      for (const inferenceGeo of ['global', 'us']) {
        const { high, dear } = widen({ serviceTier, inferenceGeo }, tokens({ output: 1_000_000 }));
        expect(high).toEqual(dear);
      }
    }
  });

  it('differs from the dearer band by rounding alone, whatever was used', () => {
    const tier = fc.constantFrom('standard', 'batch', 'flex');
    const geo = fc.constantFrom('us', 'global', 'not_available');
    fc.assert(
      fc.property(someTokens, tier, geo, (counts, serviceTier, inferenceGeo) => {
        const { low, high, dear } = widen({ serviceTier, inferenceGeo }, counts);
        for (const kind of TOKEN_KINDS) {
          const off = Math.abs((high?.[kind] ?? Number.NaN) - (dear?.[kind] ?? Number.NaN));
          // Half a microcent of the estimate, five times as dear.
          expect(off, kind).toBeLessThanOrEqual(3);
          expect(high?.[kind], kind).toBeGreaterThanOrEqual(low[kind]);
          expect(Number.isSafeInteger(high?.[kind])).toBe(true);
        }
      }),
      seeded,
    );
  });

  it('rounds half up, and leaves rates of their own alone, where a table has such', () => {
    const rates = (usd: number) => ({
      uncachedInput: usd,
      cacheCreation5m: usd,
      cacheCreation1h: usd,
      cacheRead: usd,
      output: usd,
    });
    const period = {
      from: null,
      to: null,
      standard: rates(0.02),
      fast: { from: null, to: null, rates: rates(9) },
      overBand: { thresholdPromptTokens: 1000, rates: rates(0.05) },
    };
    const [model] = priceTable.models;
    if (!model) throw new Error('no model');
    const table = { ...priceTable, models: [{ ...model, periods: [period] }] };
    const high = (speed: string) => {
      const dimensions = priced({ model: model.id, speed, serviceTier: 'batch' });
      const costs = estimateCosts(table, dimensions, tokens({ output: 1, cacheRead: 2 }), WHEN);
      const place = { model: model.id, serviceTier: 'batch', contextWindow: '', inferenceGeo: '' };
      return costs && widenEstimate(table, { ...place, speed, start: WHEN }, costs);
    };
    // One microcent, two and a half times as dear.
    expect(high('standard')).toMatchObject({ output: 3, cacheRead: 5 });
    expect(high('fast')).toBeNull();
  });

  it('is not known for a model with one band', () => {
    for (const { id, periods } of priceTable.models) {
      if (periods.at(-1)?.overBand) continue;
      expect(widen({ model: id }, tokens({ output: 1000 })).high, id).toBeNull();
    }
  });
});
