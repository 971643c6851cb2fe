import { describe, expect, it } from 'vitest';
import { estimateCosts } from '../../../src-main/core/pricing/estimate-costs.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import type { KindCosts, PricedDimensions, TokenKind } from '../../../src-main/shared/usage.js';
import { at, priced, tokens } from '../../fakes/figures.js';

const NOVEMBER_2026 = '2026-11-20T14:00:00Z';
const MILLION = tokens({
  uncachedInput: 1_000_000,
  cacheCreation5m: 1_000_000,
  cacheCreation1h: 1_000_000,
  cacheRead: 1_000_000,
  output: 1_000_000,
});

const costs = (
  model: string,
  some: Partial<PricedDimensions> = {},
  when = NOVEMBER_2026,
  counts = MILLION,
): KindCosts | null =>
  estimateCosts(priceTable, priced({ model, inferenceGeo: 'global', ...some }), counts, at(when));

/** Dollars per million: input, write 5 m, write 1 h, read, output. */
function dollars(...question: Parameters<typeof costs>): number[] {
  const found = costs(...question);
  if (!found) throw new Error('no price');
  const { uncachedInput, cacheCreation5m, cacheCreation1h, cacheRead, output } = found;
  return [uncachedInput, cacheCreation5m, cacheCreation1h, cacheRead, output].map(
    (microcents) => microcents / 100_000_000,
  );
}

const one = (kind: TokenKind, count: number, model: string, some: Partial<PricedDimensions> = {}) =>
  costs(model, some, NOVEMBER_2026, tokens({ [kind]: count }))?.[kind];

describe('rates of each model in force on 20 November 2026, dollars per million', () => {
  it.each<[string, number[]]>([
    ['claude-fable-5-2', [8, 10, 16, 0.2, 40]],
    ['claude-mythos-5-2', [8, 10, 16, 0.2, 40]],
    ['claude-fable-5-1', [10, 12.5, 20, 0.25, 50]],
    ['claude-mythos-5-1', [10, 12.5, 20, 0.25, 50]],
    ['claude-fable-5', [10, 12.5, 20, 1, 50]],
    ['claude-mythos-5', [10, 12.5, 20, 1, 50]],
    ['claude-opus-5-5', [4, 5, 8, 0.2, 20]],
    ['claude-opus-5', [5, 6.25, 10, 0.5, 25]],
    ['claude-opus-4-8', [5, 6.25, 10, 0.5, 25]],
    ['claude-opus-4-7', [5, 6.25, 10, 0.5, 25]],
    ['claude-opus-4-6', [5, 6.25, 10, 0.5, 25]],
    ['claude-opus-4-5', [5, 6.25, 10, 0.5, 25]],
    ['claude-opus-4-1', [15, 18.75, 30, 1.5, 75]],
    ['claude-opus-4', [15, 18.75, 30, 1.5, 75]],
    ['claude-sonnet-5-5', [2, 2.5, 4, 0.1, 10]],
    ['claude-sonnet-5', [2, 2.5, 4, 0.2, 10]],
    ['claude-sonnet-4-6', [3, 3.75, 6, 0.3, 15]],
    ['claude-sonnet-4-5', [3, 3.75, 6, 0.3, 15]],
    ['claude-sonnet-4', [3, 3.75, 6, 0.3, 15]],
    ['claude-haiku-5-5', [0.1, 0.125, 0.2, 0.01, 0.5]],
    ['claude-haiku-4-5', [1, 1.25, 2, 0.1, 5]],
    ['claude-3-7-sonnet', [3, 3.75, 6, 0.3, 15]],
    ['claude-3-5-haiku', [0.8, 1, 1.6, 0.08, 4]],
    ['claude-3-haiku', [0.25, 0.3, 0.5, 0.03, 1.25]],
    ['claude-3-opus', [15, 18.75, 30, 1.5, 75]],
  ])('%s', (model, rates) => {
    expect(dollars(model)).toEqual(rates);
  });

  it('covers every model of the table, so a new one needs its line above', () => {
    expect(priceTable.models).toHaveLength(25);
  });
});

describe('exceptions from a tenth for cache reads', () => {
  const readShare = (model: string, when?: string) => {
    const [input = Number.NaN, , , read = Number.NaN] = dollars(model, {}, when);
    return read / input;
  };

  it.each([
    ['claude-fable-5-1', 0.025],
    ['claude-mythos-5-1', 0.025],
    ['claude-fable-5-2', 0.025],
    ['claude-mythos-5-2', 0.025],
    ['claude-opus-5-5', 0.05],
    ['claude-sonnet-5-5', 0.05],
    ['claude-opus-5', 0.1],
    ['claude-fable-5', 0.1],
  ])('%s reads at %f of its input rate', (model, share) => {
    expect(readShare(model)).toBeCloseTo(share, 12);
  });

  it('Sonnet 5.5 read at a tenth until 7 October 2026 and at a twentieth from that UTC day', () => {
    expect(readShare('claude-sonnet-5-5', '2026-10-06T23:00:00Z')).toBeCloseTo(0.1, 12);
    expect(readShare('claude-sonnet-5-5', '2026-10-07T00:00:00Z')).toBeCloseTo(0.05, 12);
  });
});

