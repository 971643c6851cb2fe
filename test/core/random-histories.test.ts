import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tidemark } from '../../src-main/core/tidemark.js';
import { addTokens } from '../../src-main/core/usage/token-sums.js';
import { GROUPINGS, type HistoryQuery, type HistoryRow } from '../../src-main/shared/history.js';
import { DAY_MS, floorDay, floorHour, HOUR_MS, reported } from '../../src-main/shared/units.js';
import {
  type HourCostRow,
  NO_TOKENS,
  REPORT_PAIRS,
  type ReportPair,
} from '../../src-main/shared/usage.js';
import { createWorld, type World } from '../fakes/app.js';
import { shareRowOf, someUse, type Use } from '../fakes/arbitraries.js';
import { at, costRow, hourCost, priced, shared } from '../fakes/figures.js';
import { dumpHistory } from '../faults/support/dump-history.js';

const NOW = at('2026-11-21T14:20:00Z');
const FROM = floorDay(NOW) - 9 * DAY_MS;
const SPAN = { from: FROM, to: floorHour(NOW) + HOUR_MS };
const LAG_MS = 5 * HOUR_MS;

interface TimedUse {
  readonly at: number;
  readonly use: Use;
}
/** Of one kind, so that an hour has several users to share its cost, and users several requests. */
const someLikeUse = fc
  .record({ use: someUse, apiKeyId: fc.constantFrom('apikey_a', 'apikey_b') })
  .map(({ use: { tokens }, apiKeyId }) => ({
    dimensions: { ...priced({ model: 'claude-opus-5-5' }), ...shared({ apiKeyId }) },
    tokens,
  }));
const someTime = fc.oneof(
  fc.integer({ min: FROM, max: NOW }),
  fc.integer({ min: NOW - 8 * HOUR_MS, max: NOW - 6 * HOUR_MS }),
);
const someHistory = fc.array(fc.record({ at: someTime, use: fc.oneof(someUse, someLikeUse) }), {
  minLength: 1,
  maxLength: 25,
});

/** Billed by a rule of its own, so that no estimate can pass for a bill. */
const billOf = ({ use }: TimedUse) => reported(1_000 + (use.tokens.output % 9_973));

function bill(world: World, uses: readonly TimedUse[]): void {
  const hours = new Map<string, HourCostRow>();
  for (const used of uses) {
    const { dimensions } = shareRowOf(used.use);
    const day = floorDay(used.at);
    const line = costRow(0, {
      amount: billOf(used),
      model: dimensions.model,
      workspaceId: dimensions.workspaceId,
      serviceTier: dimensions.serviceTier,
    });
    world.api.bill.set(day, [...(world.api.bill.get(day) ?? []), line]);
    const key = JSON.stringify([floorHour(used.at), dimensions]);
    const amount = reported((hours.get(key)?.amount ?? 0) + billOf(used));
    hours.set(key, hourCost(used.at, 0, { dimensions, amount, listAmount: amount }));
  }
  world.api.hourBill.push(...hours.values());
}

/** What the pair can tell by now. */
const served = (pair: ReportPair, uses: readonly TimedUse[]) =>
  pair === 'legacy' ? uses : uses.filter((used) => used.at < floorHour(NOW - LAG_MS));

