import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekWindow } from '../../../src-main/core/limits/week-window.js';
import type { Tidemark } from '../../../src-main/core/tidemark.js';
import { localDay } from '../../../src-main/core/usage/local-day.js';
import type { CostGroup, Costs } from '../../../src-main/shared/costs.js';
import type { HistoryRow } from '../../../src-main/shared/history.js';
import {
  ceilDay,
  DAY_MS,
  floorDay,
  floorHour,
  HOUR_MS,
  MINUTE_MS,
  reported,
  type Span,
} from '../../../src-main/shared/units.js';
import {
  type HourCostRow,
  REPORT_PAIRS,
  type ReportPair,
  type ShareDimensions,
} from '../../../src-main/shared/usage.js';
import { createWorld, type World } from '../../fakes/app.js';
import { shareRowOf, someUse, type Use } from '../../fakes/arbitraries.js';
import { at, costRow, hourCost } from '../../fakes/figures.js';

const DAYS = 9;
const LAG_MS = 5 * HOUR_MS;
/** Clock changes of an hour and of half an hour within the days told, and an offset of 5 h 45 min. */
const PLACES = [
  { zone: 'Europe/Oslo', now: at('2026-10-28T14:20:00Z') },
  { zone: 'Australia/Lord_Howe', now: at('2026-10-08T14:20:00Z') },
  { zone: 'Asia/Kathmandu', now: at('2026-11-21T14:20:00Z') },
] as const;
type Place = (typeof PLACES)[number];

interface TimedUse {
  readonly at: number;
  readonly use: Use;
}

/** What happened before `now`; a history knows neither the place nor the date. */
interface Past {
  readonly uses: readonly { readonly agoMs: number; readonly use: Use }[];
  /** Days ago whose bill has not come. */
  readonly unbilled: readonly number[];
  /** What is billed besides tokens, in microcents. */
  readonly extra: number;
}
const somePast: fc.Arbitrary<Past> = fc.record({
  uses: fc.array(fc.record({ agoMs: fc.nat(DAYS * DAY_MS), use: someUse }), {
    minLength: 1,
    maxLength: 20,
  }),
  unbilled: fc.array(fc.nat(DAYS), { maxLength: 3 }),
  extra: fc.oneof(fc.constant(0), fc.nat(90_000_000)),
});

const someMinutes = fc.nat(DAYS * 24 * 60);

/** Billed by a rule of its own, so that no estimate can pass for a bill. */
const billOf = ({ use }: TimedUse) => 1_000 + (use.tokens.output % 999_983);

interface Line {
  readonly dimensions: ShareDimensions;
  readonly costType: string;
  readonly tokenType: string | null;
  readonly microcents: number;
}
function linesOf(used: TimedUse, extra: number): readonly Line[] {
  const { dimensions } = shareRowOf(used.use);
  const apart = { ...dimensions, model: null, serviceTier: null, speed: null };
  const { webSearchRequests } = used.use.tokens;
  return [
    { dimensions, costType: 'tokens', tokenType: 'output_tokens', microcents: billOf(used) },
    {
      dimensions: apart,
      costType: 'web_search',
      tokenType: null,
      microcents: webSearchRequests * 999_999,
    },
    { dimensions: apart, costType: 'code_execution', tokenType: null, microcents: extra },
  ].filter(({ microcents }) => microcents !== 0);
}

function bill(world: World, uses: readonly TimedUse[], { unbilled, extra }: Past): void {
  const late = new Set(unbilled.map((ago) => floorDay(world.now) - ago * DAY_MS));
  const hours = new Map<string, HourCostRow>();
  for (const used of uses) {
    const day = floorDay(used.at);
    for (const { dimensions, microcents, ...kind } of linesOf(used, extra)) {
      const { model, workspaceId, serviceTier } = dimensions;
      const line = costRow(0, {
        ...{ model, workspaceId, serviceTier, ...kind },
        amount: reported(microcents),
      });
      if (!late.has(day)) world.api.bill.set(day, [...(world.api.bill.get(day) ?? []), line]);
      const key = JSON.stringify([floorHour(used.at), dimensions, kind]);
      const amount = reported((hours.get(key)?.amount ?? 0) + microcents);
      hours.set(key, hourCost(used.at, 0, { dimensions, ...kind, amount, listAmount: amount }));
    }
  }
  world.api.hourBill.push(...hours.values());
}

