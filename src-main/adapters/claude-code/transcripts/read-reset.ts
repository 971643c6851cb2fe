import { isTimeZone } from '../../../shared/settings.js';
import { HOUR_MS, type Instant, MINUTE_MS } from '../../../shared/units.js';
import { instantOf, type WallTime, wallTime, weekdayOf } from '../../../shared/zoned-time.js';

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun'].concat([
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
]);
const TIME = new RegExp(
  [
    `^(?:(?<weekday>${WEEKDAYS.join('|')})[a-z]*\\.?,? (?:at )?)?`,
    `(?:(?<month>${MONTHS.join('|')})[a-z]*\\.? (?<day>\\d{1,2})(?:, ?(?<year>\\d{4}))?(?:,| at)? )?`,
    '(?<hour>\\d{1,2})(?::(?<minute>\\d{2}))?(?: ?(?<half>[ap])\\.?m\\b\\.?)?',
    '(?: ?\\((?<zone>[\\w+/-]+)\\))?(?=$|[ .,;)])',
  ].join(''),
  'i',
);
/** Clocks are put back by at most an hour: a time that comes twice comes again within it. */
const REPEATS_AFTER = [HOUR_MS / 2, HOUR_MS];

/**
 * The instant that a text such as `3:45pm (Europe/Oslo)`, `Mon 12:00am` or `Oct 12, 8am` means: the
 * next such time after `at`. Null: it cannot be told.
 */
export function readReset(text: string, at: Instant, systemZone: string): Instant | null {
  const said = TIME.exec(text)?.groups;
  const clock = said && clockOf(said);
  const zone = said?.zone ?? systemZone;
  if (!said || !clock || !isTimeZone(zone)) return null;
  const today = wallTime(at, zone);
  for (const day of daysOf(said, today)) {
    const wall = { ...dayOf(day), ...clock };
    if (!isSameDay(wall, day)) return null;
    const next = occurrences(wall, zone).find((time) => time > at);
    if (next !== undefined) return next;
  }
  return null;
}

type Said = Readonly<Record<string, string | undefined>>;

function clockOf({ hour, minute, half }: Said) {
  const hours = Number(hour);
  const minutes = Number(minute ?? 0);
  if (minutes > 59 || (half === undefined && minute === undefined)) return null;
  if (half === undefined) return hours < 24 ? { hour: hours, minute: minutes } : null;
  if (hours < 1 || hours > 12) return null;
  return { hour: (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0), minute: minutes };
}

/** A day as fields that may run over their month or year. */
type LooseDay = Pick<WallTime, 'year' | 'month' | 'day'>;

function daysOf({ weekday, month, day, year }: Said, today: WallTime): readonly LooseDay[] {
  if (month !== undefined) {
    const named = { month: MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1, day: Number(day) };
    if (year !== undefined) return [{ ...named, year: Number(year) }];
    return [today.year, today.year + 1].map((each) => ({ ...named, year: each }));
  }
  const ahead =
    weekday === undefined
      ? 0
      : (WEEKDAYS.indexOf(weekday.slice(0, 3).toLowerCase()) - weekdayOf(today) + 7) % 7;
  const step = weekday === undefined ? 1 : 7;
  return [ahead, ahead + step].map((days) => dayOf({ ...today, day: today.day + days }));
}

function dayOf({ year, month, day }: LooseDay): LooseDay {
  const date = new Date(Date.UTC(year, month - 1, day));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** 30 February is no day. */
const isSameDay = (wall: LooseDay, said: LooseDay) =>
  wall.month === said.month && wall.day === said.day;

/** When a zone's clock shows this: twice where it is put back. */
function occurrences(wall: WallTime, zone: string): readonly Instant[] {
  const first = instantOf(wall, zone);
  const shown = wallTime(first, zone);
  const again = REPEATS_AFTER.map((later) => first + later).filter((time) => {
    const { day, hour, minute } = wallTime(time, zone);
    return day === shown.day && hour === shown.hour && minute === shown.minute;
  });
  return [Math.floor(first / MINUTE_MS) * MINUTE_MS, ...again];
}
