import { describe, expect, it } from 'vitest';
import type { Tidemark } from '../../../src-main/core/tidemark.js';
import type { Feature } from '../../../src-main/shared/snapshot.js';
import { DAY_MS, floorDay, floorHour, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import type { ClaudeCodeRecord } from '../../../src-main/shared/usage.js';
import { createWorld, historyOf, type World } from '../../fakes/app.js';
import type { Question } from '../../fakes/fake-admin-api.js';
import {
  at,
  costRow,
  dayAt,
  hourCost,
  label,
  priced,
  rateLimit,
  shared,
  tokens,
  usd,
} from '../../fakes/figures.js';
import { type PlainKind, plainFailure } from '../../fakes/plain-failure.js';

const YESTERDAY = at('2026-11-20T09:30:00Z');
const DAY = dayAt('2026-11-20T00:00:00Z');
const OPEN_TO = at('2026-11-21T15:00:00Z');

const use = (millions: number) => ({
  dimensions: { ...priced(), ...shared() },
  tokens: tokens({ output: millions * 1_000_000 }),
});
/** $15 of use yesterday, billed $14. */
async function usedWorld(): Promise<{ world: World; app: Tidemark }> {
  const world = createWorld();
  world.api.uses.push({ at: YESTERDAY, use: use(1) });
  world.api.bill.set(DAY, [costRow(1400)]);
  return { world, app: await world.connect() };
}
const refuse = (world: World, kind: PlainKind | null, ...questions: readonly Question[]) => {
  world.api.disturb = ({ what }) => (kind && questions.includes(what) ? plainFailure(kind) : null);
};
const countOf = (world: World, what: Question) =>
  world.api.asked.filter((question) => question.what === what).length;
const features = (app: Tidemark) => app.readSnapshot().sync.refusals.map(({ feature }) => feature);

const record: ClaudeCodeRecord = {
  actorType: 'user_actor',
  actor: 'ada@example.com',
  customerType: 'api',
  subscriptionType: null,
  terminalType: 'vscode',
  isRemote: false,
  sessions: 3,
  linesAdded: 10,
  linesRemoved: 4,
  commits: 1,
  pullRequests: 0,
  models: [],
  tools: [],
};

describe('A3, A4: a feature that the key may not read', () => {
  const CASES: readonly (readonly [Feature, Question])[] = [
    ['cost', 'cost'],
    ['labels', 'labels'],
    ['limits', 'rate-limits'],
    ['spend-limits', 'spend-limits'],
    ['claude-code', 'claude-code'],
  ];

  it.each(
    CASES.flatMap(([feature, question]) =>
      (['permission-missing', 'not-available'] as const).map(
        (kind) => [feature, question, kind] as const,
      ),
    ),
  )('%s (%s: %s) is named, the rest works, and it is asked for once a day', async (...names) => {
    const [feature, question, kind] = names;
    const { world, app } = await usedWorld();
    refuse(world, kind, question);
    expect((await app.syncNow()).ok).toBe(true);
    const { week, sync } = app.readSnapshot();
    expect(week.spent.microcents).toBe(feature === 'cost' ? usd(15) : usd(14));
    expect(sync).toMatchObject({
      lastSuccessAt: world.now,
      refusals: [{ feature, failure: { kind, mustAct: false, at: world.now } }],
    });
    const refusedAt = world.now;
    const once = countOf(world, question);
    while (world.now < refusedAt + DAY_MS - MINUTE_MS) {
      world.now += 97 * MINUTE_MS;
      if (world.now < refusedAt + DAY_MS) await app.syncNow({ withLabels: true });
    }
    expect(countOf(world, question)).toBe(once);
    expect(features(app)).toEqual([feature]);
    world.now = refusedAt + DAY_MS + MINUTE_MS;
    refuse(world, null);
    await app.syncNow();
    expect(countOf(world, question)).toBeGreaterThan(once);
    expect(features(app)).toEqual([]);
  });

  it('is still known after a restart, and asked for at once with another key', async () => {
    const { world, app } = await usedWorld();
    refuse(world, 'permission-missing', 'cost');
    await app.syncNow();
    await app.stop();
    const again = world.start();
    expect(features(again)).toEqual(['cost']);
    const before = countOf(world, 'cost');
    await again.syncNow();
    expect(countOf(world, 'cost')).toBe(before);
    await again.tryKey('sk-ant-admin01-marked-fake-for-tests-AbCd');
    await again.saveKey();
    const tried = countOf(world, 'cost');
    await again.syncNow();
    expect(countOf(world, 'cost')).toBeGreaterThan(tried);
  });

  it('that only has trouble is asked again an hour later', async () => {
    const { world, app } = await usedWorld();
    refuse(world, 'service-trouble', 'rate-limits');
    await app.syncNow();
    refuse(world, null);
    world.now += HOUR_MS - 1;
    await app.syncNow();
    expect(features(app)).toEqual(['limits']);
    world.now += 1;
    await app.syncNow();
    expect(features(app)).toEqual([]);
  });

  it('Claude Code refused is not asked for day by day', async () => {
    const { world, app } = await usedWorld();
    refuse(world, 'not-available', 'claude-code');
    await app.syncNow();
    expect(countOf(world, 'claude-code')).toBe(1);
  });
});

describe('names and published limits', () => {
  it('T1: a record dated in the future does not keep them from being asked', async () => {
    const { world, app } = await usedWorld();
    await app.syncNow();
    const store = historyOf(world);
    store.saveSyncRecord({ ...store.readSyncRecord(), labelsFetchedAt: world.now + 900 * DAY_MS });
    const before = countOf(world, 'labels');
    await world.start().syncNow();
    expect(countOf(world, 'labels')).toBeGreaterThan(before);
  });

  it('of a workspace that gives no answer are kept as they were', async () => {
    const { world, app } = await usedWorld();
    world.api.labels.push(label({ id: 'wrkspc_a' }), label({ id: 'wrkspc_b' }));
    world.api.limits.push(
      rateLimit(50),
      rateLimit(5, { workspaceId: 'wrkspc_a' }),
      rateLimit(7, { workspaceId: 'wrkspc_b' }),
    );
    await app.syncNow();
    world.now += DAY_MS + MINUTE_MS;
    world.api.limits.splice(0);
    refuse(world, 'not-available', 'workspace-rate-limits');
    await app.syncNow();
    const current = historyOf(world)
      .readPublishedLimits()
      .filter(({ until }) => until === null);
    expect(current.map(({ workspaceId, value }) => [workspaceId, value])).toEqual([
      ['wrkspc_a', 5],
      ['wrkspc_b', 7],
    ]);
  });

  it('of an archived workspace end, and it is not asked any more', async () => {
    const { world, app } = await usedWorld();
    world.api.labels.push(label({ id: 'wrkspc_a' }));
    world.api.limits.push(rateLimit(5, { workspaceId: 'wrkspc_a' }));
    await app.syncNow();
    world.now += DAY_MS + MINUTE_MS;
    world.api.labels.splice(0, 1, label({ id: 'wrkspc_a', archivedAt: world.now }));
    const before = countOf(world, 'workspace-rate-limits');
    await app.syncNow();
    expect(countOf(world, 'workspace-rate-limits')).toBe(before);
    expect(historyOf(world).readPublishedLimits()).toMatchObject([{ value: 5, until: world.now }]);
  });
});

describe('an hour that the two usage reports tell in two ways', () => {
  const ODD = floorHour(YESTERDAY);
  const tellTwice = (world: World, ...odd: readonly number[]) => {
    world.api.spoil = (what, buckets) =>
      what === 'priced'
        ? buckets.map((bucket) => (odd.includes(bucket.start) ? { ...bucket, rows: [] } : bucket))
        : buckets;
  };
  const heldHours = (world: World) => historyOf(world).readCoverage().hours;

  it('is left out alone: the rest is stored, it is told, and what was held stays', async () => {
    const { world, app } = await usedWorld();
    world.api.uses.push({ at: YESTERDAY - DAY_MS, use: use(1) });
    tellTwice(world, ODD);
    expect((await app.syncNow()).ok).toBe(true);
    const { week, sync } = app.readSnapshot();
    expect(sync.failure).toMatchObject({ kind: 'reports-disagree', mustAct: false });
    expect(sync.failure?.detail).toBe('2026-11-20T09:00:00Z');
    expect(sync.lastSuccessAt).toBe(world.now);
    expect(sync.coverage.gaps).toEqual([{ from: ODD, to: ODD + HOUR_MS }]);
    expect(week.spent).toMatchObject({ provenance: { isComplete: false } });
    expect(heldHours(world).has(ODD - DAY_MS)).toBe(true);

    tellTwice(world);
    world.now += MINUTE_MS;
    await app.syncNow();
    expect(app.readSnapshot().sync).toMatchObject({ failure: null, coverage: { gaps: [] } });
    const right = app.readHistory({ from: ODD, to: ODD + HOUR_MS, grain: 'hour', by: 'none' });
    tellTwice(world, ODD);
    world.now += DAY_MS + HOUR_MS;
    await app.syncNow();
    expect(app.readSnapshot().sync.failure).toMatchObject({ kind: 'reports-disagree' });
    expect(app.readHistory({ from: ODD, to: ODD + HOUR_MS, grain: 'hour', by: 'none' })).toEqual(
      right,
    );
  });

  it('is all the use there is: it is left out all the same', async () => {
    const { world, app } = await usedWorld();
    tellTwice(world, ODD);
    expect((await app.syncNow()).ok).toBe(true);
    expect(app.readSnapshot().sync.coverage.gaps).toEqual([{ from: ODD, to: ODD + HOUR_MS }]);
  });

  it('A35: beside an answer that is empty where there was use, wipes nothing', async () => {
    const { world, app } = await usedWorld();
    world.api.uses.push({ at: YESTERDAY - HOUR_MS, use: use(1) });
    await app.syncNow();
    const held = () => historyOf(world).readHourTotals({ from: ODD - HOUR_MS, to: ODD + HOUR_MS });
    const before = held();
    expect(before).toHaveLength(2);
    world.api.uses.pop();
    tellTwice(world, ODD);
    world.now += DAY_MS + HOUR_MS;
    expect((await app.syncNow()).ok).toBe(true);
    expect(app.readSnapshot().sync.failure).toMatchObject({ kind: 'source-empty' });
    expect(held()).toEqual(before);
  });

  it('and all others too: nothing is fresh, and the run says so', async () => {
    const { world, app } = await usedWorld();
    world.api.uses.push({ at: YESTERDAY - HOUR_MS, use: use(1) });
    tellTwice(world, ODD, ODD - HOUR_MS);
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'reports-disagree' } });
    expect(app.readSnapshot().sync.lastSuccessAt).toBeNull();
    expect(heldHours(world).size).toBe(0);
  });

  it('long ago, is asked for ever more rarely and holds up nothing older', async () => {
    const { world, app } = await usedWorld();
    const old = at('2026-11-05T09:00:00Z');
    for (const hour of [old - HOUR_MS, old, old - 3 * HOUR_MS])
      world.api.uses.push({ at: hour, use: use(1) });
    tellTwice(world, old, old - HOUR_MS);
    await app.syncNow();
    expect(app.readSnapshot().sync.coverage.gaps).toEqual([
      { from: old - HOUR_MS, to: old + HOUR_MS },
    ]);
    expect(heldHours(world).has(old - 3 * HOUR_MS)).toBe(true);
    const askedFor = () =>
      world.api.asked.filter(({ what, from }) => what === 'shares' && from === old - HOUR_MS)
        .length;
    const counts: number[] = [];
    for (let step = 0; step < 6; step += 1) {
      const before = askedFor();
      world.now += 5 * MINUTE_MS;
      expect((await app.syncNow()).ok).toBe(true);
      counts.push(askedFor() - before);
    }
    expect(counts).toEqual([2, 0, 2, 0, 0, 0]);
  });
});