async function withPast(
  pair: ReportPair,
  { zone, now }: Place,
  past: Past,
  body: (app: Tidemark) => void,
): Promise<void> {
  const world = createWorld();
  try {
    world.now = now;
    world.api.hasAnalytics = true;
    world.api.refreshedAt = now - LAG_MS;
    const uses = past.uses.map(({ agoMs, use }) => ({ at: now - agoMs, use }));
    world.api.uses.push(...uses);
    bill(world, uses, past);
    world.settings.update({ reportPair: pair, timeZone: zone });
    const app = await world.connect();
    expect((await app.syncNow()).ok).toBe(true);
    body(app);
    await app.stop();
  } finally {
    world.shelf.close();
  }
}

function costsOf(app: Tidemark, span: Span): Costs {
  const read = app.readCosts(span);
  return read.ok ? read.value : expect.unreachable(read.failure.kind);
}

const sumOf = (amounts: readonly (number | null)[]) =>
  amounts.reduce<number>((sum, amount) => sum + (amount ?? 0), 0);
const moneyOf = (groups: readonly CostGroup[]) => sumOf(groups.map(({ microcents }) => microcents));
const totalOf = (app: Tidemark, span: Span) => costsOf(app, span).total.microcents ?? 0;

/** Each group's money, without those that spent nothing. */
const spentBy = (groups: readonly CostGroup[], others: readonly CostGroup[] = []) => {
  const spent = new Map<string | null, number>();
  for (const { id, microcents } of [...groups, ...others]) {
    spent.set(id, (spent.get(id) ?? 0) + (microcents ?? 0));
  }
  return [...spent].filter(([, money]) => money !== 0).sort();
};

const KINDS = ['workspace', 'model', 'apiKey', 'workspaceModel'] as const;
const runs = { seed: 20_261_122, numRuns: 4 } as const;

