import type { Instant } from '../../shared/units.js';

/** One model and tier on one billed UTC day; amounts in microcents. */
export interface DayFigure {
  /** What a bill of it can be predicted from: our estimate, or usual prices of unpriced tokens. */
  readonly measure: number;
  readonly isPriced: boolean;
  readonly reported: number;
}

/** A billed UTC day, by model and tier (`scaleKey`). */
export interface BilledDay {
  readonly day: Instant;
  readonly figures: ReadonlyMap<string, DayFigure>;
  /** What was billed besides tokens and searches, by its kind. */
  readonly extras: ReadonlyMap<string, number>;
  /** The bill was read when nothing more was to come to it. */
  readonly isSettled: boolean;
}

/** What its tokens were billed. */
export const sumFigures = ({ figures }: BilledDay): number =>
  [...figures.values()].reduce((sum, { reported }) => sum + reported, 0);

export const sumReported = (day: BilledDay): number =>
  sumFigures(day) + [...day.extras.values()].reduce((sum, amount) => sum + amount, 0);
