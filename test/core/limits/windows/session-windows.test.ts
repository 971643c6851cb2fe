import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SESSION_MS } from '../../../../src-main/core/limits/windows/limit-window.js';
import { sessionWindows } from '../../../../src-main/core/limits/windows/session-windows.js';
import { HOUR_MS, MINUTE_MS } from '../../../../src-main/shared/units.js';
import { seeded } from '../../../fakes/arbitraries.js';
import { at } from '../../../fakes/figures.js';

const NINE = at('2026-11-20T09:00:00Z');
const minutes = (count: number) => NINE + count * MINUTE_MS;

describe('the five-hour windows', () => {
  it('begin with the first use, floored to ten minutes and never to the hour', () => {
    expect(sessionWindows([minutes(27), minutes(28), minutes(200)], [])).toEqual([
      { from: minutes(20), to: minutes(20) + SESSION_MS, isCut: false },
    ]);
  });

  it('begin anew with the first use after the last one ended', () => {
    const [, second] = sessionWindows([minutes(0), minutes(310), minutes(400)], []);
    expect(second).toEqual({ from: minutes(310), to: minutes(310) + SESSION_MS, isCut: false });
  });

  it('are as they were told where an end was told, also without use here', () => {
    const end = minutes(290);
    expect(sessionWindows([minutes(27)], [end])).toEqual([
      { from: end - SESSION_MS, to: end, isCut: false },
    ]);
    expect(sessionWindows([], [end])).toEqual([{ from: end - SESSION_MS, to: end, isCut: false }]);
  });

  it('give way to a told one that began before they would end', () => {
    const told = minutes(200) + SESSION_MS;
    expect(sessionWindows([minutes(0), minutes(210)], [told])).toEqual([
      { from: minutes(0), to: minutes(200), isCut: true },
      { from: minutes(200), to: told, isCut: false },
    ]);
  });

  it('are one where its end is told a few minutes off', () => {
    const end = minutes(290);
    expect(sessionWindows([minutes(27)], [end, end + 10 * MINUTE_MS])).toEqual([
      { from: end + 10 * MINUTE_MS - SESSION_MS, to: end + 10 * MINUTE_MS, isCut: false },
    ]);
  });

  it('end where the next told one began, when a reset came early', () => {
    const [end, early] = [minutes(290), minutes(120)];
    expect(sessionWindows([minutes(27)], [end, early + SESSION_MS])).toEqual([
      { from: end - SESSION_MS, to: early, isCut: true },
      { from: early, to: early + SESSION_MS, isCut: false },
    ]);
  });

  it('never overlap, are at most five hours, and hold every use', () => {
    const instants = fc.array(fc.integer({ min: NINE, max: NINE + 72 * HOUR_MS }), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(
        instants,
        fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 4 }),
        (uses, ends) => {
          const windows = sessionWindows(
            uses,
            ends.map((count) => NINE + count * 10 * MINUTE_MS),
          );
          for (const [index, { from, to }] of windows.entries()) {
            expect(to).toBeGreaterThan(from);
            expect(to - from).toBeLessThanOrEqual(SESSION_MS);
            expect(windows[index + 1]?.from ?? to).toBeGreaterThanOrEqual(to);
          }
          for (const use of uses) {
            expect(windows.some(({ from, to }) => from <= use && use < to)).toBe(true);
          }
        },
      ),
      seeded,
    );
  });
});
