import { joinBasis } from '../../shared/join-basis.js';
import type { CostBasis } from '../../shared/snapshot.js';
import { floorDay, HOUR_MS, type Instant, type Span } from '../../shared/units.js';
import { groupBy } from '../group-by.js';
import type { UsageHistory } from '../ports.js';
import type { PriceTable } from '../pricing/price-table.js';
import { isDayHeld } from '../usage/is-day-held.js';
import { isUnused } from '../usage/token-sums.js';
import { isBilled } from './is-billed.js';
import { readCostCells } from './read-cost-cells.js';
import { rememberDays, runsOf } from './remember-days.js';

export interface CostOfHour {
  /** Microcents; null: used, and neither a price nor a bill tells for how much. */
  readonly microcents: number | null;
  readonly basis: CostBasis | null;
  /** Tokens x price table; null: no price is known for any of it. */
  readonly plain: number | null;
}

/** Nothing was spent in it, or nothing is held of it. */
export const isCostless = (cost: CostOfHour | undefined) => !cost || cost.microcents === 0;

type HourCosts = Map<number, CostOfHour>;

const rememberBilledDays = rememberDays<readonly (readonly [number, CostOfHour])[]>();

/** What each held hour of these UTC days cost; hours that are not held are left out. */
export function readHourCosts(
  history: UsageHistory,
  prices: PriceTable,
  days: readonly Instant[],
  now: Instant,
): ReadonlyMap<number, CostOfHour> {
  const reports = runsOf(days).flatMap((run) => history.readDayReports(run));
  const read = (run: Span) => readRun(history, prices, run, now);
  const billed = rememberBilledDays(history, reports, now, (run) =>
    groupBy(read(run), ([hour]) => floorDay(hour) as number),
  );
  const others = runsOf(days.filter((day) => !billed.has(day))).flatMap((run) => [...read(run)]);
  return new Map([...[...billed.values()].flat(), ...others]);
}

function readRun(history: UsageHistory, prices: PriceTable, run: Span, now: Instant): HourCosts {
  const costs: HourCosts = new Map();
  const { hours: fetchedHours } = history.readCoverage();
  for (const { start, microcents, basis } of readCostCells(history, prices, run, 'hour', now)) {
    const known = costs.get(start);
    costs.set(start, {
      microcents: (known?.microcents ?? 0) + microcents,
      basis: joinBasis(known?.basis ?? null, basis),
      plain: null,
    });
  }
  const plain = new Map<number, number | null>();
  const usedDays = new Set<number>();
  for (const { start, tokens, estimated } of history.readHourTotals(run)) {
    if (isUnused(tokens)) continue;
    plain.set(start, estimated);
    usedDays.add(floorDay(start));
  }
  // An empty bill of a day that is known to be without use is a bill of nothing.
  const billed = new Set(
    history.readDayReports(run).flatMap((day) => {
      const isEmpty = isDayHeld(day.start, fetchedHours) && !usedDays.has(day.start);
      return isBilled(day, now) && (day.reported !== null || isEmpty) ? [day.start] : [];
    }),
  );
  for (let hour = run.from; hour < run.to; hour += HOUR_MS) {
    const isOfBill = billed.has(floorDay(hour));
    const known = costs.get(hour);
    const estimate = plain.get(hour);
    if (known) costs.set(hour, { ...known, plain: estimate ?? null });
    if (known || (!fetchedHours.has(hour) && !isOfBill)) continue;
    // Use that a bill does not name was billed nothing; any other has no price, or next to none.
    const isUnknown = estimate === null && !isOfBill;
    costs.set(hour, {
      microcents: isUnknown ? null : 0,
      basis: isUnknown ? null : isOfBill ? 'reported' : 'estimated',
      plain: estimate ?? null,
    });
  }
  return costs;
}
