import { describe, expect, it } from 'vitest';
import { type KnownHours, readForecast } from '../../../src-main/core/forecast/read-forecast.js';
import { readPastHours } from '../../../src-main/core/forecast/read-past-hours.js';
import type { UsageHistory } from '../../../src-main/core/ports.js';
import { DAY_MS, floorDay, floorHour, HOUR_MS } from '../../../src-main/shared/units.js';
import {
  at,
  costRow,
  dayAt,
  hourCost,
  priced,
  shared,
  storedHour,
  tokens,
} from '../../fakes/figures.js';
import { openMemoryStore } from '../../fakes/memory-store.js';

const NOW = at('2026-11-12T10:00:00Z');
const TODAY = dayAt('2026-11-12T00:00:00Z');
const YESTERDAY = TODAY - DAY_MS;
/** 1,000 output tokens of Sonnet 4.5 at 1,500 microcents. */
const ESTIMATE = 1_500_000;
const usedHour = (start: number, output: number, model = priced().model) => {
  const used = tokens({ output });
  return storedHour(
    { start: floorHour(start), rows: [{ dimensions: priced({ model }), tokens: used }] },
    [{ dimensions: shared({ model }), tokens: used }],
  );
};

function holdHours(
  history: UsageHistory,
  from: number,
  to: number,
  outputAt: (hour: number) => number = () => 1000,
  fetchedAt: number = NOW,
) {
  const hours = [];
  for (let start = from; start < to; start += HOUR_MS) {
    if (outputAt(start) > 0) hours.push(usedHour(start, outputAt(start)));
  }
  expect(history.replaceHours({ from, to }, hours, fetchedAt).ok).toBe(true);
}
const holdBill = (history: UsageHistory, day: number, cents: number, fetchedAt: number = NOW) => {
  const bill = { start: floorDay(day), rows: [costRow(cents)] };
  expect(history.replaceDays({ from: day, to: day + DAY_MS }, [bill], fetchedAt).ok).toBe(true);
};
const pastHours = (history: UsageHistory, from: number, to: number) =>
  readPastHours(history, history.readCoverage(), { from, to }, NOW);

describe('what past hours cost', () => {
  const DAY = dayAt('2026-11-02T00:00:00Z');
  const NEXT = DAY + DAY_MS;

  it('a bill is shared out by the estimates of its hours', () => {
    const history = openMemoryStore();
    const outputs = new Map([
      [DAY + 9 * HOUR_MS, 1000],
      [DAY + 10 * HOUR_MS, 3000],
    ]);
    holdHours(history, DAY, NEXT, (hour) => outputs.get(hour) ?? 0);
    holdBill(history, DAY, 8);
    const hours = pastHours(history, DAY, NEXT);
    expect(hours.size).toBe(24);
    expect(hours.get(DAY + 8 * HOUR_MS)).toBe(0);
    expect(hours.get(DAY + 9 * HOUR_MS)).toBe(2_000_000);
    expect(hours.get(DAY + 10 * HOUR_MS)).toBe(6_000_000);
  });

  it('a bill without an estimate is shared by time', () => {
    const history = openMemoryStore();
    holdBill(history, DAY, 24);
    expect(pastHours(history, DAY, NEXT).get(DAY + 5 * HOUR_MS)).toBe(1_000_000);
  });

  it('where a bill is missing the estimates count as other bills say', () => {
    const history = openMemoryStore();
    holdHours(history, DAY, NEXT + DAY_MS);
    // 36 cents are estimated.
    holdBill(history, DAY, 18);
    expect(pastHours(history, DAY, NEXT + DAY_MS).get(NEXT)).toBe(ESTIMATE / 2);
    expect(pastHours(history, NEXT, NEXT + DAY_MS).get(NEXT)).toBe(ESTIMATE);
  });

  it('a bill that was read before its day had closed does not count', () => {
    const history = openMemoryStore();
    holdHours(history, DAY, NEXT);
    holdBill(history, DAY, 1, NEXT - HOUR_MS);
    expect(pastHours(history, DAY, NEXT).get(DAY)).toBe(ESTIMATE);
  });

  it('hours that were not fetched, or have no price, are missing and not zero', () => {
    const history = openMemoryStore();
    const noon = DAY + 12 * HOUR_MS;
    expect(
      history.replaceHours(
        { from: noon, to: noon + 2 * HOUR_MS },
        [usedHour(noon, 5, 'claude-next-9')],
        NOW,
      ).ok,
    ).toBe(true);
    const hours = pastHours(history, DAY, NEXT);
    expect([...hours]).toEqual([[noon + HOUR_MS, 0]]);
  });

  it('where the bill is told by the hour it is taken as told', () => {
    const history = openMemoryStore().ofPair('analytics');
    holdHours(history, DAY, NEXT);
    const billed = {
      start: DAY,
      rows: [costRow(9)],
    };
    const hours = [hourCost(DAY + 3 * HOUR_MS, 9)];
    expect(history.replaceDays({ from: DAY, to: NEXT }, [billed], NOW, { hours }).ok).toBe(true);
    const costs = pastHours(history, DAY, NEXT);
    expect(costs.get(DAY + 3 * HOUR_MS)).toBe(9_000_000);
    expect(costs.get(DAY + 4 * HOUR_MS)).toBe(0);
  });
});

