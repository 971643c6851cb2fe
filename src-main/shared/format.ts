import { DAY_MS, HOUR_MS, type Instant, MICROCENTS_PER_DOLLAR, MINUTE_MS } from './units.js';

/** What stands where a number is not known. */
export const DASH = '–';

const formatters = new Map<string, Intl.NumberFormat>();
function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify(options);
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.NumberFormat('en-US', options);
    formatters.set(key, found);
  }
  return found;
}

/** A size below nothing has a real minus; no size has none. */
const withMinus = (value: number, size: string) => (value < 0 ? `−${size}` : size);

const inDollars = { style: 'currency', currency: 'USD' } as const;

/** Dollars from microcents: "$4.12", "−$1,264.80", "<$0.01" of either sign. Null is a dash. */
export function formatMoney(microcents: number | null): string {
  if (microcents === null) return DASH;
  const dollars = Math.abs(microcents) / MICROCENTS_PER_DOLLAR;
  if (dollars > 0 && dollars < 0.005) return '<$0.01';
  return withMinus(microcents, numberFormat(inDollars).format(dollars));
}

/** Where amounts below a cent stand beside each other: "$0.0042"; from a cent on as everywhere. */
export function formatFineMoney(microcents: number | null): string {
  const dollars = Math.abs(microcents ?? 0) / MICROCENTS_PER_DOLLAR;
  if (microcents === null || dollars === 0 || dollars >= 0.00995) return formatMoney(microcents);
  if (dollars < 0.0001) return '<$0.0001';
  const twoDigits = numberFormat({ ...inDollars, maximumSignificantDigits: 2 });
  return withMinus(microcents, twoDigits.format(dollars));
}

/** Amounts of other currencies have as many parts, and are named, never turned into dollars. */
export function formatParts(parts: number): string {
  const size = (Math.abs(parts) / MICROCENTS_PER_DOLLAR).toFixed(2);
  return Number(size) === 0 ? size : withMinus(parts, size);
}

/** Three significant figures for axes and icons: "$4.1", "$128", "$1.2k". */
export function formatMoneyShort(microcents: number | null): string {
  if (microcents === null) return DASH;
  const dollars = Math.abs(microcents) / MICROCENTS_PER_DOLLAR;
  if (dollars > 0 && dollars < 0.05) return '<$.1';
  return withMinus(microcents, `$${shorten(dollars)}`);
}

function shorten(dollars: number): string {
  if (dollars >= 999_500) return `${trim(dollars / 1_000_000)}M`;
  if (dollars >= 999.5) return `${trim(dollars / 1000)}k`;
  return trim(dollars);
}

function trim(value: number): string {
  return value >= 99.95 ? String(Math.round(value)) : value.toFixed(1).replace(/\.0$/, '');
}

/** "8.4 %" below 10, whole above; 0.4 % is not 0 % and 99.7 % and 100.2 % are not 100 %. Null is a dash. */
export function formatPercent(percent: number | null): string {
  if (percent === null) return DASH;
  const size = Math.abs(percent);
  if (size > 0 && size < 0.1) return '<0.1 %';
  return withMinus(percent, `${percentDigits(size)} %`);
}

function percentDigits(size: number): string {
  if (size >= 99.5 && size < 100) return String(Math.floor(size * 10) / 10);
  if (size > 100 && size < 100.5) return String(Math.ceil(size * 10) / 10);
  return size < 10 ? size.toFixed(1).replace(/\.0$/, '') : formatCount(Math.round(size));
}

/** One of a column of shares, all in whole percents: "63 %", "4 %", "<1 %", ">99 %". */
export function formatPart(percent: number | null): string {
  if (percent === null) return DASH;
  const size = Math.abs(percent);
  if (size > 0 && size < 1) return '<1 %';
  if (size > 99 && size < 100) return '>99 %';
  return withMinus(percent, `${formatCount(Math.round(size))} %`);
}

/** "999", "1.2 K", "6.57 M": 1,000 K is 1 M. */
export function formatTokens(count: number | null): string {
  if (count === null) return DASH;
  const units = ['', ' K', ' M', ' B', ' T'];
  let value = count;
  let index = 0;
  while (Number(value.toPrecision(3)) >= 1000 && index < units.length - 1) {
    value /= 1000;
    index += 1;
  }
  return index === 0 ? String(count) : `${Number(value.toPrecision(3))}${units[index]}`;
}

export const formatCount = (count: number | null) =>
  count === null ? DASH : numberFormat({}).format(count);

/** "12 s", "4 min", "3 h 20 min", "2 d 4 h". */
export function formatDuration(ms: number): string {
  const positive = Math.max(0, ms);
  if (positive < MINUTE_MS) return `${Math.floor(positive / 1000)} s`;
  if (positive < HOUR_MS) return `${Math.floor(positive / MINUTE_MS)} min`;
  if (positive < DAY_MS) {
    const minutes = Math.floor((positive % HOUR_MS) / MINUTE_MS);
    return `${Math.floor(positive / HOUR_MS)} h${minutes ? ` ${minutes} min` : ''}`;
  }
  const hours = Math.floor((positive % DAY_MS) / HOUR_MS);
  return `${Math.floor(positive / DAY_MS)} d${hours ? ` ${hours} h` : ''}`;
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();
function dateFormat(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${timeZone} ${JSON.stringify(options)}`;
  let found = dateFormats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat('en-GB', { timeZone, ...options });
    dateFormats.set(key, found);
  }
  return found;
}

/** "Sun 10:59". */
export const formatWeekdayTime = (at: Instant, timeZone: string) =>
  dateFormat(timeZone, {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
    .format(at)
    .replace(',', '');

/** "21 Nov". */
export const formatDay = (at: Instant, timeZone: string) =>
  dateFormat(timeZone, { day: 'numeric', month: 'short' }).format(at);

/** "Sat 21 Nov". */
export const formatWeekdayDay = (at: Instant, timeZone: string) =>
  dateFormat(timeZone, { weekday: 'short', day: 'numeric', month: 'short' })
    .format(at)
    .replace(',', '');

/** "21 Nov 2026, 14:05". */
export const formatDateTime = (at: Instant, timeZone: string) =>
  dateFormat(timeZone, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);

/** "14:05". */
export const formatTime = (at: Instant, timeZone: string) =>
  dateFormat(timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

/** "November". */
export const formatMonth = (at: Instant, timeZone: string) =>
  dateFormat(timeZone, { month: 'long' }).format(at);

/** RFC 3339 UTC without fractions: "2026-11-21T20:00:00Z". */
export const formatInstant = (at: Instant) => new Date(at).toISOString().replace(/\.\d{3}Z$/, 'Z');

/** The UTC day of an instant, as 2026-11-22. */
export const formatUtcDay = (at: Instant) => new Date(at).toISOString().slice(0, 10);
