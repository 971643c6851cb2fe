import type { OsloTime } from './oslo-time.js';
import { workdayShare } from './workday.js';

const within = (hour: number, from: number, to: number) => hour >= from && hour < to;

export function officeHours(time: OsloTime): number {
  const { hour } = time;
  const rhythm = within(hour, 9, 16) ? (hour === 11 ? 0.75 : 1) : within(hour, 8, 17) ? 0.7 : 0;
  const evening = within(hour, 19, 23) ? 0.05 : 0.004;
  return Math.max(rhythm, evening) * workdayShare(time);
}

/** Customers write from early morning to late evening, at weekends as well. */
export function serviceHours(time: OsloTime): number {
  const { hour } = time;
  const rhythm = within(hour, 9, 17) ? 1 : within(hour, 7, 22) ? 0.35 : 0.04;
  return rhythm * Math.max(workdayShare(time), 0.22);
}

export const nightly = ({ hour }: OsloTime) => (within(hour, 2, 4) ? 1 : 0);
export const lateOnWorkdays = (time: OsloTime) =>
  time.hour === 23 && workdayShare(time) > 0.2 ? 1 : 0;
export const wednesdayEvening = ({ weekday, hour }: OsloTime) =>
  weekday === 2 && within(hour, 18, 20) ? 1 : 0;
export const fridayAfternoon = ({ weekday, hour }: OsloTime) =>
  weekday === 4 && hour === 14 ? 1 : 0;
