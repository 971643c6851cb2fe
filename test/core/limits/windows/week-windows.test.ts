import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekWindow } from '../../../../src-main/core/limits/week-window.js';
import { WEEK_MS, windowAt } from '../../../../src-main/core/limits/windows/limit-window.js';
import { weekWindows } from '../../../../src-main/core/limits/windows/week-windows.js';
import { defaultSettings } from '../../../../src-main/shared/settings.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../src-main/shared/units.js';
import { seeded } from '../../../fakes/arbitraries.js';
import { at } from '../../../fakes/figures.js';

const NOW = at('2026-11-21T14:00:00Z');
const SPAN = { from: NOW - 5 * WEEK_MS, to: NOW };
const weekAt = (instant: number) => weekWindow(instant, defaultSettings);
const END = at('2026-11-24T09:00:00Z');

describe('the weeks of a limit', () => {
  it('are those of the settings until an end was told', () => {
    const windows = weekWindows(SPAN, [], weekAt);
    expect(windows.at(-1)).toEqual({ ...weekAt(NOW), isCut: false });
    expect(windows[0]).toEqual({ ...weekAt(SPAN.from), isCut: false });
    expect(windows).toHaveLength(6);
  });

  it('are stepped by seven days from the end that was told, back and forth', () => {
    const windows = weekWindows(SPAN, [END - 2 * WEEK_MS], weekAt);
    expect(windowAt(windows, NOW)).toEqual({ from: END - WEEK_MS, to: END, isCut: false });
    expect(windows.every(({ from, to }) => to - from === WEEK_MS)).toBe(true);
    expect(windows[0]?.from).toBeLessThanOrEqual(SPAN.from);
  });

  it('end where the next told one begins, when a reset came early', () => {
    const early = END - 3 * DAY_MS;
    const windows = weekWindows(SPAN, [END - WEEK_MS, early + WEEK_MS], weekAt);
    const cut = windowAt(windows, early - HOUR_MS);
    expect(cut).toEqual({ from: END - WEEK_MS, to: early, isCut: true });
    expect(windowAt(windows, early)).toEqual({ from: early, to: early + WEEK_MS, isCut: false });
  });

  it('take ends that are minutes apart for one', () => {
    const windows = weekWindows(SPAN, [END, END + 10 * MINUTE_MS, END - 5 * MINUTE_MS], weekAt);
    expect(windows.filter(({ isCut }) => isCut)).toEqual([]);
    expect(windowAt(windows, NOW)?.to).toBe(END + 10 * MINUTE_MS);
  });

  it('never overlap, and leave nothing between two of them but minutes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: NOW - 6 * WEEK_MS, max: NOW + WEEK_MS }), { maxLength: 6 }),
        (ends) => {
          const windows = weekWindows(SPAN, ends, weekAt);
          for (const [index, window] of windows.entries()) {
            const next = windows[index + 1];
            expect(window.to).toBeGreaterThan(window.from);
            expect(window.to - window.from).toBeLessThanOrEqual(WEEK_MS);
            if (!next) continue;
            expect(next.from).toBeGreaterThanOrEqual(window.to);
            expect(next.from - window.to).toBeLessThanOrEqual(15 * MINUTE_MS);
          }
          expect(windows.at(-1)?.to ?? 0).toBeGreaterThan(NOW - 15 * MINUTE_MS);
        },
      ),
      seeded,
    );
  });
});
