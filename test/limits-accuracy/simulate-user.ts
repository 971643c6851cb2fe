import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src-main/shared/units.js';
import { createSeeded, type Seeded } from './seeded.js';
import type { UserType } from './user-types.js';

export type SimulatedKind = 'weekly' | 'five_hour';

/** An hour bucket of a window: what the meter counted and what was measured, by quarter. */
export interface SimulatedHour {
  readonly start: number;
  readonly metered: readonly number[];
  readonly measured: readonly number[];
  /** Measured use of the bucket that is of other windows. */
  readonly foreign: number;
}

export interface SimulatedWindow {
  readonly start: number;
  readonly end: number;
  /** The limit in what the meter counts, and in what is measured here. */
  readonly limit: number;
  readonly truth: number;
  readonly hours: readonly SimulatedHour[];
  /** When the limit stopped the person; null: it did not. */
  readonly hitAt: number | null;
  readonly isHitSeen: boolean;
  /** A hit that was claimed and was none. */
  readonly falseHitAt: number | null;
  /** When the person typed the percentage; null: not in this window. */
  readonly typedAt: number | null;
  /** What was wanted of each hour on, metered: the hours that would follow without a limit. */
  readonly wanted: readonly { readonly at: number; readonly metered: number }[];
}

export interface SimulatedUser {
  readonly kind: SimulatedKind;
  readonly windows: readonly SimulatedWindow[];
}

const BEGIN = Date.UTC(2026, 0, 5);
const QUARTERS = 4;
const QUARTER_MS = HOUR_MS / QUARTERS;

interface Shape {
  readonly base: number;
  readonly demand: number;
  readonly count: number;
  readonly typed: number;
}
const SHAPES: Readonly<Record<SimulatedKind, Shape>> = {
  weekly: { base: 250, demand: 0.85, count: 26, typed: 0.35 },
  five_hour: { base: 25, demand: 0.85 * 0.9, count: 72, typed: 0.12 },
};