describe('the forecast of a held history', () => {
  const FIRST = dayAt('2026-08-01T00:00:00Z');
  /** Each hour is estimated at 1.5 cents and billed at 1.2. */
  const BILLED = 1_200_000;

  function holdAll(): UsageHistory {
    const history = openMemoryStore();
    holdHours(history, FIRST, NOW);
    for (let day: number = FIRST; day < YESTERDAY; day += DAY_MS) holdBill(history, day, 24 * 1.2);
    return history;
  }
  const known = (microcents: number | null = BILLED): KnownHours => {
    const hours = new Map<number, { microcents: number | null }>();
    for (let hour = YESTERDAY; hour < NOW; hour += HOUR_MS) hours.set(hour, { microcents });
    return hours;
  };

  it('is of what was billed, with its past and where it is from', () => {
    const forecast = readForecast(holdAll(), NOW, known());
    expect(forecast).toMatchObject({
      microcents: 720 * BILLED,
      pastErrorPercent: 0,
      provenance: {
        endpoint: 'cost_report + usage_report/messages',
        pair: 'legacy',
        from: FIRST,
        to: NOW,
        fetchedAt: NOW,
        isComplete: true,
        basis: 'forecast',
      },
    });
    expect(forecast?.past).toEqual([
      { month: at('2026-10-01T00:00:00Z'), forecast: 744 * BILLED, actual: 744 * BILLED },
      { month: at('2026-09-01T00:00:00Z'), forecast: 720 * BILLED, actual: 720 * BILLED },
      { month: at('2026-08-01T00:00:00Z'), forecast: 744 * BILLED, actual: 744 * BILLED },
    ]);
  });

  it('what is known already is taken as known', () => {
    const spent = 11 * 24 + 10;
    const forecast = readForecast(holdAll(), NOW, known(2 * BILLED))?.microcents ?? 0;
    // The 34 hours of yesterday and today cost twice as much, and raise what is expected.
    expect(forecast).toBeGreaterThan((720 + 34) * BILLED);
    expect(forecast).toBeLessThan((spent + 34 + (720 - spent) * 1.4) * BILLED);
  });

  it('known hours without a price are expected to have cost like others', () => {
    expect(readForecast(holdAll(), NOW, known(null))?.microcents).toBe(720 * BILLED);
  });

  it('of days before today the store tells what is not known otherwise', () => {
    const history = holdAll();
    holdBill(history, YESTERDAY, 24 * 1.2);
    const today = new Map([...known()].filter(([hour]) => hour >= TODAY));
    expect(readForecast(history, NOW, today)?.microcents).toBe(720 * BILLED);
    expect(readForecast(history, NOW + 1, today)?.past).toHaveLength(3);
    const dear = holdAll();
    holdBill(dear, YESTERDAY, 24 * 2.4);
    expect(readForecast(dear, NOW, today)?.microcents).toBeGreaterThan((720 + 24) * BILLED);
  });

  it('is null while nothing or too little is held', () => {
    const history = openMemoryStore();
    expect(readForecast(history, NOW, new Map())).toBeNull();
    holdHours(history, NOW - 7 * DAY_MS, NOW);
    expect(readForecast(history, NOW, known())).toBeNull();
  });

  it('is kept for the hour, and made anew in the next or when more is held', () => {
    const history = holdAll();
    const first = readForecast(history, NOW, known());
    expect(readForecast(history, NOW + HOUR_MS - 1, known())).toBe(first);
    const next = readForecast(history, NOW + HOUR_MS, known());
    expect(next).not.toBe(first);
    holdHours(history, NOW, NOW + HOUR_MS, () => 1000, NOW + HOUR_MS);
    expect(readForecast(history, NOW + HOUR_MS, known())).not.toBe(next);
  });

  it('a bill that is told anew counts at once, also of a month long past', () => {
    const history = holdAll();
    const september = () =>
      readForecast(history, NOW, known())?.past.find(
        ({ month }) => month === at('2026-09-01T00:00:00Z'),
      );
    expect(september()?.actual).toBe(720 * BILLED);
    holdBill(history, at('2026-09-03T00:00:00Z'), 24 * 2.4, NOW + 1);
    expect(september()?.actual).toBe((720 + 24) * BILLED);
  });

  it('gaps are told as incomplete', () => {
    const history = openMemoryStore();
    holdHours(history, FIRST, FIRST + 40 * DAY_MS);
    holdHours(history, FIRST + 41 * DAY_MS, NOW, () => 1000, NOW - HOUR_MS);
    const { provenance } = readForecast(history, NOW, known()) ?? expect.unreachable();
    expect(provenance).toMatchObject({ isComplete: false, fetchedAt: NOW - HOUR_MS, from: FIRST });
  });
});
