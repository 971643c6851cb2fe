import type { Failure } from '../../../src-main/shared/failure.js';
import { DAY_MS, floorHour, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { createWorld, historyOf, type World } from '../../fakes/app.js';
import { at, priced, rateLimit, shared, tokens } from '../../fakes/figures.js';

export const NOW = at('2026-11-21T14:20:00Z');
export const HOUR = floorHour(NOW);
export const MODEL = 'claude-sonnet-4-5-20250929';
export const GROUP = 'claude-sonnet-4-5';

export const use = (output: number, uncachedInput = 0) => ({
  dimensions: { ...priced({ model: MODEL }), ...shared({ model: MODEL }) },
  tokens: tokens({ output, uncachedInput }),
});
/** Use a minute long, so many minutes before the running hour. */
export const addUse = (world: World, minutes: number, output = 5) =>
  world.api.uses.push({ at: HOUR - minutes * MINUTE_MS, use: use(output) });

/** Rate limits are held, and the weekly reset cuts no hour: every question by the minute is for peaks. */
export async function limitedWorld(count = 0) {
  const world = createWorld();
  world.api.limits.push(rateLimit(100));
  for (let hour = 1; hour <= count; hour += 1) addUse(world, hour * 60);
  world.settings.update({ weeklyResetTime: '00:00', timeZone: 'UTC', historyDays: 30 });
  const app = await world.connect();
  return { world, app };
}
/** First hour and number of hours of each question, in hours before the running one. */
export const askedRuns = (world: World, what = 'minutes') =>
  world.api.asked
    .splice(0)
    .flatMap((one) =>
      one.what === what && one.from !== null && one.to !== null
        ? [[(HOUR - one.from) / HOUR_MS, (one.to - one.from) / HOUR_MS]]
        : [],
    );
export const peaksOf = (world: World) =>
  historyOf(world).limits.readPeaks({ from: NOW - 30 * DAY_MS, to: NOW + DAY_MS });
export const refuseMinutes = (world: World, failure: Failure | null) => {
  world.api.disturb = ({ what }) => (what.endsWith('minutes') ? failure : null);
};
export const leftOut = (world: World) =>
  world.log.events.filter(({ event }) => event === 'peaks-left-out').map(({ fields }) => fields);
