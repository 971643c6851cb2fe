import type { Grid } from './grid.js';
import type { Interval } from './learned.js';

/** Amounts below which these ascending shares of the mass lie. */
export function quantiles(mass: Float64Array, grid: Grid, shares: readonly number[]): number[] {
  const total = mass.reduce((sum, value) => sum + value, 0);
  let before = 0;
  let cell = 0;
  return shares.map((share) => {
    const wanted = share * total;
    while (cell < grid.size - 1 && before + (mass[cell] ?? 0) < wanted) {
      before += mass[cell] ?? 0;
      cell += 1;
    }
    const inside = mass[cell] ?? 0;
    const part = inside > 0 ? Math.min(1, Math.max(0, (wanted - before) / inside)) : 0.5;
    return Math.exp(grid.start + (cell + part - 0.5) * grid.step);
  });
}

/** Median and 80 % interval. */
export function intervalOf(mass: Float64Array, grid: Grid): Interval {
  const [low = 0, median = 0, high = 0] = quantiles(mass, grid, [0.1, 0.5, 0.9]);
  return { median, low, high };
}

/** Share of the mass within this distance of the amount, in logarithms. */
export function massWithin(
  mass: Float64Array,
  grid: Grid,
  amount: number,
  distance: number,
): number {
  const middle = (Math.log(amount) - grid.start) / grid.step;
  const reach = distance / grid.step;
  let inside = 0;
  let total = 0;
  for (let i = 0; i < mass.length; i += 1) {
    const value = mass[i] ?? 0;
    total += value;
    // A cell at the border counts by the part of it that is inside.
    inside += value * Math.min(1, Math.max(0, reach + 0.5 - Math.abs(i - middle)));
  }
  return total > 0 ? inside / total : 0;
}
