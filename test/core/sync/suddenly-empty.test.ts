import { describe, expect, it } from 'vitest';
import { DAY_MS, floorDay, floorHour, MINUTE_MS } from '../../../src-main/shared/units.js';
import { historyOf, type World } from '../../fakes/app.js';
import { at, claudeCodeRecord, priced, tokens, usd } from '../../fakes/figures.js';
import { figures, usageOf } from '../used-world.js';
import { BILLED_DAY, billedWorld } from './billed-world.js';

const OPEN_TO = at('2026-11-21T15:00:00Z');

describe('A35: a source that is suddenly empty', () => {
  const held = (world: World) =>
    historyOf(world)
      .readHourTotals({ from: BILLED_DAY, to: OPEN_TO })
      .map(({ tokens: { output } }) => output);

  it.each([
    ['no bucket at all', () => []],
    [
      'buckets without any row',
      (buckets: readonly { start: number }[]) => buckets.map((bucket) => ({ ...bucket, rows: [] })),
    ],
  ])('%s keeps what is held and says so, until the use is told again', async (_, empty) => {
    const { world, app } = await billedWorld();
    world.api.uses.push({ at: at('2026-11-21T09:30:00Z'), use: usageOf(2) });
    await app.syncNow();
    const before = held(world);
    const shown = figures(app.readSnapshot());
    // A test spoils with buckets of the same report.
    world.api.spoil = (_what, buckets) => empty(buckets) as unknown as typeof buckets;
    world.now += 5 * MINUTE_MS;
    expect((await app.syncNow()).ok).toBe(true);
    expect(held(world)).toEqual(before);
    expect(figures(app.readSnapshot())).toEqual(shown);
    expect(app.readSnapshot().sync.failure).toMatchObject({ kind: 'source-empty', mustAct: false });
    world.api.spoil = (_what, buckets) => buckets;
    await app.syncNow();
    expect(app.readSnapshot().sync.failure).toBeNull();
  });

  it('rows that vanish in part are gone: the answer is whole', async () => {
    const { world, app } = await billedWorld();
    world.api.uses.push(
      { at: at('2026-11-21T09:30:00Z'), use: usageOf(2) },
      { at: at('2026-11-21T10:30:00Z'), use: usageOf(3) },
    );
    await app.syncNow();
    world.api.uses.splice(1, 1);
    await app.syncNow();
    expect(held(world)).toEqual([1_000_000, 3_000_000]);
    expect(app.readSnapshot().sync.failure).toBeNull();
  });

  it('an emptied bill keeps the bill', async () => {
    const { world, app } = await billedWorld();
    await app.syncNow();
    world.api.bill.clear();
    await app.syncNow();
    expect(app.readSnapshot()).toMatchObject({
      month: { cost: { microcents: usd(14) } },
      sync: { failure: { kind: 'source-empty' }, restatements: [] },
    });
  });

  it('emptied minutes keep the minutes', async () => {
    const { world, app } = await billedWorld();
    world.now = at('2026-11-22T11:05:00Z');
    world.api.uses.push({ at: at('2026-11-22T10:30:00Z'), use: usageOf(2) });
    await app.syncNow();
    world.api.spoil = (what, buckets) =>
      what === 'minutes' ? buckets.map((bucket) => ({ ...bucket, rows: [] })) : buckets;
    await app.syncNow();
    expect(app.readSnapshot().week.tokens?.output).toBe(0);
    expect(app.readSnapshot().sync.failure?.kind).toBe('source-empty');
  });

  it('an emptied day of Claude Code keeps the day', async () => {
    const { world, app } = await billedWorld();
    world.api.claudeCode.set(BILLED_DAY, [claudeCodeRecord]);
    await app.syncNow();
    const store = historyOf(world);
    // As a clock that ran ahead would have left it: it is asked for again.
    store.replaceClaudeCodeDay(BILLED_DAY, [claudeCodeRecord], world.now + DAY_MS);
    world.api.claudeCode.clear();
    await app.syncNow();
    expect(store.readClaudeCode({ from: BILLED_DAY, to: BILLED_DAY + DAY_MS })).toMatchObject([
      { sessions: 3 },
    ]);
  });

  it('an older part that is empty now is not asked for in every cycle', async () => {
    const { world, app } = await billedWorld();
    const old = at('2026-11-02T09:30:00Z');
    world.api.uses.push({ at: old, use: usageOf(1) });
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
