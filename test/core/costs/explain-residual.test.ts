import { describe, expect, it } from 'vitest';
import { usd } from '../../fakes/figures.js';
import {
  billed,
  compared,
  dayOf,
  OLD_SONNET,
  OPUS,
  SONNET,
  UNPRICED,
  useOf,
  worth,
} from './compared.js';
import { atShare, explain } from './explained.js';

describe('a difference of bills and estimates', () => {
  it('needs no cause while it is below half a per cent of the bill', () => {
    expect(explain(10, (day) => atShare(day, 1.004)).causes).toEqual([]);
    expect(explain(10, (day) => atShare(day, 1.006)).causes).not.toEqual([]);
  });

  it('counts only the days that a thing without a reason weighs on', () => {
    const { causes } = explain(5, (day, index) => atShare(day, index === 2 ? 1.2 : 1.001));
    expect(causes).toMatchObject([{ kind: 'unknown', days: 1, isPersistent: false }]);
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

  it('names no model where none has most of what is not explained', () => {
    const { causes } = explain(1, (day) => [
      [worth(day, OPUS, 50), worth(day, SONNET, 50)],
      [billed(day, OPUS, 60), billed(day, SONNET, 60)],
    ]);
    expect(causes[0]?.words).toBe(
      'Bills are $20.00 above the estimates for no reason that is known.',
    );
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
});
