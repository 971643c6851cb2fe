import { describe, expect, test } from 'vitest';
import { createCorrectedClock } from '../../src-main/adapters/corrected-clock.js';
import type { ClockSkew } from '../../src-main/core/clock-skew.js';
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

describe('T1: what an earlier run learned', () => {
  const UP_MS = 5 * DAY_MS;
  /** A run on a computer three hours behind, which was started five days ago. */
  function laterRun(known: ClockSkew | null, machine = NOW - 3 * HOUR_MS, upMs = UP_MS) {
    const kept: (ClockSkew | null)[] = [];
    const memory = { upMs: () => upMs, known, keep: (skew: ClockSkew | null) => kept.push(skew) };
    const clock = createCorrectedClock({ now: () => machine, memory });
    return { clock, kept, answer: () => clock.observe(header(NOW), machine, machine) };
  }
  const startedAt = NOW - 3 * HOUR_MS - UP_MS;
  const known = { offsetMs: 3 * HOUR_MS, startedAt };

  test('holds while the clock was not set since, and is written only when it changes', () => {
    const { clock, kept, answer } = laterRun(known);
    expect(clock.now()).toBe(NOW);
    answer();
    expect(kept).toEqual([]);
    const first = laterRun(null);
    first.answer();
    expect(first.kept).toEqual([{ offsetMs: 3 * HOUR_MS + 500, startedAt }]);
  });

  test.each([
    ['the clock was set right', NOW, UP_MS],
    ['the clock was set right, and hours went by', NOW + 9 * HOUR_MS, UP_MS + 9 * HOUR_MS],
    ['the computer was started anew', NOW - 3 * HOUR_MS + MINUTE_MS, MINUTE_MS],
  ])('is not believed once %s', (_, machine, upMs) => {
    expect(laterRun(known, machine, upMs).clock.offsetMs()).toBe(0);
  });

  test('is forgotten once an answer says that the clock is right', () => {
    const { clock, kept } = laterRun(known);
    clock.observe(header(NOW - 3 * HOUR_MS), NOW - 3 * HOUR_MS, NOW - 3 * HOUR_MS);
    expect(clock.offsetMs()).toBe(0);
    expect(kept).toEqual([null]);
  });

  test('a file that names an absurd time is not believed', () => {
    expect(laterRun({ offsetMs: 11 * 366 * DAY_MS, startedAt }).clock.offsetMs()).toBe(0);
    expect(laterRun({ offsetMs: 3 * HOUR_MS, startedAt: 0 }).clock.offsetMs()).toBe(0);
  });
});

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
