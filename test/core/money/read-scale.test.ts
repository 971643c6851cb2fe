import { describe, expect, it, test } from 'vitest';
import { scaleKey } from '../../../src-main/core/money/learn-scale.js';
import { readCellsBetween } from '../../../src-main/core/money/read-cells-between.js';
import { readScale } from '../../../src-main/core/money/read-scale.js';
import type { UsageHistory } from '../../../src-main/core/ports.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import {
  DAY_MS,
  type DayStart,
  floorHour,
  HOUR_MS,
  MINUTE_MS,
  reported,
} from '../../../src-main/shared/units.js';
import type { CostRow } from '../../../src-main/shared/usage.js';
import { at, costRow, dayAt, priced, shared, storedHour, tokens } from '../../fakes/figures.js';
import { openMemoryStore } from '../../fakes/memory-store.js';

const MON = dayAt('2026-11-16T00:00:00Z');
const DAYS = 4;
const NOW = at('2026-11-20T12:30:00Z');
const HAIKU = 'claude-haiku-4-5-20251001';
/** A million tokens of output at $5. */
const LISTED = 500_000_000;

const USED = { tokens: tokens({ output: 1_000_000 }) };
const hourOf = (start: number) =>
  storedHour(
    { start: floorHour(start), rows: [{ ...USED, dimensions: priced({ model: HAIKU }) }] },
    [{ ...USED, dimensions: shared({ model: HAIKU, apiKeyId: 'apikey_a' }) }],
  );

/** Each day a million tokens at noon; its bill as given, read so long after its end. */
function hold(
  billOf: (index: number) => readonly CostRow[],
  readAfterMs = 8 * HOUR_MS,
  days = DAYS,
): UsageHistory {
  const history = openMemoryStore();
  for (let index = 0; index < days; index += 1) {
    const day = (MON + index * DAY_MS) as DayStart;
    const span = { from: day, to: day + DAY_MS };
    history.replaceHours(span, [hourOf(day + 12 * HOUR_MS)], NOW);
    if (day + DAY_MS <= NOW) {
      history.replaceDays(span, [{ start: day, rows: billOf(index) }], day + DAY_MS + readAfterMs);
    }
  }
  return history;
}
const line = (amount: number, some: Partial<CostRow> = {}) =>
  costRow(0, { model: HAIKU, amount: reported(amount), ...some });
const ratioOf = (history: UsageHistory) =>
  readScale(history, NOW).ratioOf(scaleKey(HAIKU, 'standard'), true);

describe('what bills teach', () => {
  it('a credit says nothing about prices', () => {
    const history = hold((index) => [line(LISTED), ...(index === 3 ? [line(-3 * LISTED)] : [])]);
    expect(ratioOf(history)).toBeCloseTo(1, 9);
  });

  it('a line without a tier, or without the date of its model, still bills that use', () => {
    const half = LISTED / 2;
    expect(ratioOf(hold(() => [line(half, { serviceTier: null })]))).toBeCloseTo(0.5, 9);
    expect(ratioOf(hold(() => [line(half, { model: 'claude-haiku-4-5' })]))).toBeCloseTo(0.5, 9);
  });

  it('a bill that may still be filling teaches nothing yet', () => {
    const history = hold(() => [line(LISTED / 2)], 2 * HOUR_MS);
    expect(ratioOf(history)).toBe(1);
    expect(readScale(history, NOW).days).toHaveLength(DAYS);
  });

  it('what was billed for a model that nobody used is not expected again', () => {
    const history = hold(() => [line(LISTED), line(700, { model: 'claude-opus-5-5' })]);
    expect(readScale(history, NOW).extras.size).toBe(0);
    expect(ratioOf(history)).toBeCloseTo(1, 9);
  });
});

test('what comes day by day is expected of the hours that have passed, on days with use', () => {
  const sessions = line(2_400_000, { model: null, tokenType: null, costType: 'session_usage' });
  const history = hold(() => [line(LISTED), sessions]);
  const today = MON + DAYS * DAY_MS;
  const expected = () =>
    readCellsBetween(history, priceTable, { from: today, to: NOW }, NOW)
      .filter(({ kind }) => kind === 'session_usage')
      .reduce((total, { microcents }) => total + microcents, 0);
  const span = { from: today, to: today + 13 * HOUR_MS };
  history.replaceHours(span, [], NOW);
  expect(expected()).toBe(0);
  history.replaceHours(span, [hourOf(today + 9 * HOUR_MS)], NOW);
  expect(expected()).toBe(100_000 * 12.5);
});

test('T4: of the running hour nothing lies behind a cut at which it was last fetched', () => {
  const today = (MON + DAYS * DAY_MS) as DayStart;
  const noon = today + 12 * HOUR_MS;
  const history = hold(() => [line(LISTED)], 8 * HOUR_MS, DAYS + 1);
  const between = (from: number, to: number) =>
    readCellsBetween(history, priceTable, { from, to }, NOW).reduce(
      (total, { microcents }) => total + microcents,
      0,
    );
  const parts = (cut: number) => [between(today, cut), between(cut, today + DAY_MS)];
  expect(parts(NOW)).toEqual([LISTED, 0]);
  // Fetched at half past, without its minutes: a third of that time had passed.
  expect(parts(noon + 10 * MINUTE_MS)).toEqual([
    Math.round(LISTED / 3),
    LISTED - Math.round(LISTED / 3),
  ]);
  history.replaceHours(
    { from: floorHour(noon), to: noon + HOUR_MS },
    [hourOf(noon)],
    noon + 10 * MINUTE_MS,
  );
  expect(parts(noon + 10 * MINUTE_MS)).toEqual([LISTED, 0]);
});
