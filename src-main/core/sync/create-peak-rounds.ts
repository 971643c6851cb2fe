import { DAY_MS, floorHour, HOUR_MS, type Instant } from '../../shared/units.js';
import { USE_SETTLES_MS } from '../limits/use/use-settles.js';
import { createRefusedSteps, type RefusedSteps } from './refused-steps.js';

/** When minutes were last asked for, and what of them was refused. */
export interface PeakRounds {
  readonly refused: RefusedSteps;
  isDue(now: Instant): boolean;
  /** Not again for an hour, however it ends. */
  begin(now: Instant): void;
  /** Nothing was due: the next hour settles a quarter past. */
  skip(now: Instant): void;
  /** It is not allowed or not offered: not again for a day (A3, A4). */
  rest(now: Instant): void;
}

/** When the last hour settled. */
const settledHour = (now: Instant) => floorHour(now - USE_SETTLES_MS) + USE_SETTLES_MS;

export function createPeakRounds(): PeakRounds {
  let askedAt = Number.NEGATIVE_INFINITY;
  let pauseMs = HOUR_MS;
  const wait = (now: Instant, ms: number) => {
    askedAt = now;
    pauseMs = ms;
  };
  return {
    refused: createRefusedSteps(),
    // A clock that was set back must not let it wait for longer.
    isDue: (now) => now < askedAt || now - askedAt >= pauseMs,
    begin: (now) => wait(now, HOUR_MS),
    skip: (now) => wait(now, settledHour(now) + HOUR_MS - now),
    rest: (now) => wait(now, DAY_MS),
  };
}
