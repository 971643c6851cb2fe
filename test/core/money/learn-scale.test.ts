import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BilledDay, DayFigure } from '../../../src-main/core/money/billed-day.js';
import {
  expectDay,
  learnScale,
  SEARCHES,
  scaleKey,
} from '../../../src-main/core/money/learn-scale.js';
import { DAY_MS } from '../../../src-main/shared/units.js';
import { seeded } from '../../fakes/arbitraries.js';
import { dayAt, usd } from '../../fakes/figures.js';

const MON = dayAt('2026-11-02T00:00:00Z');
const OPUS = scaleKey('claude-opus-5-5', 'standard');
const HAIKU = scaleKey('claude-haiku-5-5', 'standard');
const NEW = scaleKey('claude-next-9', 'standard');

const figure = (measure: number, reported: number, isPriced = true): DayFigure => ({
  measure: usd(measure),
  reported: usd(reported),
  isPriced,
});
const dayOf = (
  index: number,
  figures: Readonly<Record<string, DayFigure>>,
  extras: Readonly<Record<string, number>> = {},
): BilledDay => ({
  day: MON + index * DAY_MS,
  figures: new Map(Object.entries(figures)),
  extras: new Map(Object.entries(extras).map(([kind, dollars]) => [kind, usd(dollars)])),
  isSettled: true,
});
const daysOf = (count: number, make: (index: number) => BilledDay) =>
  Array.from({ length: count }, (_, index) => make(index));

describe('without a bill', () => {
  it('an estimate is what the price table says, and unpriced use is unknown', () => {
    const scale = learnScale([]);
    expect(scale.ratioOf(OPUS, true)).toBe(1);
    expect(scale.ratioOf(NEW, false)).toBeNull();
    expect(scale.overall).toBeNull();
  });
});

describe('a contract discount', () => {
  const days = daysOf(14, () => dayOf(0, { [OPUS]: figure(10, 8.8), [SEARCHES]: figure(1, 0.88) }));
  const dated = days.map((day, index) => ({ ...day, day: MON + index * DAY_MS }));

  it('is learned for what was billed, and for models that were not yet', () => {
    const { ratioOf, overall } = learnScale(dated);
    expect(ratioOf(OPUS, true)).toBeCloseTo(0.88, 9);
    expect(ratioOf(HAIKU, true)).toBeCloseTo(0.88, 9);
    expect(overall?.ratio).toBeCloseTo(0.88, 9);
    expect(overall?.days).toBe(14);
  });

  it('bills that never surprise leave a narrow interval around what is shown', () => {
    const { overall } = learnScale(dated);
    expect(overall?.low).toBeGreaterThan(0.998);
    expect(overall?.high).toBeLessThan(1.002);
  });

  it('that begins is followed within days', () => {
    const changed = daysOf(20, (index) =>
      dayOf(index, { [OPUS]: figure(10, index < 15 ? 10 : 8) }),
    );
    expect(learnScale(changed).ratioOf(OPUS, true)).toBeLessThan(0.92);
  });
});

describe('each model by itself', () => {
  it('a model billed above its lower band does not move the others', () => {
    const days = daysOf(14, (index) =>
      dayOf(index, { [OPUS]: figure(10, 10), [HAIKU]: figure(1, 2) }),
    );
    const { ratioOf } = learnScale(days);
    expect(ratioOf(OPUS, true)).toBeCloseTo(1, 1);
    expect(ratioOf(HAIKU, true)).toBeGreaterThan(1.9);
  });

  it('a model without a price is known by its bills alone, and only once there is one', () => {
    const before = daysOf(3, (index) => dayOf(index, { [OPUS]: figure(10, 10) }));
    expect(learnScale(before).ratioOf(NEW, false)).toBeNull();
    const { ratioOf } = learnScale([
      ...before,
      dayOf(3, { [OPUS]: figure(10, 10), [NEW]: figure(2, 14, false) }),
    ]);
    expect(ratioOf(NEW, false)).toBeCloseTo(7, 9);
    expect(ratioOf(OPUS, true)).toBeCloseTo(1, 9);
    expect(ratioOf(NEW, true)).toBeCloseTo(1, 9);
  });

  it('a model that got a price starts afresh', () => {
    const days = [
      ...daysOf(5, (index) => dayOf(index, { [NEW]: figure(2, 14, false) })),
      dayOf(5, { [NEW]: figure(14, 14) }),
    ];
    expect(learnScale(days).ratioOf(NEW, true)).toBeCloseTo(1, 1);
  });
});

