import { DAY_MS, HOUR_MS, type Instant } from '../../shared/units.js';
import type { DayReport } from '../history-rows.js';

type Read = Pick<DayReport, 'start' | 'fetchedAt'>;

/** The bill of a day that closed a moment ago is still filling; so long after it is whole. */
const SETTLES_MS = 6 * HOUR_MS;

/** Closed, and read after it had closed. */
export const isBilled = ({ start, fetchedAt }: Read, now: Instant) =>
  start + DAY_MS <= now && fetchedAt >= start + DAY_MS;

/** Read when nothing more was to come to it. */
export const isSettled = ({ start, fetchedAt }: Read) => fetchedAt >= start + DAY_MS + SETTLES_MS;
