import { DAY_MS } from '../shared/units.js';
import type { OsloTime } from './oslo-time.js';

/** How much of an ordinary working day is worked on this day, 0 to 1. */
export function workdayShare(time: OsloTime): number {
  if (isHoliday(time)) return 0.05;
  if (time.weekday >= 5) return 0.1;
  if (isChristmasWeek(time)) return 0.25;
  if (isSummerLeave(time)) return 0.65;
  return time.weekday === 4 ? 0.85 : 1;
}

const fixedHolidays = new Set(['1-1', '5-1', '5-17', '12-24', '12-25', '12-26', '12-31']);
/** Days from Easter Sunday: Thursday, Friday, Monday, Ascension Day and Whit Monday. */
const easterHolidays = new Set([-3, -2, 0, 1, 39, 50]);

function isHoliday({ year, month, date, day }: OsloTime): boolean {
  return fixedHolidays.has(`${month}-${date}`) || easterHolidays.has(day - easterDay(year));
}

const isChristmasWeek = ({ month, date }: OsloTime) =>
  (month === 12 && date >= 22) || (month === 1 && date <= 2);

/** Three weeks in July in which most of the office is away. */
const isSummerLeave = ({ month, date }: OsloTime) => month === 7 && date >= 6 && date <= 26;

/** Easter Sunday in days since 1970 (anonymous Gregorian algorithm). */
function easterDay(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const leapShift = century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25);
  const epact = (((leapShift + 19 * golden + 15) % 30) + 30) % 30;
  const fullMoon = epact - Math.floor((golden + 11 * epact) / 319);
  const sunday =
    (2 * (century % 4) + 2 * Math.floor(inCentury / 4) - (inCentury % 4) - fullMoon + 32) % 7;
  const month = Math.floor((fullMoon + sunday + 90) / 25);
  const date = (fullMoon + sunday + month + 19) % 32;
  return Date.UTC(year, month - 1, date) / DAY_MS;
}
