import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Tidemark } from '../../../src-main/core/tidemark.js';
import type { CostFigure, Snapshot } from '../../../src-main/shared/snapshot.js';
import {
  DAY_MS,
  floorDay,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  reported,
} from '../../../src-main/shared/units.js';
import { createWorld, type World } from '../../fakes/app.js';
import type { Use } from '../../fakes/arbitraries.js';
import { at, costRow, priced, shared, tokens } from '../../fakes/figures.js';

/** The reset of a week at 10:59, and the end of a day in Kathmandu at 18:15. */
const ENDS = [
  ['UTC', at('2026-11-22T10:59:00Z')],
  ['Asia/Kathmandu', at('2026-11-21T18:15:00Z')],
] as const;

interface TimedUse {
  readonly agoMs: number;
  readonly use: Use;
}
const OPUS = 'claude-opus-5-5';
const UNPRICED = 'claude-mythos-preview';
const usesWithin = (ms: number, most: number): fc.Arbitrary<readonly TimedUse[]> =>
  fc.array(
    fc.record({
      agoMs: fc.nat(ms),
      use: fc
        .record({ model: fc.constantFrom(OPUS, OPUS, UNPRICED), output: fc.nat(1_000_000) })
        .map(({ model, output }) => ({
          dimensions: { ...priced({ model }), ...shared({ model }) },
          tokens: tokens({ output }),
        })),
    }),
    { maxLength: most },
  );
const somePast = fc.record({
  /** Of the two weeks before, and of the hour of the end. */
  long: usesWithin(14 * DAY_MS, 12),
  late: usesWithin(HOUR_MS, 8),
  /** Of the sync and, later, of the look; from the end on. */
  syncedMs: fc.integer({ min: -50, max: 90 }).map((minutes) => minutes * MINUTE_MS + 5000),
  passedMs: fc.nat(180).map((minutes) => minutes * MINUTE_MS),
  areMinutesRefused: fc.boolean(),
});

const figuresOf = ({
  week,
  today,
  month,
}: Snapshot): readonly (readonly [string, CostFigure])[] => [
  ['week', week.spent],
  ['week before', week.previous.spent],
  ['week before by now', week.previous.spentByNow],
  ['today', today.cost],
  ['yesterday', today.previous.spent],
  ['yesterday by now', today.previous.spentByNow],
  ['month', month.cost],
  ['month before by now', month.previous.spentByNow],
  ['last hour', today.lastHour],
];

function expectSame(app: Tidemark): void {
  for (const [name, { microcents, provenance }] of figuresOf(app.readSnapshot())) {
    const { from, to, isComplete, fetchedAt } = provenance;
    if (to <= from) continue;
    const read = app.readCosts({ from, to });
    if (!read.ok) throw new Error(read.failure.kind);
    const { total, provenance: source } = read.value;
    expect([name, source.isComplete, source.fetchedAt]).toEqual([name, isComplete, fetchedAt]);
    expect([name, total.microcents]).toEqual([name, microcents]);
  }
}

function tell(world: World, told: readonly TimedUse[], until: Instant, from = 0): void {
  for (const { agoMs, use } of told) {
    const instant = until - agoMs;
    if (instant < from || instant >= until) continue;
    world.api.uses.push({ at: instant, use });
    const day = floorDay(instant);
    // A tenth below the list price.
    const amount = reported(use.tokens.output * 1800);
    const line = costRow(0, { model: use.dimensions.model, amount });
    world.api.bill.set(day, [...(world.api.bill.get(day) ?? []), line]);
  }
}

it.each(ENDS)(
  'T4: costs are what the status says of the same span, in %s',
  async (timeZone, end) => {
    await fc.assert(
      fc.asyncProperty(somePast, async ({ long, late, syncedMs, passedMs, areMinutesRefused }) => {
        const world = createWorld();
        try {
          world.settings.update({ timeZone });
          world.now = end + syncedMs;
          tell(world, long, world.now);
          tell(world, late, world.now);
          world.api.disturb = ({ what }) =>
            areMinutesRefused && what === 'minutes'
              ? { kind: 'unexpected-response', detail: '' }
              : null;
          const app = await world.connect();
          await app.syncNow();
          expectSame(app);
          // Nobody asks for a while.
          const syncedAt = world.now;
          world.now += passedMs;
          // The snapshot is made anew.
          app.updateSettings({ timeZone });
          expectSame(app);
          tell(world, late, world.now, syncedAt);
          await app.syncNow();
          expectSame(app);
          await app.stop();
        } finally {
          world.shelf.close();
        }
      }),
      { seed: 20_261_122, numRuns: 12, endOnFailure: true },
    );
  },
);
