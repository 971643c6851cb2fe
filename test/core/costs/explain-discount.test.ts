import { describe, expect, it } from 'vitest';
import { usd } from '../../fakes/figures.js';
import { billed, HAIKU, OLD_SONNET, OPUS, SONNET, useOf, worth } from './compared.js';
import { atShare, explain, wordsOf } from './explained.js';

describe('a difference of bills and estimates', () => {
  it('is a discount when all models are billed at one share on most days', () => {
    const { causes, causeOf, residual } = explain(10, (day, index) =>
      atShare(day, index === 4 ? 1 : 0.88),
    );
    expect(causes).toEqual([
      {
        kind: 'discount',
        words:
          'Bills are 12.0 % below list prices on 9 of the last 10 days: likely a contract discount.',
        microcents: residual,
        days: 9,
        isPersistent: true,
      },
    ]);
    expect(residual).toBe(usd(-9 * 12));
    expect(causeOf(OPUS, 'standard')).toBe('discount');
  });

  it('is a discount on searches as well', () => {
    const { causes } = explain(5, (day) => {
      const [uses, bill] = atShare(day, 0.9);
      const searched = useOf(day, OPUS, { webSearchRequests: 1000 });
      const found = billed(day, '', 9, { serviceTier: '', kind: 'web_search' });
      return [
        [...uses, searched],
        [...bill, found],
      ];
    });
    expect(causes).toMatchObject([{ kind: 'discount', microcents: usd(-5 * 11), days: 5 }]);
    expect(causes[0]?.words).toContain('on all 5 days');
  });

  it('may be a lower price where only one model was used', () => {
    const { causes } = explain(4, (day) => [[worth(day, OPUS, 60)], [billed(day, OPUS, 48)]]);
    expect(causes[0]?.words).toBe(
      'Bills are 20.0 % below list prices on all 4 days: likely a contract discount, or a lower price of the one model used.',
    );
  });

  it('is a missing price when all models are billed above it', () => {
    const { causes } = explain(8, (day) => atShare(day, 1.1));
    expect(causes).toMatchObject([{ kind: 'discount', days: 8, isPersistent: true }]);
    expect(causes[0]?.words).toMatch(/10\.0 % above list prices .* does not know yet\.$/);
  });

  it('is no discount on fewer than three days', () => {
    const { causes } = explain(7, (day, index) => atShare(day, index < 2 ? 0.88 : 1));
    expect(causes).toEqual([
      {
        kind: 'unknown',
        words:
          'Bills are $24.00 below the estimates for no reason that is known, most of it for claude-opus-5-5.',
        microcents: usd(-24),
        days: 2,
        isPersistent: false,
      },
    ]);
  });

  it('is a discount from its third day on', () => {
    const sinceDay = (first: number) =>
      explain(7, (day, index) => atShare(day, index < first ? 1 : 0.88)).causes;
    expect(sinceDay(4)).toMatchObject([{ kind: 'discount', days: 3, isPersistent: true }]);
    expect(sinceDay(5)).toMatchObject([{ kind: 'unknown', days: 2 }]);
    expect(explain(2, (day) => atShare(day, 0.88)).causes).toMatchObject([{ kind: 'unknown' }]);
  });

  it('is a discount where only a model of two bands was used, if it lies below both', () => {
    const onlyHaiku = (dollars: number) =>
      explain(4, (day) => [[worth(day, HAIKU, 10)], [billed(day, HAIKU, dollars)]]).causes;
    expect(onlyHaiku(8.8)).toMatchObject([{ kind: 'discount', microcents: usd(-4.8) }]);
    expect(onlyHaiku(30)).toMatchObject([{ kind: 'bands', microcents: usd(80) }]);
  });

  it('is a discount on a trifle as well, however its cents were rounded', () => {
    const { causes } = explain(4, (day) => {
      const [uses, bill] = atShare(day, 0.88);
      return [
        [...uses, worth(day, OLD_SONNET, 0.045)],
        [...bill, billed(day, OLD_SONNET, 0.06)],
      ];
    });
    expect(causes).toMatchObject([{ kind: 'discount', microcents: usd(-47.94) }]);
  });

  it('is no discount when it ended more than a week ago', () => {
    const { causes } = explain(14, (day, index) => atShare(day, index < 6 ? 0.88 : 1));
    expect(causes).toMatchObject([{ kind: 'unknown', days: 6, isPersistent: false }]);
  });

  it('is no contract discount when the models or the days do not agree', () => {
    const models = explain(7, (day) => [
      [worth(day, OPUS, 60), worth(day, SONNET, 40)],
      [billed(day, OPUS, 48), billed(day, SONNET, 39)],
    ]);
    expect(models.causes.map(({ words }) => words)).toEqual([
      'claude-opus-5-5 is billed 20.0 % below our price on all 7 days: its price has likely changed.',
      'Bills are $7.00 below the estimates for no reason that is known, most of it for claude-sonnet-5-5.',
    ]);
    const days = explain(7, (day, index) => atShare(day, 0.6 + index * 0.05));
    expect(days.causes).toMatchObject([{ kind: 'unknown', isPersistent: true }]);
  });

  it('leaves one model out of a discount that the others have', () => {
    const { causes, causeOf } = explain(7, (day) => {
      const [uses, bill] = atShare(day, 0.9);
      return [
        [...uses, worth(day, OLD_SONNET, 10)],
        [...bill, billed(day, OLD_SONNET, 14)],
      ];
    });
    expect(causes.map(({ kind }) => kind)).toEqual(['discount', 'unknown']);
    expect(causeOf(OLD_SONNET, 'standard')).toBe('unknown');
    expect(causeOf(SONNET, 'standard')).toBe('discount');
  });

  it('is the discount that the weeks before show, however few days are asked for', () => {
    const sinceDay = (first: number, asked: number, endsNow: boolean) =>
      explain(28, (day, index) => atShare(day, index < first ? 1 : 0.88), { asked, endsNow });
    const { causes, residual } = sinceDay(2, 2, true);
    expect(causes).toEqual([
      {
        kind: 'discount',
        words:
          'Bills are 12.0 % below list prices on 26 of the last 28 days: likely a contract discount.',
        microcents: residual,
        days: 2,
        isPersistent: true,
      },
    ]);
    expect(wordsOf(sinceDay(0, 1, true))[0]).toContain('on all of the last 28 days:');
    expect(wordsOf(sinceDay(2, 1, false))[0]).toContain('on 26 of the 28 days up to then:');
    expect(wordsOf(sinceDay(26, 2, true))[0]).toContain('for no reason that is known');
  });

  it('was on so many of the days asked for, not of the last, where they ended long ago', () => {
    const past = explain(10, (day, index) => atShare(day, index === 4 ? 1 : 0.88), {
      endsNow: false,
    });
    expect(wordsOf(past)[0]).toContain('on 9 of 10 days:');
  });

  it.each([
    [90, 10],
    [60, 40],
    [97, 3],
  ])('is the price of the one model that shows it, not a discount (%i to %i)', (opus, haiku) => {
    const two = explain(30, (day) => [
      [worth(day, OPUS, opus), worth(day, HAIKU, haiku)],
      [billed(day, OPUS, opus * 0.9), billed(day, HAIKU, haiku)],
    ]);
    expect(two.causes).toMatchObject([{ kind: 'discount', days: 30, isPersistent: true }]);
    expect(wordsOf(two)).toEqual([
      'claude-opus-5-5 is billed 10.0 % below our price on all 30 days: its price has likely changed.',
    ]);
    expect(two.causeOf(HAIKU, 'standard')).toBeNull();
  });

  it('may be a contract discount where what contradicts is a trifle', () => {
    const trifle = explain(5, (day) => [
      [worth(day, OPUS, 99), worth(day, SONNET, 1)],
      [billed(day, OPUS, 89.1), billed(day, SONNET, 1)],
    ]);
    expect(wordsOf(trifle)[0]).toMatch(
      /likely a contract discount, or a lower price of claude-opus-5-5\.$/,
    );
  });

  it('is a free plan or credits, never a contract, where bills are next to nothing', () => {
    const words =
      'Bills are almost nothing beside the estimates: credits or a free plan may pay for the use.';
    for (const share of [0, 0.003, 0.018]) {
      const almost = explain(4, (day) => atShare(day, share));
      expect(almost.causes).toMatchObject([{ kind: 'discount', words, days: 4 }]);
    }
    const once = explain(4, (day, index) => atShare(day, index === 1 ? 0 : 1));
    expect(wordsOf(once)[0]).toContain('beside the estimates on 1 of 4 days: credits');
    const oneModel = explain(4, (day) => [
      [worth(day, OPUS, 60), worth(day, SONNET, 40)],
      [billed(day, OPUS, 60), billed(day, SONNET, 0)],
    ]);
    expect(wordsOf(oneModel)).toEqual([
      'Bills are $160.00 below the estimates for no reason that is known, most of it for claude-sonnet-5-5.',
    ]);
  });
});