describe('what is not billed by the token', () => {
  const extraOf = (days: readonly BilledDay[], kind: string) => learnScale(days).extras.get(kind);

  it('is a share of what is, where it follows the use', () => {
    const days = daysOf(10, (index) => {
      const dollars = 10 + 5 * (index % 3);
      return dayOf(index, { [OPUS]: figure(dollars, dollars) }, { code_execution: dollars / 20 });
    });
    expect(extraOf(days, 'code_execution')).toEqual({ perDay: 0, share: 0.05 });
  });

  it('is so much a day, where it comes day by day whatever is used', () => {
    const days = daysOf(10, (index) =>
      dayOf(
        index,
        { [OPUS]: figure(0.01 + 5 * (index % 3), 0.01 + 5 * (index % 3)) },
        { session_usage: 20 },
      ),
    );
    expect(extraOf(days, 'session_usage')).toEqual({ perDay: usd(20), share: 0 });
  });

  it('is not expected again when it came once', () => {
    const days = daysOf(10, (index) =>
      dayOf(index, { [OPUS]: figure(10, 10) }, index === 9 ? { session_usage: 500 } : {}),
    );
    expect(extraOf(days, 'session_usage')).toBeUndefined();
    expect(expectDay(days, dayOf(10, { [OPUS]: figure(10, 10) }))).toBe(usd(10));
  });
});

describe('how sure it is', () => {
  it('too few bills say nothing about it', () => {
    const days = daysOf(5, (index) => dayOf(index, { [OPUS]: figure(10, 9) }));
    expect(learnScale(days).overall).toMatchObject({ low: null, high: null, days: 5 });
  });

  it('a bill of nothing counts as far off, and makes it wide', () => {
    const days = daysOf(20, (index) => dayOf(index, { [OPUS]: figure(10, index === 15 ? 0 : 10) }));
    expect(learnScale(days).overall?.low).toBeLessThan(0.5);
  });

  it('bills that swing make it wide', () => {
    const days = daysOf(20, (index) =>
      dayOf(index, { [OPUS]: figure(10, index % 2 === 0 ? 9 : 11) }),
    );
    const { overall } = learnScale(days);
    expect(overall?.low).toBeLessThan(0.9);
    expect(overall?.high).toBeGreaterThan(1.1);
  });

  it('a day is expected by the bills before it alone', () => {
    const days = daysOf(8, (index) => dayOf(index, { [OPUS]: figure(10, 9) }));
    const surprise = dayOf(8, { [OPUS]: figure(10, 30) });
    expect(expectDay(days, surprise)).toBe(usd(9));
    expect(expectDay([], surprise)).toBeNull();
  });
});

it('ratios never leave what was billed, and credits or free days do not break them', () => {
  const someFigure = fc
    .record({ measure: fc.nat(1_000_000), ratio: fc.double({ min: 0, max: 3, noNaN: true }) })
    .map(({ measure, ratio }) => ({
      measure,
      reported: Math.round(measure * ratio),
      isPriced: true,
    }));
  fc.assert(
    fc.property(fc.array(someFigure, { maxLength: 20 }), (figures) => {
      const days = figures.map((one, index) => dayOf(index, { [OPUS]: one }));
      const ratio = learnScale(days).ratioOf(OPUS, true) ?? Number.NaN;
      const ratios = figures.flatMap(({ measure, reported }) =>
        measure > 0 ? [reported / measure] : [],
      );
      expect(ratio).toBeGreaterThanOrEqual(Math.min(1, ...ratios) - 1e-9);
      expect(ratio).toBeLessThanOrEqual(Math.max(1, ...ratios) + 1e-9);
    }),
    seeded,
  );
});
