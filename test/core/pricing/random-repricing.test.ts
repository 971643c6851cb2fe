import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tidemark } from '../../../src-main/core/tidemark.js';
import type { PriceOverride } from '../../../src-main/shared/settings.js';
import { DAY_MS, floorDay, HOUR_MS } from '../../../src-main/shared/units.js';
import { REPORT_PAIRS } from '../../../src-main/shared/usage.js';
import { createWorld, type World } from '../../fakes/app.js';
import { someUse, type Use } from '../../fakes/arbitraries.js';
import { at } from '../../fakes/figures.js';
import { dumpHistory } from '../../faults/support/dump-history.js';
import { NOW, OWN, pricedWorld, temporaryFolder } from './priced-world.js';

const FIRST_DAY = floorDay(NOW) - 9 * DAY_MS;

interface TimedUse {
  readonly at: number;
  readonly use: Use;
}

const rate = fc.constantFrom(0, 0.125, 1, 2.5, 7, 33.33333);
const someOverride: fc.Arbitrary<PriceOverride> = fc.record({
  model: fc.constantFrom(
    'claude-opus-5-5',
    'claude-haiku-5-5',
    'claude-sonnet-4-5',
    'claude-mythos-preview',
  ),
  from: fc.constantFrom(null, '2026-11-01', '2026-11-16', '2026-11-20'),
  uncachedInput: rate,
  cacheCreation5m: rate,
  cacheCreation1h: rate,
  cacheRead: rate,
  output: rate,
});
const someOverrides = fc.array(someOverride, { minLength: 1, maxLength: 3 });
const someHistory: fc.Arbitrary<readonly TimedUse[]> = fc.array(
  fc.record({
    at: fc.oneof(
      fc.integer({ min: FIRST_DAY, max: NOW }),
      // Crowded hours, one of them cut by the week.
      fc.integer({ min: at('2026-11-15T10:00:00Z'), max: at('2026-11-15T12:00:00Z') - 1 }),
    ),
    use: someUse,
  }),
  { minLength: 1, maxLength: 25 },
);

/** A world with this history behind its API; the share report leaves out what comes first. */
function createPast(uses: readonly TimedUse[], historyPath: string): World {
  const world = createWorld({ historyPath });
  world.now = NOW;
  world.api.hasAnalytics = true;
  world.api.refreshedAt = NOW - 5 * HOUR_MS;
  world.api.uses.push(...uses);
  world.api.spoil = (what, buckets) =>
    what === 'shares'
      ? buckets.map((bucket) => ({ ...bucket, rows: bucket.rows.slice(1) }))
      : buckets;
  return world;
}

async function syncBothPairs(app: Tidemark): Promise<void> {
  for (const reportPair of REPORT_PAIRS) {
    app.updateSettings({ reportPair });
    expect(await app.syncNow()).toEqual({ ok: true, value: null });
  }
}

describe('a history priced anew', () => {
  it('is, to the last row, the one that had these prices from the start', async () => {
    const folder = temporaryFolder();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(someHistory, someOverrides, async (uses, priceOverrides) => {
        run += 1;
        const [before, after] = [join(folder, `${run}-before`), join(folder, `${run}-after`)];
        const first = createPast(uses, before);
        first.settings.update({ priceOverrides });
        const appOfFirst = await first.connect();
        await syncBothPairs(appOfFirst);
        const second = createPast(uses, after);
        const app = await second.connect();
        await syncBothPairs(app);
        app.updateSettings({ priceOverrides });
        expect(await app.priced()).toEqual({ ok: true, value: null });
        await Promise.all([appOfFirst.stop(), app.stop()]);
        first.shelf.close();
        second.shelf.close();
        expect(dumpHistory(after)).toEqual(dumpHistory(before));
      }),
      { seed: 20_261_121, numRuns: 6 },
    );
  });

  it('and back again is what it was', async () => {
    const path = join(temporaryFolder(), 'history');
    const world = pricedWorld(path);
    const app = await world.connect();
    await app.syncNow();
    const before = dumpHistory(path);
    app.updateSettings({ priceOverrides: [OWN] });
    await app.priced();
    expect(dumpHistory(path)).not.toEqual(before);
    app.updateSettings({ priceOverrides: [] });
    await app.priced();
    expect(dumpHistory(path)).toEqual(before);
  });
});
