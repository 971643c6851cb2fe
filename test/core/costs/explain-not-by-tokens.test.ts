import { describe, expect, it } from 'vitest';
import { usd } from '../../fakes/figures.js';
import { billed, OPUS, useOf, worth } from './compared.js';
import { atShare, explain, wordsOf } from './explained.js';

describe('a difference of bills and estimates', () => {
  it('is code execution and sessions, which are billed by time', () => {
    const { causes, causeOf } = explain(4, (day) => {
      const [uses, bill] = atShare(day, 1);
      const extra = { serviceTier: '' };
      return [
        uses,
        [
          ...bill,
          billed(day, '', 3, { ...extra, kind: 'code_execution' }),
          billed(day, '', 1, { ...extra, kind: 'session_usage' }),
        ],
      ];
    });
    expect(causes).toEqual([
      {
        kind: 'code-execution',
        words:
          'Code execution and time of managed agents are not billed by tokens: $16.00 of the bills is in no estimate.',
        microcents: usd(16),
        days: 4,
        isPersistent: true,
      },
    ]);
    expect(causeOf('', '')).toBe('code-execution');
  });

  it('is committed capacity where the bill has a priority tier', () => {
    const { causes } = explain(3, (day) => {
      const [uses, bill] = atShare(day, 1);
      const committed = useOf(day, OPUS, { output: 1000 }, 'priority');
      return [
        [...uses, committed],
        [...bill, billed(day, OPUS, 5, { serviceTier: 'priority' })],
      ];
    });
    expect(causes).toMatchObject([
      {
        kind: 'priority',
        words:
          'Use of the priority tier is paid for as committed capacity, $15.00 on these bills, and is in no estimate.',
        microcents: usd(15),
        days: 3,
      },
    ]);
  });

  it('names committed capacity beside a difference even when it is on no bill', () => {
    const { causes } = explain(3, (day) => {
      const [uses, bill] = atShare(day, 1.5);
      return [[...uses, useOf(day, OPUS, { output: 1000 }, 'priority')], bill];
    });
    expect(causes).toContainEqual({
      kind: 'priority',
      words: 'Use of the priority tier is paid for as committed capacity and is in no estimate.',
      microcents: 0,
      days: 3,
      isPersistent: true,
    });
  });

  it('keeps the sign of a credit', () => {
    const credited = explain(1, (day) => {
      const [uses, bill] = atShare(day, 1);
      return [
        uses,
        [
          ...bill,
          billed(day, '', -500, { serviceTier: '', kind: 'credit' }),
          billed(day, '', 3, { serviceTier: '', kind: 'code_execution' }),
        ],
      ];
    });
    expect(credited.causes).toMatchObject([{ kind: 'code-execution', microcents: usd(-497) }]);
    expect(wordsOf(credited)).toEqual([
      'Code execution is not billed by tokens: $3.00 of the bills is in no estimate. Credit takes $500.00 off the bills.',
    ]);
  });

  it('is told from a credit as from a charge', () => {
    const { causes, residual } = explain(3, (day) => [
      [worth(day, OPUS, 50)],
      [billed(day, OPUS, 50), billed(day, '', -20, { serviceTier: '', kind: 'credit' })],
    ]);
    expect(residual).toBe(usd(-60));
    expect(causes).toMatchObject([{ kind: 'code-execution', microcents: usd(-60) }]);
  });
});
