import { expect, it } from 'vitest';
import { compareWords } from '../../../src-main/shared/compare-words.js';
import { describePastError } from '../../../src-main/shared/describe-past-error.js';
import {
  formatRange,
  formatRough,
  formatRoughRange,
} from '../../../src-main/shared/format-range.js';
import type { CostFigure, PreviousPeriod } from '../../../src-main/shared/snapshot.js';
import { dollars, forecastOf, rangeOf } from '../../fixtures/money-figures.js';
import { fine, NOW } from '../../fixtures/snapshots.js';

const figure = (amount: number | null, isComplete = true): CostFigure => ({
  ...fine.week.spent,
  microcents: amount === null ? null : dollars(amount),
  provenance: { ...fine.week.spent.provenance, isComplete },
});

/** An hour of the time before is shared out, as it nearly always is. */
const before = (amount: number | null, isHeld = true): PreviousPeriod => ({
  ...fine.week.previous,
  spent: figure(100, isHeld),
  spentByNow: figure(amount, false),
});

it.each([
  [11.2, 10, '12 % more'],
  [8, 10, '20 % less'],
  [10.04, 10, 'as much'],
  [250, 10, '2,400 % more'],
  [0, 10, '100 % less'],
])('%s dollars against %s is %s', (now, then, words) => {
  expect(compareWords(figure(now), before(then))).toBe(words);
});

it('compares nothing that is unknown, incomplete or without a percentage', () => {
  expect(compareWords(figure(null), before(10))).toBeNull();
  expect(compareWords(figure(10), before(null))).toBeNull();
  expect(compareWords(figure(10), before(0))).toBeNull();
  expect(compareWords(figure(10), before(10, false))).toBeNull();
  expect(compareWords(figure(10, false), before(10))).toBeNull();
});

it.each([
  [6.41, 6.72, '$6.41 – $6.72'],
  [27_790.4, 29_008.1, '$27,790.40 – $29,008.10'],
  [6.411, 6.412, null],
])('the interval from %s to %s dollars reads %s', (low, high, words) => {
  expect(formatRange(rangeOf(low, high))).toBe(words);
});

it('a forecast has no cents from $20 on', () => {
  expect(formatRough(dollars(168.44))).toBe('$168');
  expect(formatRough(dollars(1_112_400.2))).toBe('$1,112,400');
  expect(formatRough(dollars(4.2))).toBe('$4.20');
  expect(formatRoughRange(rangeOf(155, 184))).toBe('$155 – $184');
});

it('says over how many months a forecast was judged', () => {
  const forecast = forecastOf(NOW);
  const over = (months: number) =>
    describePastError({ ...forecast, past: forecast.past.slice(0, months) });
  expect(over(5)).toBe('usually off by 6 % at this point of five earlier months');
  expect(over(1)).toBe('off by 6 % at this point of one earlier month');
  expect(over(0)).toBeNull();
  expect(describePastError({ ...forecast, pastErrorPercent: null })).toBeNull();
});
