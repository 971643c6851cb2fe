import { describe, expect, it } from 'vitest';
import { usd } from '../../fakes/figures.js';
import { billed, HAIKU, worth } from './compared.js';
import { atShare, explain } from './explained.js';

describe('a difference of bills and estimates', () => {
  it('is the dearer band while the bill lies between both prices', () => {
    const withHaiku = (dollars: number) =>
      explain(3, (day) => {
        const [uses, bill] = atShare(day, 1);
        return [
          [...uses, worth(day, HAIKU, 10)],
          [...bill, billed(day, HAIKU, dollars)],
        ];
      }).causes;
    expect(withHaiku(30)).toEqual([
      {
        kind: 'bands',
        words:
          'claude-haiku-5-5 costs more for long prompts, which the usage report cannot tell apart: the bills lie between both prices.',
        microcents: usd(60),
        days: 3,
        isPersistent: true,
      },
    ]);
    expect(withHaiku(50)).toMatchObject([{ kind: 'bands' }]);
    expect(withHaiku(51)).toMatchObject([{ kind: 'unknown' }]);
    expect(withHaiku(8)).toMatchObject([{ kind: 'discount', microcents: usd(-6) }]);
  });

  it('parts a discount from the dearer band', () => {
    const { causes } = explain(4, (day) => {
      const [uses, bill] = atShare(day, 0.9);
      return [
        [...uses, worth(day, HAIKU, 10)],
        [...bill, billed(day, HAIKU, 27)],
      ];
    });
    expect(causes).toMatchObject([
      { kind: 'bands', microcents: usd(4 * 18) },
      { kind: 'discount', microcents: usd(4 * -11) },
    ]);
  });
});
