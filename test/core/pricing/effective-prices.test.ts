import { describe, expect, it } from 'vitest';
import { effectivePrices } from '../../../src-main/core/pricing/effective-prices.js';
import { estimateCosts } from '../../../src-main/core/pricing/estimate-costs.js';
import { priceMark } from '../../../src-main/core/pricing/price-mark.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import { widenEstimate } from '../../../src-main/core/pricing/widen-estimate.js';
import type { PriceOverride } from '../../../src-main/shared/settings.js';
import type { PricedDimensions } from '../../../src-main/shared/usage.js';
import { at, priced, tokens } from '../../fakes/figures.js';

const NOVEMBER = '2026-11-20T14:00:00Z';

const own = (model: string, output: number, from: string | null = null): PriceOverride => ({
  model,
  from,
  uncachedInput: 1,
  cacheCreation5m: 1.25,
  cacheCreation1h: 2,
  cacheRead: 0.1,
  output,
});

/** Dollars per million output tokens; null: no price. */
function outputOf(
  overrides: readonly PriceOverride[],
  model: string,
  when = NOVEMBER,
  some: Partial<PricedDimensions> = {},
): number | null {
  const dimensions = priced({ model, inferenceGeo: 'global', ...some });
  const table = effectivePrices(priceTable, overrides);
  const costs = estimateCosts(table, dimensions, tokens({ output: 1_000_000 }), at(when));
  return costs && costs.output / 100_000_000;
}

