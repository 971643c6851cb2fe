import { HOUR_MS, type Instant, type Span } from '../../shared/units.js';

/** Starts of the hours of a span that begins and ends with one. */
export const hoursOf = ({ from, to }: Span): Instant[] =>
  Array.from({ length: (to - from) / HOUR_MS }, (_, index) => from + index * HOUR_MS);
