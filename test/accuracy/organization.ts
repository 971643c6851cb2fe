import {
  createRandom,
  pickBetween,
  pickOne,
  pickSize,
  type Random,
} from '../../src-main/demo/random.js';
import { DAY_MS, type Instant, type Span } from '../../src-main/shared/units.js';
import { createSeries, type Series } from './series.js';

/** The price of one model that nobody told us about: from this day on it is so many thousandths. */
interface HiddenPrice {
  readonly model: string;
  readonly from: Instant;
  readonly permille: bigint;
}

/** An organization as it really is: what it does, what it pays, and when its bills come. */
export interface SimulatedOrganization {
  readonly seed: number;
  /** Where its people work, and look at Tidemark. */
  readonly zone: string;
  readonly reset: { readonly weekday: number; readonly time: string; readonly zone: string };
  /** All of its use. */
  readonly life: Span;
  readonly series: readonly Series[];
  /** Microcents of list price on a usual working day. */
  readonly usualDay: number;
  readonly growthAWeek: number;
  readonly weekend: number;
  /** Spread (sigma of the logarithm) of whole days around what is usual. */
  readonly unrest: number;
  /** Days from one jump to another level of use to the next. */
  readonly jumpEveryDays: number;
  /** Share of days with many times the usual use. */
  readonly spikeShare: number;
  readonly quiet: Span | null;
  /** Thousandths of the list price from an instant on, oldest first. */
  readonly discounts: readonly { readonly from: Instant; readonly permille: bigint }[];
  readonly hiddenPrices: readonly HiddenPrice[];
  /** Hours of code execution on a usual working day, and how many of a month are free. */
  readonly containerHours: { readonly free: number; readonly usualDay: number } | null;
  /** From the end of the UTC day to its bill. */
  readonly billLagMs: number;
  /** What the cost report says of a day whose bill is not out. */
  readonly unbilled: 'empty' | 'growing';
}

const ZONES = [
  'UTC',
  'America/Los_Angeles',
  'America/New_York',
  'America/St_Johns',
  'Europe/Oslo',
  'Europe/London',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tokyo',
  'Australia/Lord_Howe',
] as const;
/** None of them is skipped or doubled where a clock changes. */
const RESET_TIMES = ['10:59', '00:00', '07:30', '17:45', '13:07', '22:01'] as const;
const USD = 100_000_000;
const FREE_CONTAINER_HOURS = 1550;
/** Nobody who spends less a day fills the free hours. */
const LEAST_FOR_CONTAINERS = 60 * USD;
const MICROCENTS_A_CONTAINER_HOUR = 5_000_000;

const chance = (random: Random, share: number) => random() < share;

/** The same organization for the same seed. `life` must reach to the end of the last month asked. */
export function createOrganization(seed: number, life: Span): SimulatedOrganization {
  const random = createRandom('accuracy', seed);
  const within = (from: number, to: number): Instant => {
    const at = life.from + (life.to - life.from) * pickBetween(random, from, to);
    return Math.floor(at / DAY_MS) * DAY_MS;
  };
  const usualDay = pickSize(random, 4 * USD, 4000 * USD);
  const series = createSeries(random, life);
  const permille = chance(random, 0.6) ? BigInt(Math.round(pickBetween(random, 700, 970))) : 1000n;
  const discounts = [{ from: life.from, permille }];
  if (chance(random, 0.15)) {
    discounts.push({
      from: within(0.4, 0.9),
      permille: BigInt(Math.round(pickBetween(random, 700, 1000))),
    });
  }
  const dearest = series.reduce((a, b) => (a.weight > b.weight ? a : b));
  const hiddenPrices = chance(random, 0.12)
    ? [
        {
          model: dearest.model,
          from: within(0.4, 0.9),
          permille: pickOne(random, [800n, 900n, 1100n, 1250n]),
        },
      ]
    : [];
  const quietFrom = within(0, 0.9);
  return {
    seed,
    zone: pickOne(random, ZONES),
    reset: {
      weekday: Math.floor(random() * 7),
      time: pickOne(random, RESET_TIMES),
      zone: pickOne(random, ZONES),
    },
    life,
    series,
    usualDay,
    growthAWeek: pickBetween(random, -0.02, 0.06),
    weekend: pickBetween(random, 0.05, 0.8),
    unrest: pickBetween(random, 0.05, 0.35),
    jumpEveryDays: chance(random, 0.12) ? 40 : 200,
    spikeShare: chance(random, 0.12) ? pickBetween(random, 0.02, 0.05) : 0.003,
    quiet: chance(random, 0.2) ? { from: quietFrom, to: quietFrom + 5 * DAY_MS } : null,
    discounts,
    hiddenPrices,
    containerHours:
      chance(random, 0.4) && usualDay >= LEAST_FOR_CONTAINERS
        ? containerHours(random, usualDay)
        : null,
    billLagMs: pickSize(random, 10, 240) * 60_000,
    unbilled: chance(random, 0.7) ? 'empty' : 'growing',
  };
}

/** One to four hundredths of the bill, once the free hours are used up. */
function containerHours(random: Random, usualDay: number) {
  const billed = (usualDay * pickBetween(random, 0.01, 0.04)) / MICROCENTS_A_CONTAINER_HOUR;
  return { free: FREE_CONTAINER_HOURS, usualDay: billed + FREE_CONTAINER_HOURS / 22 };
}