describe('an own price of a model that the table knows', () => {
  it('counts from its UTC day on, and the table’s before', () => {
    const overrides = [own('claude-opus-5-5', 3, '2026-11-10')];
    expect(outputOf(overrides, 'claude-opus-5-5', '2026-11-09T23:59:59Z')).toBe(20);
    expect(outputOf(overrides, 'claude-opus-5-5', '2026-11-10T00:00:00Z')).toBe(3);
    expect(outputOf(overrides, 'claude-opus-5-5', '2030-01-01T00:00:00Z')).toBe(3);
    expect(outputOf(overrides, 'claude-opus-5', '2026-11-10T00:00:00Z')).toBe(25);
  });

  it('without a day counts always, also before the table’s first', () => {
    const overrides = [own('claude-opus-5-5', 3)];
    expect(outputOf([], 'claude-opus-5-5', '2026-09-21T12:00:00Z')).toBeNull();
    expect(outputOf(overrides, 'claude-opus-5-5', '2026-09-21T12:00:00Z')).toBe(3);
    expect(outputOf(overrides, 'claude-opus-5-5')).toBe(3);
  });

  it('makes periods, several of them in any order', () => {
    const overrides = [
      own('claude-opus-5-5', 7, '2026-11-15'),
      own('claude-opus-5-5', 5, '2026-11-01'),
    ];
    const on = (day: string) => outputOf(overrides, 'claude-opus-5-5', `${day}T12:00:00Z`);
    expect([on('2026-10-31'), on('2026-11-01'), on('2026-11-14'), on('2026-11-15')]).toEqual([
      20, 5, 5, 7,
    ]);
  });

  it('of one day the one entered last counts', () => {
    const day = '2026-11-01';
    const overrides = [own('claude-opus-5', 7, day), own('claude-opus-5', 5, day)];
    expect(outputOf(overrides, 'claude-opus-5')).toBe(5);
  });

  it('counts across the table’s own change of price', () => {
    const overrides = [own('claude-sonnet-5-5', 3, '2026-10-01')];
    const on = (day: string) => outputOf(overrides, 'claude-sonnet-5-5', `${day}T12:00:00Z`);
    expect([on('2026-09-30'), on('2026-10-06'), on('2026-10-07')]).toEqual([10, 3, 3]);
  });

  it('leaves the table’s fast rates with their days', () => {
    const overrides = [own('claude-opus-4-8', 3)];
    const fast = { speed: 'fast' };
    expect(outputOf(overrides, 'claude-opus-4-8', '2026-11-29T12:00:00Z', fast)).toBe(50);
    expect(outputOf(overrides, 'claude-opus-4-8', '2026-11-30T12:00:00Z', fast)).toBe(3);
  });

  it('leaves the table’s long-context rates with their days', () => {
    const overrides = [own('claude-sonnet-4-5', 3)];
    const long = { contextWindow: '200k-1M' };
    expect(outputOf(overrides, 'claude-sonnet-4-5', '2026-04-29T12:00:00Z', long)).toBe(22.5);
    expect(outputOf(overrides, 'claude-sonnet-4-5', '2026-04-30T12:00:00Z', long)).toBe(3);
  });

  it('leaves what the table had before its first change of price', () => {
    const overrides = [own('claude-sonnet-4', 3, '2026-06-01')];
    expect(outputOf(overrides, 'claude-sonnet-4', '2024-01-01T12:00:00Z')).toBe(15);
    const long = { contextWindow: '200k-1M' };
    expect(outputOf(overrides, 'claude-sonnet-4', '2024-01-01T12:00:00Z', long)).toBe(22.5);
    expect(outputOf(overrides, 'claude-sonnet-4', '2026-05-31T12:00:00Z', long)).toBe(15);
  });

  it('does not lengthen what the table ends', () => {
    const ended = {
      ...priceTable,
      models: priceTable.models.map((model) =>
        model.id === 'claude-haiku-4-5'
          ? { ...model, periods: model.periods.map((one) => ({ ...one, to: '2026-06-01' })) }
          : model,
      ),
    };
    const table = effectivePrices(ended, [own('claude-haiku-4-5', 3, '2026-07-01')]);
    const on = (day: string) => {
      const dimensions = priced({ model: 'claude-haiku-4-5' });
      return estimateCosts(table, dimensions, tokens({ output: 2 }), at(`${day}T12:00:00Z`))
        ?.output;
    };
    expect([on('2026-05-31'), on('2026-06-01'), on('2026-07-01')]).toEqual([1000, undefined, 600]);
  });

  it('leaves batch and US rules', () => {
    const both = { serviceTier: 'batch', inferenceGeo: 'us' };
    expect(outputOf([own('claude-opus-5-5', 10)], 'claude-opus-5-5', NOVEMBER, both)).toBe(5.5);
    const us = { inferenceGeo: 'us' };
    expect(outputOf([own('claude-haiku-4-5', 10)], 'claude-haiku-4-5', NOVEMBER, us)).toBe(10);
  });

  it('has one band: an own price is no range', () => {
    const table = effectivePrices(priceTable, [own('claude-haiku-5-5', 3)]);
    const dimensions = priced({ model: 'claude-haiku-5-5' });
    const when = at(NOVEMBER);
    const costs = estimateCosts(table, dimensions, tokens({ output: 9 }), when);
    const use = {
      start: when,
      model: 'claude-haiku-5-5',
      serviceTier: 'standard',
      contextWindow: '',
      inferenceGeo: '',
      speed: '',
    };
    expect(costs && widenEstimate(table, use, costs)).toBeNull();
  });

  it('holds for every name that the model has', () => {
    const overrides = [own('claude-sonnet-4-5-20250929', 3)];
    expect(outputOf(overrides, 'claude-sonnet-4-5')).toBe(3);
    expect(outputOf(overrides, 'claude-sonnet-4-5-20260101')).toBe(3);
    expect(outputOf(overrides, 'claude-sonnet-4')).toBe(15);
  });
});

describe('an own price of a model that the table does not know', () => {
  it('adds it: matched exactly or without a date, never by prefix', () => {
    const overrides = [own('claude-opus-6', 30)];
    expect(outputOf(overrides, 'claude-opus-6')).toBe(30);
    expect(outputOf(overrides, 'claude-opus-6-20270101')).toBe(30);
    expect(outputOf(overrides, 'claude-opus-6-5')).toBeNull();
    expect(outputOf(overrides, 'claude-opus')).toBeNull();
    expect(outputOf([], 'claude-opus-6')).toBeNull();
  });

  it('has no price before its day', () => {
    const overrides = [own('claude-opus-6', 30, '2026-11-20')];
    expect(outputOf(overrides, 'claude-opus-6', '2026-11-19T23:00:00Z')).toBeNull();
    expect(outputOf(overrides, 'claude-opus-6')).toBe(30);
  });

  it('costs a tenth more in the US, and priority stays unpriced', () => {
    const overrides = [own('claude-opus-6', 30)];
    expect(outputOf(overrides, 'claude-opus-6', NOVEMBER, { inferenceGeo: 'us' })).toBe(33);
    expect(outputOf(overrides, 'claude-opus-6', NOVEMBER, { serviceTier: 'priority' })).toBeNull();
  });

  it('is also how a model known to have no price gets one', () => {
    const overrides = [own('claude-mythos-preview', 50)];
    expect(outputOf(overrides, 'claude-mythos-preview')).toBe(50);
    expect(effectivePrices(priceTable, overrides).withoutPrice).toEqual([]);
  });

  it('may be free of charge', () => {
    expect(outputOf([own('claude-opus-6', 0)], 'claude-opus-6')).toBe(0);
  });
});

