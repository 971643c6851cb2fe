import { describe, expect, it } from 'vitest';
import type { DayStart } from '../../../src-main/shared/units.js';
import { billed, OLD_SONNET, OPUS, SONNET, worth } from './compared.js';
import { atShare, type Day, explain } from './explained.js';

describe('a difference of bills and estimates', () => {
  it('is cents read as dollars when bills are a hundred times as high', () => {
    const { causes } = explain(3, (day) => atShare(day, 100));
    expect(causes).toMatchObject([
      {
        kind: 'hundredfold',
        words: 'Bills are about 100 times the estimates, as if cents had been read as dollars.',
        days: 3,
        isPersistent: true,
      },
    ]);
    expect(explain(3, (day) => atShare(day, 0.01)).causes).toMatchObject([
      {
        kind: 'hundredfold',
        words:
          'Bills are about a hundredth of the estimates, as if dollars had been read as cents.',
      },
    ]);
  });

  it('is a hundredfold of one price alone, which keeps the others’ discount', () => {
    const { causes } = explain(4, (day) => {
      const [uses, bill] = atShare(day, 0.88);
      return [
        [...uses, worth(day, OLD_SONNET, 500)],
        [...bill, billed(day, OLD_SONNET, 4.4)],
      ];
    });
    expect(causes.map(({ kind }) => kind)).toEqual(['hundredfold', 'discount']);
  });

  it('is not cents read as dollars on too few days, or for too little of the money', () => {
    const kinds = (count: number, makeDay: Parameters<typeof explain>[1]) =>
      explain(count, makeDay).causes.map(({ kind }) => kind);
    expect(kinds(2, (day) => atShare(day, 100))).toEqual(['unknown']);
    expect(kinds(10, (day, index) => atShare(day, index < 4 ? 100 : 1))).toEqual(['unknown']);
    const ofSome = (day: DayStart): Day => [
      [worth(day, OPUS, 30), worth(day, SONNET, 70)],
      [billed(day, OPUS, 3000), billed(day, SONNET, 70)],
    ];
    expect(kinds(5, ofSome)).not.toContain('hundredfold');
    const lastTwo = explain(9, (day) => atShare(day, 100), { asked: 2 });
    expect(lastTwo.causes).toMatchObject([{ kind: 'hundredfold', days: 2 }]);
  });

  it('is not cents read as dollars when bills are twenty times as high', () => {
    expect(explain(2, (day) => atShare(day, 20)).causes).toMatchObject([{ kind: 'unknown' }]);
  });
});
