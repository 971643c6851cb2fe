import { DAY_MS, HOUR_MS, type Instant } from '../../shared/units.js';

export const WEEK_HOURS = 168;
const WEEK_MS = 7 * DAY_MS;

/** Cost of hours in a row. The first begins a week, so that `index % 168` is the hour of week. */
export interface HourlyCosts {
  readonly from: Instant;
  /** Microcents; NaN where the hour is not held. */
  readonly values: Float64Array;
  /** Sum and number of the held hours before each index. */
  readonly sumsBefore: Float64Array;
  readonly heldBefore: Float64Array;
}

/** An hour that is missing or null is not held, which is not zero. */
export function hourlyCosts(costs: ReadonlyMap<number, number | null>): HourlyCosts {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const start of costs.keys()) {
    first = Math.min(first, start);
    last = Math.max(last, start);
  }
  const from = first > last ? 0 : Math.floor(first / WEEK_MS) * WEEK_MS;
  const length = first > last ? 0 : (last - from) / HOUR_MS + 1;
  const values = new Float64Array(length).fill(Number.NaN);
  const sumsBefore = new Float64Array(length + 1);
  const heldBefore = new Float64Array(length + 1);
  let sum = 0;
  let held = 0;
  for (let index = 0; index < length; index += 1) {
    const cost = costs.get(from + index * HOUR_MS) ?? null;
    if (cost !== null) {
      values[index] = cost;
      sum += cost;
      held += 1;
    }
    sumsBefore[index + 1] = sum;
    heldBefore[index + 1] = held;
  }
  return { from, values, sumsBefore, heldBefore };
}

/** NaN where the hour is not held, also before and after all that is. */
export const costAt = ({ values }: HourlyCosts, index: number): number =>
  values[index] ?? Number.NaN;

export const hourIndex = ({ from }: HourlyCosts, at: Instant): number =>
  Math.floor((at - from) / HOUR_MS);

export interface HeldCost {
  readonly microcents: number;
  readonly heldHours: number;
}

/** What the held hours with these indices cost. */
export function sumHeld(costs: HourlyCosts, from: number, to: number): HeldCost {
  const within = (index: number) => Math.min(Math.max(index, 0), costs.values.length);
  const [first, end] = [within(from), within(Math.max(from, to))];
  const between = (before: Float64Array) => (before[end] ?? 0) - (before[first] ?? 0);
  return { microcents: between(costs.sumsBefore), heldHours: between(costs.heldBefore) };
}
