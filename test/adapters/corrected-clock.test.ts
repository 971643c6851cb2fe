import { describe, expect, test } from 'vitest';
import { createCorrectedClock } from '../../src-main/adapters/corrected-clock.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src-main/shared/units.js';

const NOW = Date.parse('2026-11-21T20:17:05Z');
const header = (at: number) => new Date(at).toUTCString();

/** A computer whose clock is `offMs` off, and one answer of the service after another. */
function computer(offMs: number) {
  let machine = NOW + offMs;
  const clock = createCorrectedClock({ now: () => machine });
  return {
    clock,
    set: (ms: number) => {
      machine = NOW + ms;
    },
    answer: (date = header(NOW), tookMs = 0) => clock.observe(date, machine - tookMs, machine),
  };
}

describe('T1: a clock that is wrong', () => {
  test.each([3 * HOUR_MS, -3 * HOUR_MS, -2 * MINUTE_MS - 1_500, 5 * MINUTE_MS, 400 * DAY_MS])(
    'by %i ms is set right by the next answer, to the second',
    (offMs) => {
      const { clock, answer } = computer(offMs);
      expect([clock.now(), clock.offsetMs()]).toEqual([NOW + offMs, 0]);
      answer();
      expect(Math.abs(clock.now() - NOW)).toBeLessThanOrEqual(500);
      expect(clock.offsetMs()).toBe(-offMs + 500);
    },
  );

  test('by two minutes or less is left alone', () => {
    for (const offMs of [0, 1_000, -119_000, 119_000]) {
      const { clock, answer } = computer(offMs);
      answer();
      expect(clock.offsetMs()).toBe(0);
      expect(clock.now()).toBe(NOW + offMs);
    }
  });

  test('a slow answer counts from the middle of its way', () => {
    const { clock, answer } = computer(HOUR_MS);
    answer(header(NOW - 20_000), 40_000);
    expect(clock.offsetMs()).toBe(-HOUR_MS + 500);
  });

  test('the correction does not jitter: it moves with more than half a minute only', () => {
    const { clock, answer } = computer(-HOUR_MS);
    answer();
    const first = clock.offsetMs();
    for (const more of [1_000, -29_000, 29_000]) answer(header(NOW + more));
    expect(clock.offsetMs()).toBe(first);
    answer(header(NOW + 31_000));
    expect(clock.offsetMs()).toBe(first + 31_000);
  });

  test('a correction near two minutes is not switched on and off', () => {
    const { clock, answer } = computer(-125_000);
    answer();
    answer(header(NOW - 10_000));
    expect(clock.offsetMs()).toBe(125_500);
  });

  test('once the computer is set right the correction ends with the next answer', () => {
    const { clock, answer, set } = computer(3 * HOUR_MS);
    answer();
    set(0);
    answer();
    expect(clock.offsetMs()).toBe(0);
    expect(clock.now()).toBe(NOW);
  });

  test.each([
    ['', 'nothing'],
    ['soon', 'no date'],
    ['2026-11-21T20:17:05Z', 'another form'],
    ['-5', 'a number'],
    ['Sat, 31 Dec 2022 23:59:59 GMT', 'before the service was there'],
    ['Sat, 21 Nov 2037 20:17:05 GMT', 'more than ten years off'],
    ['Xxx, 99 Xxx 2026 99:99:99 GMT', 'no time'],
  ])('%j is ignored: %s', (date) => {
    const { clock, answer } = computer(HOUR_MS);
    answer();
    const before = clock.offsetMs();
    answer(date);
    expect(clock.offsetMs()).toBe(before);
  });

  test('a clock that was set, or slept, during the request measures nothing', () => {
    const { clock } = computer(0);
    clock.observe(header(NOW), NOW + 3 * HOUR_MS, NOW);
    clock.observe(header(NOW + 3 * HOUR_MS), NOW, NOW + 3 * HOUR_MS);
    expect(clock.offsetMs()).toBe(0);
  });
});
