import { describe, expect, it } from 'vitest';
import { DAY_MS, floorHour, HOUR_MS } from '../../../src-main/shared/units.js';
import { usd } from '../../fakes/figures.js';
import { HAIKU, UNPRICED } from './compared.js';
import {
  billOf,
  createCostHistory,
  DAY,
  NEXT_DAY,
  NOW,
  opus,
  TODAY,
  wholeDay,
} from './create-cost-history.js';

const { holdBill, holdDay, read, readDay } = createCostHistory();

describe('a UTC day', () => {
  it('that is billed counts as billed, beside its estimate', () => {
    holdDay(DAY, [opus(100)]);
    holdBill(DAY, [billOf(88)], NOW - HOUR_MS);
    expect(readDay(DAY)).toEqual({
      day: DAY,
      state: 'billed',
      reported: usd(88),
      estimated: usd(100),
      estimatedHigh: null,
      cost: usd(88),
      basis: 'reported',
      ratio: 0.88,
      residual: usd(-12),
      fetchedAt: NOW - HOUR_MS,
    });
  });

  it('whose bill was read before it ended has none yet', () => {
    holdDay(DAY, [opus(100)]);
    holdBill(DAY, [billOf(40)], DAY + 13 * HOUR_MS);
    expect(readDay(DAY)).toMatchObject({
      state: 'unbilled',
      reported: null,
      estimated: usd(100),
      cost: usd(100),
      basis: 'estimated',
      ratio: null,
      residual: null,
    });
  });

  it('whose bill may still be filling counts as billed, and its difference is not explained', () => {
    holdDay(DAY, [opus(10)]);
    holdBill(DAY, [billOf(4)], NEXT_DAY + 2 * HOUR_MS);
    const young = read(wholeDay(DAY));
    expect(young.days[0]).toMatchObject({
      state: 'billed',
      cost: usd(4),
      ratio: null,
      residual: null,
    });
    expect([young.causes, young.models]).toEqual([[], []]);
    holdBill(DAY, [billOf(4)], NEXT_DAY + 6 * HOUR_MS);
    expect(read(wholeDay(DAY)).days[0]?.residual).toBe(usd(-6));
  });

  it('that is running is estimated, whatever its bill says so far', () => {
    holdDay(TODAY, [opus(3)], { from: TODAY, to: floorHour(NOW) + HOUR_MS });
    holdBill(TODAY, [billOf(1)]);
    expect(readDay(TODAY)).toMatchObject({ state: 'open', reported: null, cost: usd(3) });
  });

  it('without use and with an empty bill was billed nothing; with use it is not billed yet', () => {
    holdDay(DAY, []);
    holdBill(DAY, []);
    holdDay(NEXT_DAY, [opus(2)]);
    holdBill(NEXT_DAY, []);
    expect(readDay(DAY)).toMatchObject({
      ...{ state: 'billed', reported: 0, estimated: 0, cost: 0, basis: 'reported' },
      ...{ ratio: null, residual: 0 },
    });
    expect(read(wholeDay(DAY)).total).toEqual({ microcents: 0, basis: 'reported' });
    expect(readDay(NEXT_DAY)).toMatchObject({ state: 'unbilled', reported: null, cost: usd(2) });
  });

  it('with an empty bill and hours missing is not known to be without use', () => {
    holdDay(DAY, [], { from: DAY + HOUR_MS, to: DAY + DAY_MS });
    holdBill(DAY, []);
    expect(readDay(DAY)).toMatchObject({ state: 'unbilled', reported: null });
  });

  it('of which only the bill was read, and too early, is not billed yet', () => {
    holdBill(DAY, [billOf(4)], DAY + HOUR_MS);
    expect(readDay(DAY)).toMatchObject({ state: 'unbilled', reported: null, cost: null });
  });

  it('adds up from parts of it', () => {
    holdDay(DAY, [opus(6), opus(4)]);
    holdBill(DAY, [billOf(7)]);
    const noon = DAY + 12.5 * HOUR_MS;
    expect(read({ from: DAY, to: noon }).total).toEqual({
      microcents: usd(2.1),
      basis: 'allocated',
    });
    expect(read({ from: noon, to: DAY + 20 * HOUR_MS }).total.microcents).toBe(usd(4.9));
    expect(read({ from: DAY + 13 * HOUR_MS, to: DAY + DAY_MS }).total.microcents).toBe(usd(2.8));
  });

  it('that was never fetched is missing and not zero', () => {
    expect(readDay(DAY)).toMatchObject({ state: 'missing', estimated: null, cost: null });
    expect(read(wholeDay(DAY)).total).toEqual({ microcents: null, basis: null });
  });

  it('with hours missing is not compared with its bill', () => {
    holdDay(DAY, [opus(60)], { from: DAY + 6 * HOUR_MS, to: DAY + DAY_MS });
    holdBill(DAY, [billOf(100)]);
    expect(readDay(DAY)).toMatchObject({
      ...{ state: 'billed', reported: usd(100), cost: usd(100) },
      ...{ estimated: null, ratio: null, residual: null },
    });
    expect(read(wholeDay(DAY))).toMatchObject({ models: [], causes: [] });
  });

  it('of whose use nothing has a price has no estimate, and its bill is explained all the same', () => {
    holdDay(DAY, [{ model: UNPRICED, counts: { output: 7 } }]);
    holdBill(DAY, [billOf(3, { model: UNPRICED })]);
    expect(readDay(DAY)).toMatchObject({ reported: usd(3), estimated: null, residual: null });
    expect(read(wholeDay(DAY)).causes).toMatchObject([{ kind: 'unpriced', microcents: usd(3) }]);
  });

  it('A28: that is billed in another currency too names it, and adds nothing of it', () => {
    holdDay(DAY, [opus(10)]);
    holdBill(DAY, [billOf(9), billOf(7, { currency: 'EUR' })]);
    holdBill(NEXT_DAY, [billOf(5, { currency: 'GBP' })]);
    const { otherCurrencies, total } = read({ from: DAY + HOUR_MS, to: DAY + 20 * HOUR_MS });
    expect(otherCurrencies).toEqual([{ currency: 'EUR', microunits: usd(7) }]);
    expect(total.microcents).toBe(usd(9));
  });

  it('that has not begun is not listed', () => {
    const { days } = read({ from: DAY, to: TODAY + 5 * DAY_MS });
    expect(days.map(({ day }) => day)).toEqual([DAY, NEXT_DAY, TODAY]);
  });

  it('tells what it would have cost in the dearer band', () => {
    holdDay(DAY, [
      opus(10),
      { model: HAIKU, counts: { output: 2_000_000, uncachedInput: 10_000_000 } },
    ]);
    expect(readDay(DAY)).toMatchObject({ estimated: usd(10 + 2), estimatedHigh: usd(10 + 10) });
  });
});
