import { createRandom, pickBetween, type Random } from '../../src-main/demo/random.js';
import { DAY_MS, type Instant } from '../../src-main/shared/units.js';
import { wallTime, weekdayOf } from '../../src-main/shared/zoned-time.js';
import type { SimulatedOrganization } from './organization.js';
import type { Rhythm } from './series.js';

/** How much of a working day's work falls into each hour of the wall clock. */
const HOURS: Readonly<Record<Rhythm, readonly number[]>> = {
  people: [
    0.4, 0.2, 0.1, 0.1, 0.1, 0.2, 0.6, 2, 5, 8, 9, 9, 7, 8, 9, 9, 8, 6, 4, 3, 3, 2, 1.5, 0.8,
  ],
  agents: Array.from({ length: 24 }, () => 100 / 24),
  batches: [8, 16, 20, 16, 12, 8, 4, ...Array.from({ length: 14 }, () => 0.5), 1, 3, 5],
};
/** A day is like the one before it so far. */
const CARRIED = 0.4;
const QUIET_SHARE = 0.25;

/** Log-normal with mean 1. */
export function spread(random: Random, sigma: number): number {
  return Math.exp(sigma * normal(random) - sigma ** 2 / 2);
}

const normal = (random: Random) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Share of a usual working day's work that falls into an hour. */
export type WorkLevel = (hour: Instant, rhythm: Rhythm) => number;

export function createWorkLevel(organization: SimulatedOrganization): WorkLevel {
  const { zone, weekend } = organization;
  const days = dayLevels(organization);
  return (hour, rhythm) => {
    const wall = wallTime(hour, zone);
    const date = Date.UTC(wall.year, wall.month - 1, wall.day);
    const weekday = weekdayOf(wall);
    const isOff = rhythm === 'people' && (weekday === 0 || weekday === 6);
    const share = (HOURS[rhythm][wall.hour] ?? 0) / 100;
    return share * (days.get(date) ?? 1) * (isOff ? weekend : 1);
  };
}

/** By the date on the wall: growth, jumps to a new level, spikes, quiet days and mere unrest. */
function dayLevels(organization: SimulatedOrganization): ReadonlyMap<Instant, number> {
  const { seed, life, growthAWeek, unrest, jumpEveryDays, spikeShare, quiet } = organization;
  const random = createRandom(seed, 'days');
  const levels = new Map<Instant, number>();
  let level = 0;
  let carried = 0;
  for (let date = life.from - DAY_MS; date <= life.to + DAY_MS; date += DAY_MS) {
    level += Math.log(1 + growthAWeek) / 7;
    if (random() < 1 / jumpEveryDays) level += 0.4 * normal(random);
    carried = CARRIED * carried + unrest * normal(random);
    const spike = random() < spikeShare ? pickBetween(random, 3, 8) : 1;
    const isQuiet = quiet !== null && date >= quiet.from && date < quiet.to;
    levels.set(date, Math.exp(level + carried) * spike * (isQuiet ? QUIET_SHARE : 1));
  }
  return levels;
}