describe('batch', () => {
  it('halves every kind of token', () => {
    expect(dollars('claude-opus-5-5', { serviceTier: 'batch' })).toEqual([2, 2.5, 4, 0.1, 10]);
  });

  it('does not halve web searches: they are not tokens', () => {
    expect(one('webSearchRequests', 3, 'claude-opus-5-5', { serviceTier: 'batch' })).toBe(
      3_000_000,
    );
  });

  it('stacks with US inference to exactly 0.55', () => {
    const both = dollars('claude-opus-5-5', { serviceTier: 'batch', inferenceGeo: 'us' });
    expect(both).toEqual([2.2, 2.75, 4.4, 0.11, 11]);
  });

  it('stacks with the long-context rates of its time', () => {
    const some = { serviceTier: 'batch', contextWindow: '200k-1M' };
    expect(dollars('claude-sonnet-4-5', some, '2026-01-10T00:00:00Z')).toEqual([
      3, 3.75, 6, 0.3, 11.25,
    ]);
  });
});

describe('US inference', () => {
  it.each([
    'claude-opus-4-6',
    'claude-sonnet-4-6',
    'claude-opus-4-7',
    'claude-opus-4-8',
    'claude-opus-5',
    'claude-sonnet-5',
    'claude-sonnet-5-5',
    'claude-opus-5-5',
    'claude-haiku-5-5',
    'claude-fable-5',
    'claude-fable-5-1',
    'claude-fable-5-2',
  ])('costs a tenth more on every kind of %s', (model) => {
    const plain = costs(model);
    const inUs = costs(model, { inferenceGeo: 'us' });
    const kinds = ['uncachedInput', 'cacheCreation5m', 'cacheCreation1h', 'cacheRead', 'output'];
    for (const kind of kinds as TokenKind[]) {
      expect((inUs?.[kind] ?? 0) * 10).toBe((plain?.[kind] ?? Number.NaN) * 11);
    }
  });

  it.each([
    'claude-opus-4-5',
    'claude-opus-4-1',
    'claude-opus-4',
    'claude-sonnet-4-5',
    'claude-sonnet-4',
    'claude-haiku-4-5',
    'claude-3-haiku',
  ])('changes nothing for %s, which is older than Claude 4.6', (model) => {
    expect(costs(model, { inferenceGeo: 'us' })).toEqual(costs(model));
  });

  it.each(['global', 'not_available', 'eu', null])('costs nothing more with geo %s', (geo) => {
    expect(dollars('claude-opus-5-5', { inferenceGeo: geo })).toEqual([4, 5, 8, 0.2, 20]);
  });
});

describe('fast mode', () => {
  const fast = { speed: 'fast' };

  it.each<[string, number[]]>([
    ['claude-fable-5-2', [16, 20, 32, 0.4, 80]],
    ['claude-opus-5-5', [8, 10, 16, 0.4, 40]],
    ['claude-opus-5', [10, 12.5, 20, 1, 50]],
    ['claude-opus-4-8', [10, 12.5, 20, 1, 50]],
  ])('%s has rates of its own', (model, rates) => {
    expect(dollars(model, fast)).toEqual(rates);
  });

  it('applies the US factor on top', () => {
    expect(dollars('claude-opus-5-5', { ...fast, inferenceGeo: 'us' })).toEqual([
      8.8, 11, 17.6, 0.44, 44,
    ]);
  });

  it.each<[string, string, number, string, number]>([
    ['claude-opus-4-8', '2026-11-29T23:00:00Z', 50, '2026-11-30T00:00:00Z', 25],
    ['claude-opus-4-7', '2026-07-23T23:00:00Z', 150, '2026-07-24T00:00:00Z', 25],
    ['claude-opus-4-6', '2026-06-28T23:00:00Z', 150, '2026-06-29T00:00:00Z', 25],
  ])('%s: ended with %s (output %f), from %s on standard', (model, last, rate, first, standard) => {
    expect(dollars(model, fast, last)[4]).toBe(rate);
    expect(dollars(model, fast, first)[4]).toBe(standard);
  });

  it.each<[string, string, string]>([
    ['claude-opus-4-7', '2026-05-11T23:00:00Z', '2026-05-12T00:00:00Z'],
    ['claude-opus-4-6', '2026-02-06T23:00:00Z', '2026-02-07T00:00:00Z'],
  ])('%s: not before it began', (model, before, from) => {
    expect(dollars(model, fast, before)[4]).toBe(25);
    expect(dollars(model, fast, from)[4]).toBe(150);
  });

  it('covers the full context window: long context adds nothing to it', () => {
    const some = { ...fast, contextWindow: '200k-1M' };
    expect(dollars('claude-opus-4-6', some, '2026-03-01T00:00:00Z')).toEqual([
      30, 37.5, 60, 3, 150,
    ]);
  });

  it('takes only the exact word: another speed is priced as standard', () => {
    expect(dollars('claude-opus-5-5', { speed: null })).toEqual([4, 5, 8, 0.2, 20]);
    expect(dollars('claude-opus-5-5', { speed: 'standard' })).toEqual([4, 5, 8, 0.2, 20]);
  });
});

