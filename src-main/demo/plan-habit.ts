import type { Habit } from './habits.js';
import type { OsloTime } from './oslo-time.js';
import { officeHours } from './work-hours.js';
import { workdayShare } from './workday.js';

/** Long conversations with a cache, over the day and into some evenings. */
export const planHabit: Habit = {
  workspace: 'Claude Code',
  apiKey: null,
  requestsPerHour: 13,
  hourShare: (time) => Math.max(officeHours(time), evenings(time)),
  families: [
    ['sonnet', 0.58],
    ['opus', 0.34],
    ['fable', 0.08],
  ],
  prompt: [45_000, 190_000],
  output: [900, 5_200],
  cacheReadShare: 0.91,
  oneHourCacheShare: 0.4,
};

const evenings = (time: OsloTime) =>
  time.hour >= 20 && time.hour < 23 && time.day % 3 !== 0 ? 0.45 * workdayShare(time) : 0;
