import { createRandom, pickBetween, type Random } from '../../src-main/demo/random.js';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from '../../src-main/shared/units.js';
import type { SimulatedOrganization } from './organization.js';
import type { Series } from './series.js';
import { spread, type WorkLevel } from './work-level.js';

/** A few requests of one series that were made together. */
export interface UseEntry {
  readonly at: Instant;
  /** From when on the reports know of it. */
  readonly visibleAt: Instant;
  readonly series: Series;
  /** Uncached input, write 5 min, write 1 h, read, output. */
  readonly counts: readonly [number, number, number, number, number];
  readonly searches: number;
  /** Their prompts were over 100k tokens. */
  readonly isLong: boolean;
}

/** A request in twenty is told late: up to an hour. The others within five minutes. */
const LATE_SHARE = 0.05;
const LATEST_MS = HOUR_MS;
const USUAL_MS = 4.5 * MINUTE_MS;
/** One unit of work is about a cent. */
const MICROCENTS_A_UNIT = 1_000_000;

/** All use, hour by hour, in order of its time. */
export function createUse(organization: SimulatedOrganization, levelOf: WorkLevel) {
  const known = new Map<Instant, readonly UseEntry[]>();
  const total = organization.series
    .filter(({ serviceTier }) => serviceTier !== 'priority')
    .reduce((sum, { weight }) => sum + weight, 0);

  const entriesOf = (hour: Instant): readonly UseEntry[] => {
    const made = known.get(hour) ?? makeHour(hour);
    known.set(hour, made);
    return made;
  };

  function makeHour(hour: Instant): readonly UseEntry[] {
    const { series, usualDay, life } = organization;
    if (hour < life.from || hour >= life.to) return [];
    const entries = series.flatMap((one, index) => {
      if (hour < one.from || hour >= one.to) return [];
      const share = (levelOf(hour, one.rhythm) * one.weight) / total;
      const units = (usualDay / MICROCENTS_A_UNIT) * share;
      const random = createRandom(organization.seed, index, hour / HOUR_MS);
      const longShare = one.longShare * longOfDay(hour);
      return makeEntries(random, { ...one, longShare }, hour, units);
    });
    return entries.sort((a, b) => a.at - b.at);
  }

  /** Prompts are longer on some days than on others. */
  const longOfDay = (hour: Instant) =>
    spread(createRandom(organization.seed, 'long', Math.floor(hour / DAY_MS)), 0.15);

  return { entriesOf };
}

function makeEntries(random: Random, series: Series, hour: Instant, units: number): UseEntry[] {
  const busy = units * spread(random, 0.5);
  const parts = 1 + Math.floor(random() * 4);
  const weights = Array.from({ length: parts }, () => 0.3 + random());
  const sum = weights.reduce((a, b) => a + b, 0);
  const longShare = series.longShare * spread(random, 0.3);
  return weights.flatMap((weight) => {
    const at = hour + Math.floor(random() * HOUR_MS);
    const delay =
      random() < LATE_SHARE ? pickBetween(random, USUAL_MS, LATEST_MS) : random() * USUAL_MS;
    const make = (share: number, isLong: boolean): UseEntry => {
      const part = (busy * weight * share) / sum;
      const count = (mean: number) => Math.round(mean * part * spread(random, 0.2));
      const [uncached, write5m, write1h, read, output] = series.mix;
      const searches = series.searches * part;
      return {
        at,
        visibleAt: at + delay,
        series,
        counts: [count(uncached), count(write5m), count(write1h), count(read), count(output)],
        searches: Math.floor(searches + random()),
        isLong,
      };
    };
    const isSplit = longShare > 0;
    return isSplit
      ? [make(1 - Math.min(1, longShare), false), make(Math.min(1, longShare), true)]
      : [make(1, false)];
  });
}
