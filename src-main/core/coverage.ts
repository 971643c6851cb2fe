import type { Instant } from '../shared/units.js';

/** When each bucket was last fetched: start -> instant. */
export type FetchTimes = ReadonlyMap<number, Instant>;

/** Which buckets are held, and since when. */
export interface Coverage {
  readonly hours: FetchTimes;
  readonly days: FetchTimes;
  /** Hours that are also held by the minute. */
  readonly minuteHours: FetchTimes;
  readonly claudeCodeDays: FetchTimes;
}
