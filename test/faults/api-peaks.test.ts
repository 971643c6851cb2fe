import { describe, expect, test } from 'vitest';
import { DAY_MS, floorHour, HOUR_MS } from '../../src-main/shared/units.js';
import type { ReportPair } from '../../src-main/shared/usage.js';
import type { FaultId } from '../fakes/fault-server.js';
import { type Figures, rowsIn } from './support/figures-in.js';
import { startFront } from './support/front.js';
import { NOW, type Struck, startService, strike, type World } from './support/world.js';

const BOTH = ['legacy', 'analytics'] as const;

/** The fault spoils what is asked by the minute, and every other answer is good. */
async function strikeMinutes(
  fault: FaultId,
  variant: number,
  pair: ReportPair,
): Promise<Struck & { heal(): void }> {
  const good = await startService();
  const world = await strike(fault, variant, {
    pair,
    front: (spoilt) =>
      startFront(good.simulator, {
        ask(asked) {
          const width =
            asked.searchParams.get('bucket_width') ?? asked.searchParams.get('time_bucket_width');
          if (width === '1m') asked.host = new URL(spoilt.url).host;
          return undefined;
        },
      }),
  });
  good.now = world.clock.now;
  return Object.assign(world, { heal: () => world.service.simulator.setFaults([]) });
}

const peaks = ({ folder }: World, from = 0) =>
  rowsIn(
    folder,
    `SELECT start, model_group, limiter, value, at FROM minute_peak WHERE start >= ${from}
      ORDER BY start, model_group, limiter`,
  );
const seenHours = ({ folder }: World) =>
  rowsIn(folder, "SELECT bucket FROM fetched WHERE report = 'peaks' ORDER BY bucket").map(
    ({ bucket }) => Number(bucket),
  );
const rateLimits = ({ folder }: World) =>
  rowsIn(
    folder,
    `SELECT models, value FROM published_limit WHERE kind = 'rate' AND workspace_id = ''
      AND limiter = 'output_tokens_per_minute' AND models IS NOT NULL`,
  );
/** What was looked at is told by the peaks themselves. */
const withoutHeld = ({ held: _, ...figures }: Figures) => figures;

const END = NOW + 34 * HOUR_MS;
/** The peaks of the last seven days, once there was time enough to ask for all of them. */
async function peaksAtEnd(world: World) {
  for (let hours = 5; hours >= 0; hours -= 1) {
    world.clock.advance(END - hours * HOUR_MS - world.clock.now());
    expect(await world.sync()).toBeNull();
  }
  return peaks(world, floorHour(END) - 7 * DAY_MS);
}

const known = new Map<ReportPair, ReturnType<typeof askUndisturbed>>();
async function askUndisturbed(pair: ReportPair) {
  const world = await strikeMinutes('A1', 0, pair);
  world.heal();
  expect(await world.sync()).toBeNull();
  const first = { peaks: peaks(world), seen: seenHours(world), figures: world.figures(pair) };
  return { ...first, limits: rateLimits(world), atEnd: await peaksAtEnd(world) };
}
function undisturbed(pair: ReportPair) {
  const held = known.get(pair) ?? askUndisturbed(pair);
  known.set(pair, held);
  return held;
}

describe.each(BOTH)('peaks, %s pair', (pair) => {
  test('a day later the hours of that day were looked at, and none is above its cap', async () => {
    const { seen, atEnd, limits } = await undisturbed(pair);
    expect(Math.max(...seen)).toBeGreaterThan(NOW + (pair === 'legacy' ? 20 : 16) * HOUR_MS);
    expect(new Set(atEnd.map(({ limiter }) => limiter)).has('requests_per_minute')).toBe(
      pair === 'analytics',
    );
    for (const { models, value: cap } of limits) {
      const group = [...JSON.parse(String(models))].sort().join(',');
      const own = atEnd.filter(
        ({ model_group, limiter }) =>
          model_group === group && limiter === 'output_tokens_per_minute',
      );
      for (const { value } of own) expect(Number(value)).toBeLessThan(Number(cap));
    }
    expect(limits.length).toBeGreaterThan(4);
  });

  test.each<[FaultId, number]>([
    ['A21', 0],
    ['A22', 0],
    ['A29', 0],
  ])('%s (play %i): the peaks are what they are without it', async (fault, variant) => {
    const world = await strikeMinutes(fault, variant, pair);
    expect(await world.sync()).toBeNull();
    const { peaks: told, seen } = await undisturbed(pair);
    expect(peaks(world)).toEqual(told);
    expect(seenHours(world)).toEqual(seen);
  });

  test.each<[FaultId, number]>([
    ['A5', 0],
    ['A10', 2],
    ['A12', 0],
    ['A23', 0],
    ['A25', 0],
    ['A26', 4],
    ['A30', 0],
    ['A32', 0],
    ['A36', 2],
  ])(
    '%s (play %i): spoils no sync, nothing of the answer is kept, and it heals',
    async (fault, variant) => {
      const world = await strikeMinutes(fault, variant, pair);
      const before = { peaks: peaks(world), seen: seenHours(world) };
      expect(await world.sync()).toBeNull();
      expect(world.log().map(({ event }) => event)).toContain('peaks-left-out');
      expect(world.parts.tidemark.readSnapshot().sync.failure).toBeNull();
      const { figures, atEnd } = await undisturbed(pair);
      expect({ peaks: peaks(world), seen: seenHours(world) }).toEqual(before);
      expect(withoutHeld(world.figures(pair))).toEqual(withoutHeld(figures));
      world.heal();
      expect(await peaksAtEnd(world)).toEqual(atEnd);
    },
  );
});