/** Runs the body over the app connected to an organization of this history. */
async function withHistory(
  pair: ReportPair,
  uses: readonly TimedUse[],
  body: (app: Tidemark, world: World, path: string) => Promise<void> | void,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-random-'));
  const path = join(folder, 'history.sqlite3');
  const world = createWorld({ historyPath: path });
  try {
    world.now = NOW;
    world.api.hasAnalytics = true;
    world.api.refreshedAt = NOW - LAG_MS;
    world.api.uses.push(...uses);
    bill(world, uses);
    world.settings.update({ reportPair: pair });
    const app = await world.connect();
    expect((await app.syncNow()).ok).toBe(true);
    await body(app, world, path);
    await app.stop();
  } finally {
    world.shelf.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const rowsOf = (app: Tidemark, query: Partial<HistoryQuery>): readonly HistoryRow[] => {
  const read = app.readHistory({ ...SPAN, grain: 'day', by: 'none', ...query });
  return read.ok ? read.value.rows : expect.unreachable(read.failure.kind);
};
const tokensOf = (rows: readonly Pick<HistoryRow, 'tokens'>[]) =>
  rows.reduce((sum, { tokens }) => addTokens(sum, tokens), NO_TOKENS);
const sumOf = (
  rows: readonly HistoryRow[],
  column: 'estimatedMicrocents' | 'reportedMicrocents' | 'requests',
) => rows.reduce((sum, row) => sum + (row[column] ?? 0), 0);
const runs = { seed: 20_261_121, numRuns: 12 } as const;

describe.each(REPORT_PAIRS)('whatever an organization did, the %s pair', (pair) => {
  it('adds up: by model = by workspace = by key = by hour = in all = what was served', async () => {
    await fc.assert(
      fc.asyncProperty(someHistory, (uses) =>
        withHistory(pair, uses, (app) => {
          const told = served(pair, uses);
          const whole = rowsOf(app, {});
          expect(tokensOf(whole)).toEqual(tokensOf(told.map(({ use }) => use)));
          const billed = told.reduce((sum, used) => sum + billOf(used), 0);
          expect(sumOf(whole, 'reportedMicrocents')).toBe(billed);
          for (const by of GROUPINGS) {
            for (const grain of ['hour', 'day', 'week', 'month'] as const) {
              const rows = rowsOf(app, { grain, by });
              const cell = [by, grain];
              expect([...cell, tokensOf(rows)]).toEqual([...cell, tokensOf(whole)]);
              expect([...cell, sumOf(rows, 'estimatedMicrocents')]).toEqual([
                ...cell,
                sumOf(whole, 'estimatedMicrocents'),
              ]);
              if (pair === 'analytics' && by !== 'token_kind') {
                expect([...cell, sumOf(rows, 'requests')]).toEqual([...cell, told.length]);
              }
              // The legacy pair tells no bill by hour or by key.
              const isBilled = pair === 'analytics' || (grain !== 'hour' && by !== 'api_key');
              expect([...cell, sumOf(rows, 'reportedMicrocents')]).toEqual([
                ...cell,
                isBilled ? billed : 0,
              ]);
            }
          }
        }),
      ),
      runs,
    );
  }, 60_000);

  it('adds up over a window that is split anywhere', async () => {
    const someCut = fc.integer({ min: 1, max: (SPAN.to - SPAN.from) / HOUR_MS - 1 });
    await fc.assert(
      fc.asyncProperty(
        someHistory,
        fc.array(someCut, { minLength: 3, maxLength: 3 }),
        (uses, cuts) =>
          withHistory(pair, uses, (app) => {
            for (const by of ['none', 'model', 'workspace'] as const) {
              const whole = rowsOf(app, { grain: 'hour', by });
              for (const hours of cuts) {
                const cut = SPAN.from + hours * HOUR_MS;
                const before = rowsOf(app, { grain: 'hour', by, to: cut });
                const after = rowsOf(app, { grain: 'hour', by, from: cut });
                expect([...before, ...after]).toEqual(whole);
              }
            }
          }),
      ),
      runs,
    );
  }, 60_000);

  it('fetched twice is fetched once: not a row of the file is another', async () => {
    const dump = (path: string) =>
      dumpHistory(path)
        .filter((line) => !line.startsWith('fact '))
        // When it was fetched is part of the proof as well.
        .map((line) => line.replace(/"(fetched_at|proof)":("\w*"|\d+),?/g, ''));
    await fc.assert(
      fc.asyncProperty(someHistory, (uses) =>
        withHistory(pair, uses, async (app, world, path) => {
          const once = dump(path);
          expect(once.length).toBeGreaterThan(100);
          const figures = () => {
            const { week, today, month } = app.readSnapshot();
            return [
              week.spent.microcents,
              week.tokens,
              today.cost.microcents,
              month.cost.microcents,
            ];
          };
          const shown = figures();
          world.now += 60_000;
          expect((await app.syncNow({ withLabels: true })).ok).toBe(true);
          expect(dump(path)).toEqual(once);
          expect(figures()).toEqual(shown);
        }),
      ),
      runs,
    );
  }, 60_000);
});