export function simulateUser(kind: SimulatedKind, type: UserType, seed: number): SimulatedUser {
  const random = createSeeded(seed * 2 + (kind === 'weekly' ? 0 : 1));
  const { base, demand, count, typed } = SHAPES[kind];
  const person = {
    limit: base * Math.exp(0.9 * random.normal()),
    demand: demand * Math.exp(0.35 * random.normal()),
    mix: type.mix * Math.exp(0.5 * random.normal()),
    resetHour: Math.floor(random.next() * 168),
  };
  const windows: SimulatedWindow[] = [];
  for (let index = 0; index < count; index += 1) {
    const limit = person.limit * (index >= count / 2 ? (type.change ?? 1) : 1);
    const slow = (type.wave ?? 0) * Math.sin((2 * Math.PI * index) / count);
    const wanted = person.limit * person.demand * Math.exp(0.35 * random.normal());
    const span = kind === 'weekly' ? weekOf(index, person.resetHour) : fiveHoursOf(index, random);
    const shifts = kind === 'weekly' ? weeklyHours(span, type, random) : briefHours(span, random);
    const weights = shifts.map(
      (start) => insideOf(start, span) * Math.exp(type.burst * random.normal()),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const elsewhere = type.unseen
      ? Math.min(0.9, Math.max(0, type.unseen[0] + type.unseen[1] * random.normal()))
      : 0;
    const factors = mixFactors(kind, person.mix, slow, random);
    const hours = shifts.map((start, at) => ({
      start,
      metered: quartersOf((wanted * (weights[at] ?? 0)) / sum, start, span, random),
      factor: factors(start) * (1 - elsewhere),
    }));
    const stopped = stopAtLimit(hours, limit, random.next() < 0.15);
    const isBackToBack = kind === 'five_hour' && random.next() < 0.35;
    windows.push({
      ...span,
      limit,
      truth: limit * Math.exp(slow) * (1 - (type.unseen?.[0] ?? 0)),
      hours: stopped.hours.map(({ start, metered, factor }, at) => ({
        start,
        metered,
        measured: metered.map((use) => use * factor),
        foreign:
          at === 0 && isBackToBack && start < span.start
            ? ((wanted / shifts.length) * factor * (span.start - start)) / HOUR_MS
            : 0,
      })),
      hitAt: stopped.hitAt,
      isHitSeen: random.next() >= 0.02,
      falseHitAt:
        stopped.hitAt === null && random.next() < (type.falseHits ?? 0)
          ? (shifts[Math.floor(random.next() * shifts.length)] ?? span.start) + 40 * MINUTE_MS
          : null,
      typedAt:
        random.next() < typed
          ? span.start +
            Math.floor((random.next() * (span.end - span.start)) / MINUTE_MS) * MINUTE_MS
          : null,
      wanted: hours.map(({ start, metered }) => ({ at: start, metered: total(metered) })),
    });
  }
  return { kind, windows };
}

export const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** Share of an hour bucket that lies in the window. */
const insideOf = (start: number, span: WindowSpan) =>
  (Math.min(span.end, start + HOUR_MS) - Math.max(span.start, start)) / HOUR_MS;

interface WindowSpan {
  readonly start: number;
  readonly end: number;
}

/** From one minute before the edge of a bucket. */
function weekOf(index: number, resetHour: number): WindowSpan {
  const start = BEGIN + index * 7 * DAY_MS + resetHour * HOUR_MS - MINUTE_MS;
  return { start, end: start + 7 * DAY_MS };
}

function fiveHoursOf(index: number, random: Seeded): WindowSpan {
  const slot = Math.floor((index * 7 * 24) / 9) * HOUR_MS;
  const start = BEGIN + slot + Math.floor(random.next() * 6) * 10 * MINUTE_MS;
  return { start, end: start + 5 * HOUR_MS };
}

function weeklyHours(span: WindowSpan, type: UserType, random: Seeded): number[] {
  const hours: number[] = [];
  const first = Math.floor(span.start / HOUR_MS) * HOUR_MS;
  for (let start = first; start < span.end; start += HOUR_MS) {
    const date = new Date(start);
    const isWeekend = date.getUTCDay() % 6 === 0;
    const isDay = date.getUTCHours() >= 8 && date.getUTCHours() < 19;
    const chance = isWeekend === (type.worksWeekends ?? false) ? 0.7 : 0.08;
    if (random.next() < (isDay ? chance : 0.03)) hours.push(start);
  }
  return hours.length > 0 ? hours : [first + 12 * HOUR_MS];
}

function briefHours(span: WindowSpan, random: Seeded): number[] {
  const first = Math.floor(span.start / HOUR_MS) * HOUR_MS;
  const hours = [first];
  for (let start = first + HOUR_MS; start < span.end; start += HOUR_MS) {
    if (random.next() < 0.85) hours.push(start);
  }
  return hours;
}

/** An hour's use by quarter, uneven, none of it outside the window. */
function quartersOf(use: number, start: number, span: WindowSpan, random: Seeded): number[] {
  const weights = Array.from({ length: QUARTERS }, (_, quarter) => {
    const from = Math.max(span.start, start + quarter * QUARTER_MS);
    const to = Math.min(span.end, start + (quarter + 1) * QUARTER_MS);
    return Math.max(0, to - from) * (0.5 + random.next());
  });
  const sum = total(weights);
  return weights.map((weight) => (sum > 0 ? (use * weight) / sum : 0));
}

/** What is measured for each metered unit: the mix of the window, the day and the hour. */
function mixFactors(kind: SimulatedKind, mix: number, slow: number, random: Seeded) {
  const ofWindow = 0.8 * mix * random.normal();
  const spanMs = kind === 'weekly' ? DAY_MS : HOUR_MS;
  const parts = new Map<number, number>();
  return (start: number) => {
    const part = Math.floor(start / spanMs);
    const ofPart = parts.get(part) ?? 0.6 * mix * random.normal();
    parts.set(part, ofPart);
    return Math.exp(slow + ofWindow + ofPart + 0.02 * random.normal());
  };
}

interface MeteredHour {
  readonly start: number;
  readonly metered: readonly number[];
  readonly factor: number;
}

function stopAtLimit(hours: readonly MeteredHour[], limit: number, goesOn: boolean) {
  let used = 0;
  let hitAt: number | null = null;
  const stopped = hours.map((hour) => ({
    ...hour,
    metered: hour.metered.map((use, quarter) => {
      if (hitAt !== null) return goesOn ? use / 2 : 0;
      if (used + use < limit) {
        used += use;
        return use;
      }
      const share = (limit - used) / use;
      hitAt = hour.start + (quarter + share) * QUARTER_MS;
      used = limit;
      return use * share + (goesOn ? (use * (1 - share)) / 2 : 0);
    }),
  }));
  return { hours: stopped, hitAt };
}
