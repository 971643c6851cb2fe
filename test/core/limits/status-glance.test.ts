import { describe, expect, it } from 'vitest';
import { glanceOf } from '../../../src-main/core/limits/status-glance.js';
import type { WindowLimit } from '../../../src-main/shared/limits.js';
import { fiveHours, planWeek } from '../../fixtures/limit-windows.js';
import { learnedWeek, readWeek } from '../../fixtures/window-limits.js';

const NOW = Date.UTC(2026, 10, 21, 14);
const onPlan = (limit: WindowLimit): WindowLimit => ({ ...limit, meter: 'plan' });

describe('the glance for the status line', () => {
  it("is the plan's week, marked when it is learned", () => {
    const week = onPlan(learnedWeek);
    expect(glanceOf([fiveHours, week], NOW)).toEqual({
      savedAt: NOW,
      week: {
        end: week.running?.to,
        percent: week.now?.percent.median,
        isLearned: true,
        hours: week.now?.hours ?? null,
      },
    });
    const { now } = readWeek;
    const asSaid = now && { ...now, percent: { median: 60.2, low: 60, high: 60.9 } };
    expect(glanceOf([{ ...onPlan(readWeek), now: asSaid }], NOW).week?.isLearned).toBe(false);
  });

  it('is marked when a part of it is the use since Claude said it', () => {
    expect(glanceOf([onPlan(readWeek)], NOW).week).toMatchObject({ percent: 61, isLearned: true });
  });

  it('is what Claude said where the guess is rough', () => {
    const stands = { percent: { median: 60, low: 59.5, high: 60.5 }, hours: null };
    const now = readWeek.now && { ...readWeek.now, ...stands };
    const said = { ...onPlan(readWeek), word: 'rough', now } as const;
    expect(glanceOf([said], NOW).week).toMatchObject({
      percent: 60,
      isLearned: false,
      hours: null,
    });
  });

  it('is nothing of API use, of a rough guess, or where no window runs', () => {
    for (const limits of [
      [],
      [fiveHours],
      [{ ...planWeek.good, meter: 'api' } as const],
      [{ ...onPlan(learnedWeek), word: 'rough' } as const],
      [{ ...onPlan(learnedWeek), running: null }],
      [{ ...onPlan(learnedWeek), now: null }],
    ]) {
      expect(glanceOf(limits, NOW)).toEqual({ savedAt: NOW, week: null });
    }
  });
});
