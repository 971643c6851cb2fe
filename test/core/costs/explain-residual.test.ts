import { describe, expect, it } from 'vitest';
import { residualOf } from '../../../src-main/core/costs/compare-lines.js';
import { explainResidual } from '../../../src-main/core/costs/explain-residual.js';
import type { BillLine, PricedUse } from '../../../src-main/core/history-rows.js';
import type { DayStart } from '../../../src-main/shared/units.js';
import { usd } from '../../fakes/figures.js';
import {
  billed,
  compared,
  dayOf,
  HAIKU,
  OLD_SONNET,
  OPUS,
  SONNET,
  UNPRICED,
  useOf,
  worth,
} from './compared.js';

type Day = readonly [uses: readonly PricedUse[], bill: readonly BillLine[]];

/** Explains so many days, each made by the function; `asked`: only the last of them. */
function explain(
  count: number,
  makeDay: (day: DayStart, index: number) => Day,
  { asked = count, endsNow = true } = {},
) {
  const all = Array.from({ length: count }, (_, index) => dayOf(index));
  const made = all.map(makeDay);
  const recent = compared(
    made.flatMap(([uses]) => uses),
    made.flatMap(([, bill]) => bill),
  );
  const days = all.slice(-asked);
  const lines = recent.filter(({ day }) => days.some((one) => one === day));
  const explanation = explainResidual(
    { lines, days },
    { readRecent: () => ({ lines: recent, days: all }), endsNow },
  );
  const residual = lines.reduce((sum, line) => sum + residualOf(line), 0);
  const explained = explanation.causes.reduce((sum, { microcents }) => sum + microcents, 0);
  if (explanation.causes.length > 0) expect(explained).toBe(residual);
  return { ...explanation, residual };
}
const wordsOf = ({ causes }: ReturnType<typeof explain>) => causes.map(({ words }) => words);

/** Two models, billed at a share of what they are estimated at. */
const atShare = (day: DayStart, share: number): Day => [
  [worth(day, OPUS, 60), worth(day, SONNET, 40)],
  [billed(day, OPUS, 60 * share), billed(day, SONNET, 40 * share)],
];

describe('a difference of bills and estimates', () => {
  it('needs no cause while it is below half a per cent of the bill', () => {
    expect(explain(10, (day) => atShare(day, 1.004)).causes).toEqual([]);
    expect(explain(10, (day) => atShare(day, 1.006)).causes).not.toEqual([]);
  });

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

  it('counts only the days that a thing without a reason weighs on', () => {
    const { causes } = explain(5, (day, index) => atShare(day, index === 2 ? 1.2 : 1.001));
    expect(causes).toMatchObject([{ kind: 'unknown', days: 1, isPersistent: false }]);
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

  it('without a reason lasts where it is slight on each day but there on all', () => {
    const { causes } = explain(30, (day) => {
      const [uses, bill] = atShare(day, 0.88);
      return [
        [...uses, worth(day, OLD_SONNET, 1)],
        [...bill, billed(day, OLD_SONNET, 1.2)],
      ];
    });
    expect(causes).toMatchObject([
      { kind: 'discount', days: 30 },
      { kind: 'unknown', days: 30, isPersistent: true },
    ]);
  });

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

  it('is not cents read as dollars when bills are twenty times as high', () => {
    expect(explain(2, (day) => atShare(day, 20)).causes).toMatchObject([{ kind: 'unknown' }]);
  });

  it('names no model where none has most of what is not explained', () => {
    const { causes } = explain(1, (day) => [
      [worth(day, OPUS, 50), worth(day, SONNET, 50)],
      [billed(day, OPUS, 60), billed(day, SONNET, 60)],
    ]);
    expect(causes[0]?.words).toBe(
      'Bills are $20.00 above the estimates for no reason that is known.',
    );
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

  it('says nothing of a rest that rounding explains, and leaves nothing out', () => {
    const causesWith = (unexplained: number) =>
      explain(3, (day) => [
        [worth(day, OPUS, 50)],
        [billed(day, OPUS, 50 + unexplained), billed(day, UNPRICED, 10)],
      ]).causes.map(({ kind, microcents }) => [kind, microcents]);
    expect(causesWith(0.001)).toEqual([['unpriced', usd(30.003)]]);
    expect(causesWith(0.002)).toEqual([
      ['unpriced', usd(30)],
      ['unknown', usd(0.006)],
    ]);
  });

  it('keeps batch and standard apart', () => {
    const { causeOf } = explain(3, (day) => [
      [worth(day, OPUS, 50), useOf(day, OPUS, { output: 1_000_000 }, 'batch')],
      [billed(day, OPUS, 50), billed(day, OPUS, 20, { serviceTier: 'batch' })],
    ]);
    expect(causeOf(OPUS, 'standard')).toBeNull();
    expect(causeOf(OPUS, 'batch')).toBe('unknown');
  });

  it('compares use of a tier that the bill does not know with the standard tier', () => {
    const uses = [
      worth(dayOf(0), OPUS, 50),
      useOf(dayOf(0), OPUS, { output: 1_000_000 }, 'flex'),
      useOf(dayOf(0), OPUS, { output: 1_000_000 }, 'batch'),
    ];
    const lines = compared(uses, [billed(dayOf(0), OPUS, 70)]);
    expect(
      lines.map(({ serviceTier, reported, estimated }) => [serviceTier, reported, estimated]),
    ).toEqual([
      ['standard', usd(70), usd(70)],
      ['batch', 0, usd(10)],
    ]);
    const named = explain(3, (day) => [
      [worth(day, OPUS, 50), useOf(day, OPUS, { output: 1_000_000 }, 'flex')],
      [billed(day, OPUS, 50), billed(day, OPUS, 10, { serviceTier: 'flex' })],
    ]);
    expect(named.causeOf(OPUS, 'flex')).toBe('unknown');
    expect(named.causeOf(OPUS, 'standard')).toBeNull();
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
