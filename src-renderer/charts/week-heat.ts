import type { WeekProfile } from '../../src-main/shared/limits.js';
import { formatUsd } from '../../src-main/shared/usd.js';

export const WEEKDAYS = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;
export const HOURS: readonly number[] = Array.from({ length: 24 }, (_, hour) => hour);

export const greatestHour = (profile: WeekProfile) =>
  Math.max(0, ...profile.flatMap((day) => day.map((usd) => usd ?? 0)));

const pad = (hour: number) => `${hour}`.padStart(2, '0');

/** "Tuesday 14:00–15:00". */
export const nameHour = (day: number, hour: number) =>
  `${WEEKDAYS[day] ?? ''} ${pad(hour)}:00–${pad((hour + 1) % 24)}:00`;

/** "$1.20 on average". */
export function sayHour(profile: WeekProfile, day: number, hour: number): string {
  const usd = profile[day]?.[hour] ?? null;
  return usd === null ? 'nothing held' : usd === 0 ? 'no use' : `${formatUsd(usd)} on average`;
}

/** "Tuesday 14:00–15:00: $1.20 on average". */
export const speakHour = (profile: WeekProfile, day: number, hour: number) =>
  `${nameHour(day, hour)}: ${sayHour(profile, day, hour)}`;

/** One sentence that carries what the picture shows. */
export function summarizeWeek(title: string, profile: WeekProfile): string {
  const most = greatestHour(profile);
  if (most === 0) return `${title}: no use is held.`;
  const day = profile.findIndex((hours) => hours.includes(most));
  const hour = profile[day]?.indexOf(most) ?? 0;
  const cells = profile.flat();
  const unknown = cells.filter((usd) => usd === null).length;
  const idle = cells.filter((usd) => usd === 0).length;
  const words = [
    `${title}: most on ${nameHour(day, hour)}, ${formatUsd(most)} on average`,
    `${idle} of ${cells.length} hours of the week without use`,
    ...(unknown > 0 ? [`${unknown} not held`] : []),
  ];
  return `${words.join('; ')}.`;
}
