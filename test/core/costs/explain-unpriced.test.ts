import { describe, expect, it } from 'vitest';
import { usd } from '../../fakes/figures.js';
import { billed, OPUS, UNPRICED, useOf, worth } from './compared.js';
import { atShare, explain } from './explained.js';

describe('a difference of bills and estimates', () => {
  it('is unpriced use, however little of the bill it is', () => {
    const { causes, causeOf } = explain(3, (day) => {
      const [uses, bill] = atShare(day, 1);
      return [
        [...uses, useOf(day, UNPRICED, { output: 5000 })],
        [...bill, billed(day, UNPRICED, 0.25)],
      ];
    });
    expect(causes).toEqual([
      {
        kind: 'unpriced',
        words:
          'claude-mythos-preview has no price in the table: $0.75 of the bills is in no estimate.',
        microcents: usd(0.75),
        days: 3,
        isPersistent: true,
      },
    ]);
    expect(causeOf(UNPRICED, 'standard')).toBe('unpriced');
  });

  it('is a bill of a model that nobody was seen to use and that has no price', () => {
    const { causes } = explain(1, (day) => [[], [billed(day, UNPRICED, 3)]]);
    expect(causes).toMatchObject([{ kind: 'unpriced', microcents: usd(3), days: 1 }]);
  });

  it('counts searches of a model without a price as unpriced', () => {
    const { causes } = explain(1, (day) => [
      [worth(day, OPUS, 10), useOf(day, UNPRICED, { output: 1, webSearchRequests: 300 })],
      [
        billed(day, OPUS, 10),
        billed(day, UNPRICED, 1),
        billed(day, '', 3, { serviceTier: '', kind: 'web_search' }),
      ],
    ]);
    expect(causes).toMatchObject([{ kind: 'unpriced', microcents: usd(4) }]);
    expect(causes[0]?.words).toBe(
      'claude-mythos-preview has no price in the table: $4.00 of the bills is in no estimate.',
    );
  });

  it('takes no more for such searches than the bill has', () => {
    const { causes } = explain(1, (day) => [
      [worth(day, OPUS, 10), useOf(day, UNPRICED, { output: 1, webSearchRequests: 300 })],
      [
        billed(day, OPUS, 10),
        billed(day, UNPRICED, 1),
        billed(day, '', 2, { serviceTier: '', kind: 'web_search' }),
      ],
    ]);
    expect(causes).toMatchObject([{ kind: 'unpriced', microcents: usd(3) }]);
  });
});
