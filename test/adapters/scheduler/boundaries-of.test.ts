import { describe, expect, it } from 'vitest';
import { boundariesOf } from '../../../src-main/adapters/scheduler/boundaries-of.js';
import { DAY_MS } from '../../../src-main/shared/units.js';
import { fine } from '../../fixtures/snapshots.js';

const textsOf = (boundaries: readonly number[]) =>
  [...new Set(boundaries)].sort((a, b) => a - b).map((at) => new Date(at).toISOString());

const USUAL = [
  '2026-11-15T10:59:00.000Z',
  '2026-11-20T23:00:00.000Z',
  '2026-11-21T00:00:00.000Z',
  '2026-11-21T23:00:00.000Z',
  '2026-11-22T00:00:00.000Z',
  '2026-11-22T10:59:00.000Z',
];

describe('the boundaries at which the figures begin anew', () => {
  it('are the weekly reset, the viewer’s midnight and the UTC midnight', () => {
    expect(textsOf(boundariesOf(fine))).toEqual(USUAL);
  });

  it('are also the resets of the plan’s own week', () => {
    const reset = Date.UTC(2026, 10, 23, 9);
    const percentWindow = { from: reset - 7 * DAY_MS, to: reset };
    const ofPlan = { ...fine, week: { ...fine.week, percentWindow } };
    const own = ['2026-11-16T09:00:00.000Z', '2026-11-23T09:00:00.000Z'];
    expect(textsOf(boundariesOf(ofPlan))).toEqual([...USUAL, ...own].sort());
  });

  it('are also the ends of the limits’ windows that run, such as that of five hours', () => {
    const limitResets = [Date.UTC(2026, 10, 21, 17, 10)];
    const found = textsOf(boundariesOf({ ...fine, limitResets }));
    expect(found).toEqual([...USUAL, '2026-11-21T17:10:00.000Z'].sort());
  });
});