describe('A5: a part of the back-fill that is refused', () => {
  it('is left out, asked again in the next cycle, then ever more rarely', async () => {
    const { world, app } = await usedWorld();
    const refusedTo = at('2026-11-01T00:00:00Z');
    let asked = 0;
    world.api.disturb = ({ what, to }) => {
      if (what !== 'shares' || to === null || to > refusedTo) return null;
      asked += 1;
      return plainFailure('bad-request');
    };
    const askedAt: number[] = [];
    const from = world.now;
    for (; world.now < from + 12 * HOUR_MS; world.now += 5 * MINUTE_MS) {
      const before = asked;
      expect((await app.syncNow()).ok).toBe(true);
      if (asked > before) askedAt.push((world.now - from) / MINUTE_MS);
    }
    expect(askedAt.slice(0, 4)).toEqual([0, 5, 15, 35]);
    const pauses = askedAt.slice(1).map((when, index) => when - (askedAt[index] ?? 0));
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(asked / askedAt.length).toBeLessThanOrEqual(2);
    expect(app.readSnapshot().sync.coverage.gaps.length).toBeGreaterThan(0);
    world.api.disturb = () => null;
    world.now += DAY_MS;
    await app.syncNow();
    expect(app.readSnapshot().sync).toMatchObject({ failure: null, coverage: { gaps: [] } });
  });
});