describe.each(REPORT_PAIRS)('costs of the %s pair', (pair) => {
  describe.each(PLACES)('in $zone', (place) => {
    const { zone, now } = place;
    const whole: Span = { from: floorDay(now) - DAYS * DAY_MS, to: floorDay(now) + DAY_MS };
    /** Local days, 23 to 25 hours long, and the week's window, whose reset cuts an hour. */
    const calendar = (app: Tidemark): readonly Span[] => [
      ...[0, 1, 3, 4].map((daysAgo) => localDay(now - daysAgo * DAY_MS, zone)),
      weekWindow(now, app.readSettings()),
    ];

    it('are the same by workspace, model, key and both, over whatever span', async () => {
      await fc.assert(
        fc.asyncProperty(somePast, someMinutes, someMinutes, (past, start, length) =>
          withPast(pair, place, past, (app) => {
            const from = whole.from + start * MINUTE_MS;
            const spans = [
              ...calendar(app),
              { from, to: Math.min(now, from + (length + 1) * MINUTE_MS) },
              { from, to: from + 7 * MINUTE_MS },
              whole,
            ].filter((span) => span.to > span.from);
            for (const span of spans) {
              const { total, groups, before } = costsOf(app, span);
              for (const kind of KINDS) {
                expect([kind, moneyOf(groups[kind])]).toEqual([kind, total.microcents ?? 0]);
                const told = groups[kind].map((group) => group.before);
                expect([kind, sumOf(told)]).toEqual([kind, before.microcents ?? 0]);
              }
              expect(totalOf(app, before)).toBe(before.microcents ?? 0);
            }
          }),
        ),
        runs,
      );
    }, 60_000);

    it('add up where spans adjoin, in all and for each group', async () => {
      await fc.assert(
        fc.asyncProperty(somePast, someMinutes, someMinutes, (past, first, second) =>
          withPast(pair, place, past, (app) => {
            const cuts = [
              ...[first, second].map((minutes) => whole.from + minutes * MINUTE_MS),
              ...calendar(app).map(({ from }) => from),
            ];
            const all = costsOf(app, whole);
            for (const cut of cuts) {
              if (cut <= whole.from || cut >= whole.to) continue;
              const [left, right] = [
                costsOf(app, { from: whole.from, to: cut }),
                costsOf(app, { from: cut, to: whole.to }),
              ];
              expect((left.total.microcents ?? 0) + (right.total.microcents ?? 0)).toBe(
                all.total.microcents ?? 0,
              );
              for (const kind of KINDS) {
                expect(spentBy(left.groups[kind], right.groups[kind])).toEqual(
                  spentBy(all.groups[kind]),
                );
              }
            }
          }),
        ),
        runs,
      );
    }, 60_000);

    it('are its days’, each of them its bill where it has one', async () => {
      await fc.assert(
        fc.asyncProperty(somePast, (past) =>
          withPast(pair, place, past, (app) => {
            const { days, total } = costsOf(app, whole);
            expect(days.map(({ day }) => day)).toEqual(
              Array.from({ length: DAYS + 1 }, (_, index) => whole.from + index * DAY_MS),
            );
            expect(sumOf(days.map(({ cost }) => cost))).toBe(total.microcents ?? 0);
            const rows = rowsByDay(app, whole);
            for (const day of days) {
              const row = rows.get(day.day);
              expect([day.day, day.estimated]).toEqual([
                day.day,
                row ? row.estimatedMicrocents : 0,
              ]);
              expect(totalOf(app, { from: day.day, to: day.day + DAY_MS })).toBe(day.cost ?? 0);
              if (day.state !== 'billed') {
                expect([day.reported, day.ratio, day.residual]).toEqual([null, null, null]);
                continue;
              }
              expect(day).toMatchObject({ cost: day.reported, basis: 'reported' });
              expect(day.reported).toBe(row?.reportedMicrocents ?? 0);
              if (day.estimated !== null) {
                expect(day.residual).toBe((day.reported ?? 0) - day.estimated);
              }
            }
          }),
        ),
        runs,
      );
    }, 60_000);

    it('differ from bills by what the causes and the models say, to the microcent', async () => {
      await fc.assert(
        fc.asyncProperty(somePast, someMinutes, (past, start) =>
          withPast(pair, place, past, (app) => {
            const from = whole.from + start * MINUTE_MS;
            for (const span of [whole, { from, to: now + 1 }]) {
              const { days, models, causes } = costsOf(app, span);
              expect(days[0]?.day).toBe(floorDay(span.from));
              expect(days.at(-1)?.day).toBe(ceilDay(now) - DAY_MS);
              const residual = sumOf(
                days.map(
                  (day) => (day.reported ?? 0) - (day.reported === null ? 0 : (day.estimated ?? 0)),
                ),
              );
              expect(sumOf(models.map((model) => model.residual))).toBe(residual);
              if (causes.length > 0) {
                expect(sumOf(causes.map(({ microcents }) => microcents))).toBe(residual);
              } else {
                const billed = sumOf(models.map((model) => model.reported));
                expect(Math.abs(residual)).toBeLessThanOrEqual(billed * 0.005);
              }
            }
          }),
        ),
        runs,
      );
    }, 60_000);
  });
});

/** The history's rows of the same days. */
function rowsByDay(app: Tidemark, span: Span): ReadonlyMap<number, HistoryRow> {
  const read = app.readHistory({ ...span, grain: 'day', by: 'none' });
  if (!read.ok) return expect.unreachable(read.failure.kind);
  return new Map(read.value.rows.map((row) => [row.start, row]));
}
