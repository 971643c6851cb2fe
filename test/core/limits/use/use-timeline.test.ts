import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createUseTimeline,
  type HourUse,
} from '../../../../src-main/core/limits/use/use-timeline.js';
import { HOUR_MS, MINUTE_MS } from '../../../../src-main/shared/units.js';
import { seeded } from '../../../fakes/arbitraries.js';
import { at } from '../../../fakes/figures.js';

const MIDNIGHT = at('2026-11-20T00:00:00Z');
const hour = (index: number) => MIDNIGHT + index * HOUR_MS;
const use = (index: number, usd: number, model = 'claude-opus-5'): HourUse => ({
  start: hour(index),
  model,
  usd: [usd, usd],
  ieq: [usd / 2, usd / 2],
  tokens: Math.round(usd * 1000),
});
const timelineOf = (hours: readonly HourUse[], missing: readonly number[] = []) =>
  createUseTimeline({
    hours,
    isHeld: (start) => !missing.some((index) => hour(index) === start),
    toldTo: hour(100),
  });

describe('the use of a meter', () => {
  it('is exact over whole hours', () => {
    const timeline = timelineOf([use(1, 4), use(2, 6), use(5, 1)]);
    expect(timeline.between({ from: hour(1), to: hour(5) }, null)).toEqual({
      usd: [10, 10],
      ieq: [5, 5],
      tokens: [10_000, 10_000],
      hours: [2, 2],
    });
  });

  it('of an hour that an edge cuts lies 35 points around its share of time', () => {
    const timeline = timelineOf([use(1, 10)]);
    const half = timeline.between({ from: hour(1) + 30 * MINUTE_MS, to: hour(3) }, null);
    expect(half?.usd?.[0]).toBeCloseTo(1.5, 9);
    expect(half?.usd?.[1]).toBeCloseTo(8.5, 9);
    const most = timeline.between({ from: hour(1) + 6 * MINUTE_MS, to: hour(3) }, null);
    expect(most?.usd?.[1]).toBe(10);
  });

  it('of the running hour is all from before now', () => {
    const timeline = createUseTimeline({
      hours: [use(1, 10)],
      isHeld: () => true,
      toldTo: hour(1) + 20 * MINUTE_MS,
    });
    const upToNow = timeline.between({ from: hour(0), to: hour(1) + 21 * MINUTE_MS }, null);
    expect(upToNow?.usd).toEqual([10, 10]);
    const half = timeline.between({ from: hour(0), to: hour(1) + 10 * MINUTE_MS }, null);
    expect(half?.usd?.[0]).toBeCloseTo(1.5, 9);
  });

  it('is none from behind the last that was told of the running hour', () => {
    const timeline = createUseTimeline({
      hours: [use(1, 10)],
      isHeld: () => true,
      toldTo: hour(1) + 20 * MINUTE_MS,
    });
    const after = { from: hour(1) + 30 * MINUTE_MS, to: hour(1) + 40 * MINUTE_MS };
    expect(timeline.between(after, null)?.usd).toEqual([0, 0]);
  });

  it('is cut to the minute where minutes are known', () => {
    const timeline = createUseTimeline({
      hours: [use(1, 10)],
      isHeld: () => true,
      toldTo: hour(9),
      minutesOf: (start) => [
        { ...use(1, 4), at: start + 5 * MINUTE_MS },
        { ...use(1, 6), at: start + 40 * MINUTE_MS },
      ],
    });
    const first = timeline.between({ from: hour(1), to: hour(1) + 30 * MINUTE_MS }, null);
    expect(first?.usd).toEqual([4, 4]);
    expect(timeline.between({ from: hour(1) + 30 * MINUTE_MS, to: hour(2) }, null)?.usd).toEqual([
      6, 6,
    ]);
  });

  it('is not known where more than 5 % of the time is missing', () => {
    const hours = [use(1, 1), use(50, 2)];
    const span = { from: hour(0), to: hour(100) };
    expect(timelineOf(hours, [3, 4, 5, 6, 7]).between(span, null)?.usd).toEqual([3, 3]);
    expect(timelineOf(hours, [3, 4, 5, 6, 7, 8]).between(span, null)).toBeNull();
  });

  it('of one family of models leaves the others out', () => {
    const timeline = timelineOf([use(1, 4), use(1, 6, 'claude-sonnet-5')]);
    const span = { from: hour(0), to: hour(3) };
    expect(timeline.between(span, 'opus')?.usd).toEqual([4, 4]);
    expect(timeline.between(span, 'Sonnet')?.usd).toEqual([6, 6]);
    expect(timeline.hours(span, 'opus').map(({ usd }) => usd)).toEqual([4]);
  });

  it('adds up: parts hold the whole, whatever the cuts', () => {
    const uses = fc.array(fc.tuple(fc.nat(20), fc.nat(500)), { maxLength: 12 });
    fc.assert(
      fc.property(uses, fc.nat(20 * 60), (some, cutMinute) => {
        const timeline = timelineOf(some.map(([index, usd]) => use(index, usd)));
        const [from, cut, to] = [hour(0), hour(0) + cutMinute * MINUTE_MS, hour(22)];
        const whole = timeline.between({ from, to }, null)?.usd ?? expect.unreachable();
        const before = timeline.between({ from, to: cut }, null)?.usd ?? expect.unreachable();
        const after = timeline.between({ from: cut, to }, null)?.usd ?? expect.unreachable();
        expect(before[0] + after[0]).toBeLessThanOrEqual(whole[0] + 1e-6);
        expect(before[1] + after[1]).toBeGreaterThanOrEqual(whole[1] - 1e-6);
      }),
      seeded,
    );
  });
});