describe('long context', () => {
  const long = { contextWindow: '200k-1M' };

  it.each<[string, string, number[], string]>([
    ['claude-opus-4-6', '2026-03-12T23:00:00Z', [10, 12.5, 20, 1, 37.5], '2026-03-13T00:00:00Z'],
    ['claude-sonnet-4-6', '2026-03-12T23:00:00Z', [6, 7.5, 12, 0.6, 22.5], '2026-03-13T00:00:00Z'],
    ['claude-sonnet-4-5', '2026-04-29T23:00:00Z', [6, 7.5, 12, 0.6, 22.5], '2026-04-30T00:00:00Z'],
    ['claude-sonnet-4', '2026-04-29T23:00:00Z', [6, 7.5, 12, 0.6, 22.5], '2026-04-30T00:00:00Z'],
  ])('%s cost more through %s and no more after', (model, last, rates, first) => {
    expect(dollars(model, long, last)).toEqual(rates);
    expect(dollars(model, long, first)).toEqual(dollars(model, {}, first));
    expect(dollars(model, {}, last)).not.toEqual(rates);
  });

  it('has no premium on any model today', () => {
    for (const { id } of priceTable.models) expect(costs(id, long)).toEqual(costs(id));
  });
});

describe('rounding', () => {
  it.each([
    [1, 13],
    [2, 25],
    [3, 38],
    [1_000_001, 12_500_013],
  ])('Haiku 5.5 writes %d tokens at 12.5 microcents each for %d, half up', (count, cost) => {
    expect(one('cacheCreation5m', count, 'claude-haiku-5-5')).toBe(cost);
  });

  it('rounds once, after all factors: half of 12.5 is 6.25, times 1.1 is 6.875', () => {
    const some = { serviceTier: 'batch', inferenceGeo: 'us' };
    expect(one('cacheCreation5m', 1, 'claude-haiku-5-5', some)).toBe(7);
    expect(one('cacheCreation5m', 8, 'claude-haiku-5-5', some)).toBe(55);
  });

  it('charges one microcent for one token read by Haiku 5.5, not nothing', () => {
    expect(one('cacheRead', 1, 'claude-haiku-5-5')).toBe(1);
    expect(one('cacheRead', 1, 'claude-haiku-5-5', { serviceTier: 'batch' })).toBe(1);
  });

  it('uses the lower prompt band of Haiku 5.5: the report cannot tell the bands apart', () => {
    expect(one('output', 1_000_000, 'claude-haiku-5-5')).toBe(50_000_000);
  });

  it('stays exact for a hundred billion tokens of the dearest output', () => {
    expect(one('output', 100_000_000_000, 'claude-opus-4-1')).toBe(750_000_000_000_000);
  });

  it('throws rather than lose a microcent beyond what a number can hold', () => {
    expect(() => one('output', 9_000_000_000_000, 'claude-opus-4-1')).toThrow(RangeError);
  });
});

describe('what has no price', () => {
  it('A24: an unknown model has none, however near its name is', () => {
    for (const model of [
      'claude-opus-6',
      'claude-opus-5-5-preview',
      'claude-opus',
      'claude',
      'Claude-Opus-5-5',
      ' claude-opus-5-5',
      'claude-mythos-preview',
      '',
      '__proto__',
      'constructor',
    ]) {
      expect(costs(model), model).toBeNull();
    }
  });

  it('a row without a model has none', () => {
    const dimensions = priced({ model: null });
    expect(estimateCosts(priceTable, dimensions, MILLION, at(NOVEMBER_2026))).toBeNull();
  });

  it.each(['priority', 'priority_on_demand', 'priority_something_new'])(
    'the tier %s is committed capacity: not priced by the token',
    (serviceTier) => {
      expect(costs('claude-opus-5-5', { serviceTier })).toBeNull();
    },
  );

  it.each(['standard', 'flex', 'flex_discount', 'a_new_tier', null])(
    'the tier %s is priced as standard',
    (serviceTier) => {
      expect(costs('claude-opus-5-5', { serviceTier })).toEqual(costs('claude-opus-5-5'));
    },
  );

  it('no use of a priced model costs a known nothing', () => {
    expect(costs('claude-opus-5-5', {}, NOVEMBER_2026, tokens())).toEqual(tokens());
  });
});

describe('web search', () => {
  it('costs one cent for each request beside the tokens', () => {
    expect(one('webSearchRequests', 2, 'claude-haiku-5-5')).toBe(2_000_000);
    expect(one('webSearchRequests', 1000, 'claude-opus-5-5', { inferenceGeo: 'us' })).toBe(
      1_000_000_000,
    );
  });
});
