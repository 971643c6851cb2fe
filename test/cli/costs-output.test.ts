import { describe, expect, it } from 'vitest';
import { costsJson, costsText } from '../../src-main/cli/costs-output.js';
import { DAY_MS } from '../../src-main/shared/units.js';
import { inventCosts } from '../fixtures/costs.js';
import { dollars } from '../fixtures/money-figures.js';
import { NOW } from '../fixtures/snapshots.js';

const plain = inventCosts({ from: NOW - 7 * DAY_MS, to: NOW });
const otherCurrencies = [
  { currency: 'EUR', microunits: dollars(12) },
  { currency: 'GBP', microunits: dollars(0.5) },
];

describe('A28: what was billed in other currencies', () => {
  it('has a line each under the cost, and none where there is nothing', () => {
    const lines = costsText({ ...plain, otherCurrencies }).split('\n');
    expect(lines.slice(2, 4)).toEqual([
      'Also    12.00 EUR reported, not added',
      'Also    0.50 GBP reported, not added',
    ]);
    expect(costsText(plain)).not.toContain('Also');
  });

  it('is in --json beside the total, which it does not touch', () => {
    const printed = costsJson({ ...plain, otherCurrencies });
    expect(printed.otherCurrencies).toEqual(otherCurrencies);
    expect(printed.total).toEqual(costsJson(plain).total);
  });
});

describe('a model without a list price', () => {
  it('counts only as far as bills have named it', () => {
    const unpriced = [{ model: 'mystery-1', tokens: 41_200 }];
    expect(costsText({ ...plain, unpriced }).split('\n')).toContain(
      'Note    No list price for mystery-1 (41,200 tokens): counted only as far as bills have named it.',
    );
  });
});

describe('costs --json', () => {
  it('says of every group of figures where it is from', () => {
    const printed = costsJson(plain);
    const { groupsProvenance, before, scale, provenance } = printed;
    const traces = [
      ...[provenance, before.provenance, scale?.provenance],
      ...[printed.daysProvenance, printed.modelsProvenance, printed.causesProvenance],
      ...[printed.unpricedProvenance, printed.otherCurrenciesProvenance],
      ...Object.values(groupsProvenance),
    ];
    for (const trace of traces) {
      expect(trace).toMatchObject({
        fetchedAt: expect.stringMatching(/Z$/),
        asOf: null,
        formula: expect.stringMatching(/\w/),
        basis: expect.stringMatching(/\w/),
      });
    }
    expect(new Set(traces.map((trace) => trace?.formula)).size).toBe(traces.length);
  });

  it('with the analytics tells as of when they knew it, which is not when it was fetched', () => {
    const source = { ...plain.provenance, pair: 'analytics' as const };
    const { provenance, days } = costsJson({ ...plain, provenance: source });
    const { fetchedAt } = costsJson(plain).provenance;
    expect(provenance).toMatchObject({ fetchedAt: null, asOf: fetchedAt });
    expect(days.map((day) => day.fetchedAt)).toEqual(days.map(() => null));
    expect(days.map((day) => day.asOf)).toEqual(costsJson(plain).days.map((day) => day.fetchedAt));
  });
});