describe('A35: a source that is suddenly empty', () => {
  const held = (world: World) =>
    historyOf(world)
      .readHourTotals({ from: DAY, to: OPEN_TO })
      .map(({ tokens: { output } }) => output);

  it.each([
    ['no bucket at all', () => []],
    [
      'buckets without any row',
      (buckets: readonly { start: number }[]) => buckets.map((bucket) => ({ ...bucket, rows: [] })),
    ],
  ])('%s keeps what is held and says so, until the use is told again', async (_, empty) => {
    const { world, app } = await usedWorld();
    world.api.uses.push({ at: at('2026-11-21T09:30:00Z'), use: use(2) });
    await app.syncNow();
    const before = held(world);
    // A test spoils with buckets of the same report.
    world.api.spoil = (_what, buckets) => empty(buckets) as unknown as typeof buckets;
    world.now += 5 * MINUTE_MS;
    expect((await app.syncNow()).ok).toBe(true);
    expect(held(world)).toEqual(before);
    expect(app.readSnapshot().sync.failure).toMatchObject({ kind: 'source-empty', mustAct: false });
    world.api.spoil = (_what, buckets) => buckets;
    await app.syncNow();
    expect(app.readSnapshot().sync.failure).toBeNull();
  });

  it('rows that vanish in part are gone: the answer is whole', async () => {
    const { world, app } = await usedWorld();
    world.api.uses.push(
      { at: at('2026-11-21T09:30:00Z'), use: use(2) },
      { at: at('2026-11-21T10:30:00Z'), use: use(3) },
    );
    await app.syncNow();
    world.api.uses.splice(1, 1);
    await app.syncNow();
    expect(held(world)).toEqual([1_000_000, 3_000_000]);
    expect(app.readSnapshot().sync.failure).toBeNull();
  });

  it('an emptied bill keeps the bill', async () => {
    const { world, app } = await usedWorld();
    await app.syncNow();
    world.api.bill.clear();
    await app.syncNow();
    expect(app.readSnapshot()).toMatchObject({
      month: { cost: { microcents: usd(14) } },
      sync: { failure: { kind: 'source-empty' }, restatements: [] },
    });
  });

  it('emptied minutes keep the minutes', async () => {
    const { world, app } = await usedWorld();
    world.now = at('2026-11-22T11:05:00Z');
    world.api.uses.push({ at: at('2026-11-22T10:30:00Z'), use: use(2) });
    await app.syncNow();
    world.api.spoil = (what, buckets) =>
      what === 'minutes' ? buckets.map((bucket) => ({ ...bucket, rows: [] })) : buckets;
    await app.syncNow();
    expect(app.readSnapshot().week.tokens?.output).toBe(0);
    expect(app.readSnapshot().sync.failure?.kind).toBe('source-empty');
  });

  it('an emptied day of Claude Code keeps the day', async () => {
    const { world, app } = await usedWorld();
    world.api.claudeCode.set(DAY, [record]);
    await app.syncNow();
    const store = historyOf(world);
    // As a clock that ran ahead would have left it: it is asked for again.
    store.replaceClaudeCodeDay(DAY, [record], world.now + DAY_MS);
    world.api.claudeCode.clear();
    await app.syncNow();
    expect(store.readClaudeCode({ from: DAY, to: DAY + DAY_MS })).toMatchObject([{ sessions: 3 }]);
  });

  it('an older part that is empty now is not asked for in every cycle', async () => {
    const { world, app } = await usedWorld();
    const old = at('2026-11-02T09:30:00Z');
    world.api.uses.push({ at: old, use: use(1) });
    await app.syncNow();
    const store = historyOf(world);
    const part = { from: floorDay(old), to: floorDay(old) + DAY_MS };
    const [hour] = store.readHourTotals(part);
    expect(hour?.tokens.output).toBe(1_000_000);
    // Read when it was young: it has to be read again.
    const rows = [{ dimensions: priced(), tokens: tokens({ output: 1_000_000 }), costs: null }];
    store.replaceHours(part, [{ start: floorHour(old), rows, shares: [] }], floorDay(old) + DAY_MS);
    world.api.uses.pop();
    const questions = () =>
      world.api.asked.filter(({ what, from }) => what === 'shares' && from === part.from).length;
    const before = questions();
    for (let round = 0; round < 12; round += 1) {
      await app.syncNow();
      world.now += 5 * MINUTE_MS;
    }
    expect(questions() - before).toBeGreaterThanOrEqual(2);
    expect(questions() - before).toBeLessThanOrEqual(4);
    expect(store.readHourTotals(part)).toHaveLength(1);
  });
});

