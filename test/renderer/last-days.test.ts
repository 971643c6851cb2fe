import { expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../src-main/shared/units.js';
import { costsQueryOf } from '../../src-renderer/views/costs-ranges.js';
import { spanOf } from '../../src-renderer/views/history-ranges.js';
import { createWorld } from '../fakes/app.js';
import { at, priced, shared, tokens } from '../fakes/figures.js';

const MODEL = 'claude-mythos-preview';
const use = {
  dimensions: { ...priced({ model: MODEL }), ...shared({ model: MODEL }) },
  tokens: tokens({ output: 1000 }),
};

it.each(['2026-11-21T00:00:00Z', '2026-11-21T00:00:01Z', '2026-11-21T14:20:00Z'])(
  'the last 30 days are the same 30 UTC days in Overview, History and Costs at %s',
  async (time) => {
    const world = createWorld();
    world.now = at(time);
    // One use in the first hour of each of forty days.
    const today = Math.floor(world.now / DAY_MS) * DAY_MS;
    for (let day = 1; day <= 40; day += 1) {
      world.api.uses.push({ at: today - day * DAY_MS, use });
    }
    const app = await world.connect();
    await app.syncNow();
    const snapshot = app.readSnapshot();
    const query = { ...spanOf('30d', 'day', world.now), grain: 'day', by: 'model' } as const;
    const history = app.readHistory(query);
    const costs = app.readCosts(costsQueryOf('30d', snapshot.week, world.now));
    if (!history.ok || !costs.ok) throw new Error('the store could not be read');

    // Nothing was used today yet.
    const unpriced = [{ model: MODEL, tokens: 29_000 }];
    expect(snapshot.unpriced).toEqual(unpriced);
    expect(history.value.unpriced).toEqual(unpriced);
    expect(costs.value.unpriced).toEqual(unpriced);
    expect(snapshot.unpricedProvenance.from).toBe(query.from);
    expect(costs.value.query.from).toBe(query.from);
    expect(snapshot.unpricedProvenance.to).toBeGreaterThan(world.now - HOUR_MS);
    await app.stop();
  },
);
