import { describe, expect, it } from 'vitest';
import { type PricePeriod, priceTable } from '../../../src-main/core/pricing/price-table.js';
import { parsePriceTable } from '../../../src-main/core/pricing/price-table-schema.js';

const periods = priceTable.models.flatMap(({ id, periods: all }) =>
  all.map((period, index) => ({ id, period, next: all[index + 1] })),
);
const ratesOf = ({ standard, fast, longContext, overBand }: PricePeriod) =>
  [standard, fast?.rates, longContext?.rates, overBand?.rates].filter((rates) => !!rates);

describe('the bundled price table', () => {
  it('names each model and alias once', () => {
    const names = priceTable.models.flatMap(({ id, alsoMatch }) => [id, ...alsoMatch]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has for each model periods that adjoin and end open', () => {
    for (const { id, period, next } of periods) {
      if (next) expect(next.from, id).toBe(period.to);
      else expect(period.to, id).toBeNull();
      if (period.from !== null && period.to !== null) expect(period.from < period.to).toBe(true);
    }
  });

  it('has rates that are whole thousandths of a microcent, so that none is rounded away', () => {
    for (const { id, period } of periods) {
      for (const rate of ratesOf(period).flatMap((rates) => Object.values(rates))) {
        expect(rate, id).toBeGreaterThan(0);
        expect(Math.abs(rate * 100_000 - Math.round(rate * 100_000)), id).toBeLessThan(1e-6);
      }
    }
  });

  it('orders the rates: read < input < write 5 m < write 1 h < output', () => {
    for (const { id, period } of periods) {
      for (const rates of ratesOf(period)) {
        const { cacheRead, uncachedInput, cacheCreation5m, cacheCreation1h, output } = rates;
        const ordered = [cacheRead, uncachedInput, cacheCreation5m, cacheCreation1h, output];
        expect(
          [...ordered].sort((a, b) => a - b),
          id,
        ).toEqual(ordered);
        expect(new Set(ordered).size, id).toBe(5);
      }
    }
  });

  it('writes at 1.25 and 2 times the input rate, but for one rounded published price', () => {
    for (const { id, period } of periods) {
      for (const { uncachedInput, cacheCreation5m, cacheCreation1h } of ratesOf(period)) {
        expect(cacheCreation1h, id).toBeCloseTo(2 * uncachedInput, 10);
        if (id === 'claude-3-haiku') expect(cacheCreation5m).toBe(0.3);
        else expect(cacheCreation5m, id).toBeCloseTo(1.25 * uncachedInput, 10);
      }
    }
  });

  it('never makes fast or long context cheaper than standard', () => {
    for (const { id, period } of periods) {
      for (const rates of ratesOf(period)) {
        expect(rates.output, id).toBeGreaterThanOrEqual(period.standard.output);
        expect(rates.uncachedInput, id).toBeGreaterThanOrEqual(period.standard.uncachedInput);
      }
    }
  });

  it('keeps the factors and the search price of the contract', () => {
    const { batchFactor, usInferenceFactor, webSearchUsdPerRequest } = priceTable;
    expect({ batchFactor, usInferenceFactor, webSearchUsdPerRequest }).toEqual({
      batchFactor: 0.5,
      usInferenceFactor: 1.1,
      webSearchUsdPerRequest: 0.01,
    });
  });

  it('names a source for each model and the models known to have no price', () => {
    for (const { id, sources } of priceTable.models) expect(sources.length, id).toBeGreaterThan(0);
    expect(priceTable.withoutPrice).toEqual(['claude-mythos-preview']);
  });

  it('explains each source once, with its date and where to find it, and uses each', () => {
    const used = new Set(priceTable.models.flatMap(({ sources }) => sources));
    expect([...used].filter((id) => !priceTable.sources[id])).toEqual([]);
    for (const [id, { date, what, where }] of Object.entries(priceTable.sources)) {
      expect(used.has(id), id).toBe(true);
      expect(date, id).toMatch(/^2026-\d{2}(-\d{2})?( to 2026-\d{2}(-\d{2})?)?$/);
      expect(what, id).not.toBe('');
      expect(where, id).toMatch(/[a-z]+\.(com|ai)\//);
    }
  });

  it('calls official only what Anthropic states whole, and says of the rest what is not', () => {
    for (const { id, confidence, unofficial = [], note } of priceTable.models) {
      expect(confidence, id).toBe(unofficial.length > 0 ? 'part third-party' : 'official');
      if (unofficial.length > 0) expect(note, id).toBeDefined();
    }
    const inPart = priceTable.models.filter(({ confidence }) => confidence !== 'official');
    expect(inPart.map(({ id }) => id)).toEqual([
      'claude-fable-5-2',
      'claude-mythos-5-2',
      'claude-opus-5-5',
      'claude-sonnet-5-5',
      'claude-haiku-5-5',
    ]);
  });

  it.each([
    ['no models at all', { models: undefined }],
    ['a negative rate', { models: [withInput(-1)] }],
    ['a rate as text', { models: [withInput('5')] }],
    ['a model without a period', { models: [{ ...priceTable.models[0], periods: [] }] }],
    ['a date of another form', { models: [withFrom('2026-1-1')] }],
  ])('throws on %s: a bad table is a mistake of ours', (_, change) => {
    expect(() => parsePriceTable({ ...priceTable, ...change })).toThrow();
    expect(priceTable).toMatchObject(parsePriceTable({ ...priceTable }));
  });
});

const firstPeriod = () => priceTable.models[0]?.periods[0];

function withInput(uncachedInput: unknown) {
  const standard = { ...firstPeriod()?.standard, uncachedInput };
  return { ...priceTable.models[0], periods: [{ ...firstPeriod(), standard }] };
}

function withFrom(from: string) {
  return { ...priceTable.models[0], periods: [{ ...firstPeriod(), from }] };
}