describe('A38: the bill of a closed day that changes', () => {
  const restated = (app: Tidemark) => app.readSnapshot().sync.restatements;

  it('is noted once, with both amounts and when it was seen', async () => {
    const { world, app } = await usedWorld();
    await app.syncNow();
    world.api.bill.set(DAY, [costRow(1200), costRow(50, { tokenType: 'cache_read' })]);
    world.now += 5 * MINUTE_MS;
    await app.syncNow();
    const noted = { day: DAY, before: usd(14), after: usd(12.5), at: world.now };
    expect(restated(app)).toEqual([noted]);
    world.now += 5 * MINUTE_MS;
    await app.syncNow();
    expect(restated(app)).toEqual([noted]);
    expect(app.readSnapshot().month.cost).toMatchObject({ microcents: usd(12.5) });
  });

  it('a day that is gone from the bill was billed nothing after all', async () => {
    const { world, app } = await usedWorld();
    world.api.bill.set(dayAt('2026-11-21T00:00:00Z'), [costRow(100)]);
    await app.syncNow();
    world.api.bill.delete(DAY);
    await app.syncNow();
    expect(restated(app)).toMatchObject([{ day: DAY, before: usd(14), after: null }]);
  });

  it('a bill that comes late, or grows in the hours after midnight, is not restated', async () => {
    const { world, app } = await usedWorld();
    world.now = at('2026-11-21T00:05:00Z');
    for (const cents of [0, 900, 1100, 1390, 1400]) {
      world.api.bill.set(DAY, cents === 0 ? [] : [costRow(cents)]);
      await app.syncNow();
      world.now += HOUR_MS;
    }
    expect(restated(app)).toEqual([]);
  });

  it('a running day grows: that is no restatement', async () => {
    const { world, app } = await usedWorld();
    const today = dayAt('2026-11-21T00:00:00Z');
    for (const cents of [100, 200]) {
      world.api.bill.set(today, [costRow(cents)]);
      await app.syncNow();
    }
    expect(restated(app)).toEqual([]);
  });

  it('analytics: an answer from an older copy takes nothing back', async () => {
    const { world, app } = await usedWorld();
    world.api.hasAnalytics = true;
    world.api.refreshedAt = at('2026-11-21T12:00:00Z');
    world.api.hourBill.push(
      hourCost(at('2026-11-20T02:00:00Z'), 300),
      hourCost(floorHour(YESTERDAY), 1000),
    );
    app.updateSettings({ reportPair: 'analytics' });
    await app.syncNow();
    const before = app.readSnapshot();
    world.api.refreshedAt = at('2026-11-20T05:00:00Z');
    world.now += 5 * MINUTE_MS;
    await app.syncNow();
    const after = app.readSnapshot();
    expect(after.month.cost.microcents).toBe(usd(13));
    expect(after.month.cost.microcents).toBe(before.month.cost.microcents);
    expect(restated(app)).toEqual([]);
  });
});

