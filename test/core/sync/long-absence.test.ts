import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tidemark } from '../../../src-main/core/tidemark.js';
import { formatInstant } from '../../../src-main/shared/format.js';
import { DAY_MS, floorDay, floorHour, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { REPORT_PAIRS, type ReportPair } from '../../../src-main/shared/usage.js';
import { createWorld, historyOf, type World } from '../../fakes/app.js';
import { seeded } from '../../fakes/arbitraries.js';
import { at, costRow, fetched, priced, shared, tokens, usd } from '../../fakes/figures.js';

/** A used and billed day: $1. */
function bill(world: World, day: number): void {
  const use = { dimensions: { ...priced(), ...shared() }, tokens: tokens({ output: 1_000 }) };
  world.api.uses.push({ at: day + 9 * HOUR_MS, use });
  world.api.bill.set(floorDay(day), [costRow(100)]);
}

/** Between the oldest hour held and now: whole hours not held, and closed days read too early. */
function missing(world: World, pair: ReportPair = 'legacy') {
  const { hours, days } = historyOf(world).ofPair(pair).readCoverage();
  const first = Math.min(...hours.keys());
  const hourStarts = [...fetched(first, floorHour(world.now), HOUR_MS, 0).keys()];
  const dayStarts = [...fetched(floorDay(first), floorDay(world.now), DAY_MS, 0).keys()];
  return {
    hours: hourStarts.filter((start) => !hours.has(start)).map(formatInstant),
    days: dayStarts.filter((start) => (days.get(start) ?? 0) < start + DAY_MS).map(formatInstant),
  };
}
const NOTHING = { hours: [], days: [] };

async function syncAt(world: World, app: Tidemark, now: number): Promise<void> {
  world.now = now;
  expect(await app.syncNow()).toEqual({ ok: true, value: null });
}

describe('T8: an absence longer than the history that is wanted', () => {
  it('leaves no day of the month before unread, by default settings', async () => {
    const world = createWorld();
    for (let day = at('2026-11-25T00:00:00Z'); day < at('2027-01-01T00:00:00Z'); day += DAY_MS) {
      bill(world, day);
    }
    world.now = at('2026-12-01T00:02:00Z');
    const app = await world.connect();
    await syncAt(world, app, at('2026-12-01T00:02:00Z'));
    await syncAt(world, app, at('2027-01-01T00:00:30Z'));
    expect(missing(world)).toEqual(NOTHING);
    expect(app.readSnapshot().month.previous.spent.microcents).toBe(usd(31));
  });

  it('is told as a back-fill until it is filled, also while that is paused', async () => {
    const world = createWorld();
    const app = await world.connect();
    await syncAt(world, app, world.now);
    world.settings.update({ isBackfillPaused: true });
    await syncAt(world, app, world.now + 60 * DAY_MS);
    const { backfill, coverage } = app.readSnapshot().sync;
    expect(coverage.gaps).toHaveLength(1);
    expect(backfill).toMatchObject({ isPaused: true });
    // 52 days are seven pages of hours and two of days.
    expect(backfill?.partsLeft).toBeGreaterThanOrEqual(9);
    world.settings.update({ isBackfillPaused: false });
    await syncAt(world, app, world.now);
    await syncAt(world, app, world.now);
    expect(app.readSnapshot().sync).toMatchObject({ backfill: null, coverage: { gaps: [] } });
    expect(missing(world)).toEqual(NOTHING);
  });

  it('does not let the history grow beyond what was ever held', async () => {
    const world = createWorld();
    const app = await world.connect();
    await syncAt(world, app, world.now);
    const first = Math.min(...historyOf(world).readCoverage().hours.keys());
    await syncAt(world, app, world.now + 50 * DAY_MS);
    expect(Math.min(...historyOf(world).readCoverage().hours.keys())).toBe(first);
  });

  it('reaches back thirteen months at most', async () => {
    const world = createWorld();
    const app = await world.connect();
    await syncAt(world, app, world.now);
    const asked = world.api.asked.length;
    await syncAt(world, app, world.now + 500 * DAY_MS);
    const starts = world.api.asked.slice(asked).map(({ from }) => from ?? world.now);
    expect(Math.min(...starts)).toBe(floorDay(world.now - 396 * DAY_MS));
  });

  it.each(REPORT_PAIRS)(
    'whenever it is read and however long it is away, the %s pair holds every hour and closed bill',
    async (pair) => {
      const someAbsence = fc.oneof(
        fc.integer({ min: 1, max: 3 * 24 * 60 }),
        fc.integer({ min: 1, max: 70 * 24 * 60 }),
      );
      const someRuns = fc.array(someAbsence, { minLength: 1, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(fc.nat(2 * 24 * 60), someRuns, async (late, absences) => {
          const world = createWorld();
          world.api.hasAnalytics = true;
          world.settings.update({ reportPair: pair });
          let now = at('2026-11-30T00:00:00Z') + late * MINUTE_MS;
          world.now = now;
          const app = await world.connect();
          for (const minutes of [0, ...absences]) {
            now += minutes * MINUTE_MS;
            world.api.refreshedAt = now;
            await syncAt(world, app, now);
            expect(missing(world, pair)).toEqual(NOTHING);
          }
          await app.stop();
        }),
        { ...seeded, numRuns: 12 },
      );
    },
  );
});
