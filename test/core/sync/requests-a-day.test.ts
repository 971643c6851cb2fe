import { expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { REPORT_PAIRS } from '../../../src-main/shared/usage.js';
import { createWorld } from '../../fakes/app.js';
import { at, label, priced, rateLimit, shared, tokens } from '../../fakes/figures.js';

it.each(REPORT_PAIRS)(
  'the %s pair asks under 1,500 requests a day at five minutes, names and limits included',
  async (pair) => {
    const world = createWorld();
    world.now = at('2026-11-20T23:31:00Z');
    world.api.hasAnalytics = true;
    world.settings.update({ reportPair: pair, timeZone: 'Asia/Kathmandu' });
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
      world.api.labels.push(label({ id: `wrkspc_${id}` }));
    }
    world.api.limits.push(rateLimit(5));
    for (let hour = 0; hour < 30 * 24; hour += 1) {
      const use = { dimensions: { ...priced(), ...shared() }, tokens: tokens({ output: 9 }) };
      world.api.uses.push({ at: world.now - hour * HOUR_MS, use });
    }
    const app = await world.connect();
    const sync = async () => {
      world.api.refreshedAt = world.now - 4 * HOUR_MS;
      expect((await app.syncNow()).ok).toBe(true);
    };
    await sync();
    await sync();
    // A day that holds a weekly reset inside an hour and a local midnight at 18:15 UTC.
    const from = world.now;
    const before = world.api.asked.length;
    for (; world.now < from + DAY_MS; world.now += 5 * MINUTE_MS) await sync();
    const requests = world.api.asked.length - before;
    expect(requests).toBeLessThan(1500);
    expect(requests).toBeGreaterThanOrEqual(3 * 288);
  },
  180_000,
);