describe('T6: the future', () => {
  it('nothing is asked that begins later than now, at any minute of the day', async () => {
    const { world, app } = await usedWorld();
    world.api.hasAnalytics = true;
    for (const pair of ['legacy', 'analytics'] as const) {
      app.updateSettings({ reportPair: pair, timeZone: 'Asia/Kathmandu' });
      for (const time of ['00:00', '00:01', '05:44', '10:59', '11:00', '23:59']) {
        world.now = at(`2026-11-22T${time}:00Z`);
        world.api.refreshedAt = world.now - HOUR_MS;
        const before = world.api.asked.length;
        await app.syncNow();
        for (const { from } of world.api.asked.slice(before)) {
          expect(from ?? 0).toBeLessThanOrEqual(world.now);
        }
      }
    }
  });
});

describe('T8: a back-fill', () => {
  it('that is paused in the middle stops before its next part and goes on from there', async () => {
    const { world, app } = await usedWorld();
    app.updateSettings({ historyDays: 396 });
    const parts = () => app.readSnapshot().sync.backfill?.partsLeft ?? 0;
    let shares = 0;
    world.api.disturb = ({ what }) => {
      shares += what === 'shares' ? 1 : 0;
      if (shares === 10) app.updateSettings({ isBackfillPaused: true });
      return null;
    };
    expect((await app.syncNow()).ok).toBe(true);
    expect(shares).toBe(10);
    const left = parts();
    expect(left).toBeGreaterThan(40);
    expect(app.readSnapshot().sync).toMatchObject({
      backfill: { isPaused: true },
      lastSuccessAt: world.now,
      failure: null,
    });
    await app.syncNow();
    expect(shares).toBe(11);
    expect(parts()).toBe(left);
    app.updateSettings({ isBackfillPaused: false });
    await app.syncNow();
    expect(app.readSnapshot().sync).toMatchObject({ backfill: null, coverage: { gaps: [] } });
    expect(shares).toBeLessThan(11 + 1 + left + 2);
  });

  it('shows what is current before it, and keeps names asked for when it fails', async () => {
    const { world, app } = await usedWorld();
    const longAgo = world.now - 20 * DAY_MS;
    world.api.disturb = ({ what, to }) =>
      what === 'shares' && to !== null && to < longAgo ? plainFailure('offline') : null;
    expect((await app.syncNow()).ok).toBe(false);
    const names = countOf(world, 'labels');
    expect(names).toBeGreaterThan(0);
    expect((await app.syncNow()).ok).toBe(false);
    expect(countOf(world, 'labels')).toBe(names);
    expect(app.readSnapshot().week.spent.microcents).toBe(usd(14));
  });
});

