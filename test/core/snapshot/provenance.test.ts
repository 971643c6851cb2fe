import { describe, expect, it } from 'vitest';
import type { HeldFigures } from '../../../src-main/core/snapshot/read-held-figures.js';
import { DAY_MS, floorDay, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { hourTotal, usd } from '../../fakes/figures.js';
import { derive, held, OPEN, RESET, without } from './derive-with.js';

describe('provenance', () => {
  it('names the span up to the open hour, the oldest fetch and whether all of it is held', () => {
    const coverage = held().coverage;
    const oldest = OPEN - 22 * HOUR_MS;
    const hours = new Map(coverage.hours).set(OPEN - DAY_MS, oldest);
    const { week } = derive({ held: held({ coverage: { ...coverage, hours } }) });
    expect(week.spent.provenance).toMatchObject({
      from: RESET,
      to: OPEN + HOUR_MS,
      fetchedAt: oldest,
      isComplete: true,
    });
    expect(week.spent.provenance.formula).not.toBe('');
  });

  it('with the analytics names the bill by the hour, also of the running day', () => {
    const billed = { microcents: 7, basis: 'reported', plain: 8 } as const;
    const hourCosts = new Map([[OPEN - HOUR_MS, billed]]);
    const formulasOf = (pair: 'legacy' | 'analytics') => {
      const { today } = derive({ held: held({ pair, hourCosts }) });
      expect(today.cost).toMatchObject({ microcents: 7, basis: 'reported' });
      return [today.cost, today.utcDay].map(({ provenance }) => provenance.formula);
    };
    expect(formulasOf('analytics')).toEqual([
      'cost of the hours of your day: the bill by the hour',
      'the bill of the hours of the running day so far; beside it tokens x price table',
    ]);
    expect(formulasOf('legacy')).toEqual([
      'cost of the hours of your day: the bill of closed UTC days',
      'the cost report of the running day; beside it tokens x price table',
    ]);
  });

  it('A28: other currencies are of every day that a figure is of', () => {
    const { otherCurrenciesProvenance: trace, ...shown } = derive();
    const starts = [shown.week.window, shown.month.window, shown.today.window];
    expect(trace.from).toBe(floorDay(Math.min(...starts.map(({ from }) => from))));
    expect(trace).toMatchObject({ to: OPEN + HOUR_MS, basis: 'reported' });
  });
});

describe('whether a figure is complete', () => {
  it('what is to come is not missing: of the week, the day, the hour and the UTC day alike', () => {
    const completeness = (missing: readonly number[]) => {
      const { week, today, month } = derive({ held: held({ coverage: without(...missing) }) });
      const figures = [week.spent, today.cost, today.lastHour, month.cost, today.utcDay];
      for (const { provenance } of figures) expect(provenance.to).toBe(OPEN + HOUR_MS);
      return figures.map(({ provenance }) => provenance.isComplete);
    };
    expect(completeness([])).toEqual([true, true, true, true, true]);
    expect(completeness([OPEN])).toEqual([false, false, false, false, false]);
    expect(completeness([OPEN - HOUR_MS])).toEqual([false, false, true, false, false]);
  });

  it('T4: a span that ends inside an hour is not, unless the minutes of that hour are held', () => {
    const cut = OPEN - 7 * DAY_MS;
    const hours = [hourTotal(cut, 600)];
    const byNow = (some: Partial<HeldFigures>) =>
      derive({ held: held({ hours, ...some }) }).week.previous.spentByNow;
    const shared = byNow({});
    expect(shared).toMatchObject({ microcents: 200, provenance: { isComplete: false } });
    expect(shared.provenance.formula).toMatch(/; an hour that it cuts is shared by time$/);
    const told = byNow({ minutes: new Map([[cut as number, [hourTotal(cut, 600)]]]) });
    expect(told).toMatchObject({ microcents: 600, provenance: { isComplete: true } });
    expect(told.provenance.formula).not.toContain('shared by time');
  });

  it('an hour that was last fetched while it ran is not the whole hour', () => {
    const hours = new Map(held().coverage.hours).set(OPEN - DAY_MS, OPEN - DAY_MS + MINUTE_MS);
    const { week } = derive({ held: held({ coverage: { ...held().coverage, hours } }) });
    expect(week.spent).toMatchObject({ microcents: null, provenance: { isComplete: false } });
  });
});

describe('the formula of an estimate', () => {
  const { provenance } = derive().month.cost;
  const scale = { ratio: 0.9, low: null, high: null, days: 28, provenance };
  const formulaOf = (some: Partial<HeldFigures>) =>
    derive({ held: held({ scale, ...some }) }).today.cost.provenance.formula;

  it('is plain where there was no use, whatever bills taught', () => {
    expect(formulaOf({})).toBe('cost of the hours of your day: tokens x price table');
    expect(formulaOf({ hours: [hourTotal(OPEN, usd(2))] })).toContain(
      'tokens x price table ($2.00) x 1.000, as 28 recent bills taught',
    );
  });
});
