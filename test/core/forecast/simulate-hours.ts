import { DAY_MS, HOUR_MS, type Instant, type Span } from '../../../src-main/shared/units.js';
import { wallTime } from '../../../src-main/shared/zoned-time.js';

/** What drives the money of an invented organization. */
export const KINDS = [
  'work week',
  'part time',
  'steady agents',
  'nightly batches',
  'spiky',
  'growing',
  'declining',
  'level jumps',
  'mixed',
] as const;
export type Kind = (typeof KINDS)[number];

const ZONES = ['UTC', 'America/Los_Angeles', 'Europe/Oslo', 'Asia/Kathmandu', 'Asia/Tokyo'];
/** Microcents of an hour of a middling organization: $2. */
const BASE = 200_000_000;

export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  between(low: number, high: number): number;
  normal(): number;
}

/** Mulberry32: small, and the same on every machine. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

/** Cost of each hour of the span, in microcents: the truth a forecast is measured by. */
export function simulateHours(kind: Kind, span: Span, seed: number): Map<number, number> {
  const random = createRandom(seed * 7919 + KINDS.indexOf(kind));
  const zone = ZONES[Math.floor(random.next() * ZONES.length)] ?? 'UTC';
  const levels = dailyLevels(kind, span, random);
  const rhythm = hourlyRhythm(kind, random);
  const size = BASE * Math.exp(random.normal());
  const hourNoise = random.between(0.1, 0.6);
  const hours = new Map<number, number>();
  let offset = offsetOf(span.from, zone);
  for (let start: number = span.from; start < span.to; start += HOUR_MS) {
    const day = levels[Math.floor((start - span.from) / DAY_MS)];
    if (start % DAY_MS === 0) offset = offsetOf(start, zone);
    const local = start + offset;
    const weekday = new Date(local).getUTCDay();
    const hour = Math.floor((local % DAY_MS) / HOUR_MS);
    const weight = rhythm(weekday, hour, day?.isHoliday ?? false);
    const noise = Math.exp(hourNoise * random.normal() - hourNoise ** 2 / 2);
    hours.set(start, Math.round(size * weight * noise * (day?.level ?? 0)));
  }
  return hours;
}

/** Asked once a day: clock changes half a day late are near enough for a rhythm. */
function offsetOf(at: Instant, zone: string): number {
  const { year, month, day, hour, minute } = wallTime(at, zone);
  return Date.UTC(year, month - 1, day, hour, minute) - at;
}

interface DayLevel {
  readonly level: number;
  readonly isHoliday: boolean;
}

function dailyLevels(kind: Kind, span: Span, random: Random): DayLevel[] {
  const days: DayLevel[] = [];
  const dayNoise = kind === 'spiky' ? random.between(0.5, 1) : random.between(0.05, 0.35);
  const spikeChance = kind === 'spiky' ? random.between(0.02, 0.06) : random.between(0, 0.01);
  const offChance = kind === 'part time' ? random.between(0, 0.25) : 0;
  const jumpEveryDays = kind === 'level jumps' ? 40 : 200;
  let logLevel = 0;
  let weeklyGrowth = growthOf(kind, random);
  let carried = 0;
  for (let day: number = span.from; day < span.to; day += DAY_MS) {
    // A trend lasts for some months.
    if (random.next() < 1 / 80) weeklyGrowth = growthOf(kind, random);
    if (random.next() < 1 / jumpEveryDays) logLevel += 0.5 * random.normal();
    logLevel += Math.log(1 + weeklyGrowth) / 7;
    carried = 0.4 * carried + dayNoise * random.normal();
    const spike = random.next() < spikeChance ? random.between(3, 12) : 1;
    const isOff = random.next() < offChance;
    days.push({
      level: isOff ? 0 : Math.exp(logLevel + carried) * spike,
      isHoliday: isHoliday(day, random),
    });
  }
  return days;
}

function growthOf(kind: Kind, random: Random): number {
  if (kind === 'growing') return random.between(0.02, 0.1);
  if (kind === 'declining') return random.between(-0.1, -0.02);
  return random.between(-0.02, 0.03);
}

/** The turn of the year, and about ten single days. */
function isHoliday(day: Instant, random: Random): boolean {
  const date = new Date(day);
  const isTurn =
    (date.getUTCMonth() === 11 && date.getUTCDate() >= 24) ||
    (date.getUTCMonth() === 0 && date.getUTCDate() === 1);
  return random.next() < 0.027 || isTurn;
}

type Rhythm = (weekday: number, hour: number, isHoliday: boolean) => number;

function hourlyRhythm(kind: Kind, random: Random): Rhythm {
  const begins = random.between(7, 10);
  const lasts = random.between(7, 11);
  const weekend = random.between(0.01, 0.4);
  const nightly = Math.floor(random.between(0, 5));
  const agents = random.between(0.1, 0.6);
  const worksOn = Array.from({ length: 7 }, () => kind !== 'part time' || random.next() < 0.45);
  const people: Rhythm = (weekday, hour, isHoliday) => {
    const isOff = weekday === 0 || weekday === 6 || isHoliday || !worksOn[weekday];
    const isAtWork = hour >= begins && hour < begins + lasts;
    return (isOff ? weekend : 1) * (isAtWork ? 1 : 0.06);
  };
  const batch: Rhythm = (_, hour) => (hour >= nightly && hour < nightly + 2 ? 4 : 0.02);
  const steady: Rhythm = () => 0.6;
  if (kind === 'steady agents') return steady;
  if (kind === 'nightly batches') return batch;
  if (kind !== 'mixed') return people;
  return (...at) => people(...at) + agents * steady(...at) + 0.3 * batch(...at);
}