describe('a day of Claude Code', () => {
  it('A29: the same record twice is counted once', async () => {
    const { world, app } = await usedWorld();
    world.api.claudeCode.set(DAY, [record, { ...record, terminalType: 'tmux' }, record]);
    await app.syncNow();
    const read = historyOf(world).readClaudeCode({ from: DAY, to: DAY + DAY_MS });
    expect(read.map(({ terminalType }) => terminalType)).toEqual(['vscode', 'tmux']);
  });

  it('A29: the same record with other figures is refused, and the figures go on', async () => {
    const { world, app } = await usedWorld();
    world.api.claudeCode.set(DAY, [record, { ...record, sessions: 4 }]);
    expect((await app.syncNow()).ok).toBe(true);
    expect(historyOf(world).readClaudeCode({ from: DAY, to: DAY + DAY_MS })).toEqual([]);
    expect(features(app)).toContain('claude-code');
  });
});

describe('A26: figures too large to be added up', () => {
  it('are refused whole, and what was held stays readable', async () => {
    const { world, app } = await usedWorld();
    await app.syncNow();
    const { week } = app.readSnapshot();
    world.api.uses.push({ at: YESTERDAY, use: use(1_000_000) });
    world.now += HOUR_MS;
    expect(await app.syncNow({ withLabels: true })).toMatchObject({ ok: true });
    world.api.uses.push({ at: world.now - MINUTE_MS, use: use(1_000_000) });
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'unexpected-response' } });
    expect(app.readSnapshot().week.spent.microcents).toBe(week.spent.microcents);
  });

  it('a bill of that size is refused as well', async () => {
    const { world, app } = await usedWorld();
    world.api.bill.set(DAY, [costRow(5_000_000_000), costRow(5_000_000_000)]);
    expect(await app.syncNow()).toMatchObject({ failure: { kind: 'unexpected-response' } });
    world.api.bill.set(DAY, [costRow(1400)]);
    expect((await app.syncNow()).ok).toBe(true);
  });
});