describe('the effective table', () => {
  it('is the table itself without own prices', () => {
    expect(effectivePrices(priceTable, [])).toBe(priceTable);
  });

  it('is the same for equal lists, also when another was asked for in between', () => {
    const first = effectivePrices(priceTable, [own('claude-opus-6', 30)]);
    effectivePrices(priceTable, [own('claude-opus-6', 31)]);
    expect(effectivePrices(priceTable, [own('claude-opus-6', 30)])).toBe(first);
  });

  it('has no price where own rates make more of one row than can be counted', () => {
    const dimensions = priced({ model: 'claude-opus-6' });
    const table = effectivePrices(priceTable, [own('claude-opus-6', 100_000)]);
    const huge = tokens({ output: 90_000_000_000 });
    expect(estimateCosts(table, dimensions, huge, at(NOVEMBER))).toBeNull();
  });
});

describe('the mark of a table', () => {
  const marked = (...overrides: readonly PriceOverride[]) =>
    priceMark(effectivePrices(priceTable, overrides));

  it('is short, and equal for equal prices', () => {
    expect(priceMark(priceTable)).toMatch(/^[0-9a-f]{16}$/);
    expect(priceMark(structuredClone(priceTable))).toBe(priceMark(priceTable));
    expect(marked(own('claude-opus-6', 30))).toBe(marked(own('claude-opus-6', 30)));
  });

  it('differs with any rate, day or model', () => {
    const marks = [
      marked(),
      marked(own('claude-opus-6', 30)),
      marked(own('claude-opus-6', 30.00001)),
      marked(own('claude-opus-6', 30, '2026-11-20')),
      marked(own('claude-opus-6-5', 30)),
      marked(own('claude-opus-5', 30)),
      priceMark({ ...priceTable, usInferenceFactor: 1.2 }),
      priceMark({ ...priceTable, batchFactor: 0.4 }),
      priceMark({
        ...priceTable,
        models: priceTable.models.map((model) => ({ ...model, alsoMatch: [] })),
      }),
      priceMark({
        ...priceTable,
        models: priceTable.models.map((model) => ({ ...model, hasUsPremium: true })),
      }),
      priceMark({ ...priceTable, webSearchUsdPerRequest: 0.02 }),
      ...priceTable.models.map(({ id }) =>
        priceMark({ ...priceTable, models: priceTable.models.filter((model) => model.id !== id) }),
      ),
    ];
    expect(new Set(marks).size).toBe(marks.length);
  });

  it('differs with each rate of each period, and with the days of fast mode', () => {
    const marks = priceTable.models.flatMap((model, index) =>
      model.periods.flatMap((period, number) => {
        const changed = (next: typeof period) =>
          priceMark({
            ...priceTable,
            models: priceTable.models.with(index, {
              ...model,
              periods: model.periods.with(number, next),
            }),
          });
        const kinds = Object.keys(period.standard) as (keyof typeof period.standard)[];
        const { fast, longContext } = period;
        return [
          ...kinds.map((kind) =>
            changed({ ...period, standard: { ...period.standard, [kind]: 77 } }),
          ),
          ...(fast ? [changed({ ...period, fast: { ...fast, to: '2027-01-01' } })] : []),
          ...(fast
            ? [changed({ ...period, fast: { ...fast, rates: { ...fast.rates, output: 77 } } })]
            : []),
          ...(longContext
            ? kinds.map((kind) =>
                changed({
                  ...period,
                  longContext: { ...longContext, rates: { ...longContext.rates, [kind]: 77 } },
                }),
              )
            : []),
        ];
      }),
    );
    expect(new Set([...marks, priceMark(priceTable)]).size).toBe(marks.length + 1);
  });

  it('does not mind what people read: notes, sources, the version', () => {
    const words = priceTable.models.map((model) => ({ ...model, sources: [], note: 'other' }));
    expect(priceMark({ ...priceTable, version: 'other', models: words })).toBe(
      priceMark(priceTable),
    );
  });
});
