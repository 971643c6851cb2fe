import { describe, expect, test } from 'vitest';
import { DAY_MS, floorDay, HOUR_MS, MINUTE_MS } from '../../src-main/shared/units.js';
import { at } from '../fakes/figures.js';
import { startFront } from './support/front.js';
import { startSchedule } from './support/schedule.js';
import { spansAsked } from './support/spans-asked.js';
import { startAt, syncAt } from './support/start-at.js';
import { sumIn } from './support/sum-in.js';
import { NOW, startService, startWorld, strike, syncedFolder } from './support/world.js';

const BOTH = ['legacy', 'analytics'] as const;

describe.each(BOTH)('T6, T7, T8: %s pair', (pair) => {
  test('T6: nothing is asked for that begins in the future or ends after the open interval', async () => {
    const world = await strike('A1', 0, { pair, after: 10_000 });
    expect(await world.sync()).toBeNull();
    const now = world.clock.now();
    const spans = spansAsked(world.service);
    expect(spans.length).toBeGreaterThan(2);
    for (const { from, to } of spans) {
      expect(from).toBeLessThan(to);
      expect(from).toBeLessThanOrEqual(now);
      expect(to).toBeLessThanOrEqual(floorDay(now) + DAY_MS);
    }
    const asked = world.service.simulator.requests.length;
    const { tidemark } = world.parts;
    const backwards = tidemark.readHistory({ from: now, to: now, grain: 'hour', by: 'none' });
    expect(backwards).toMatchObject({ ok: false, failure: { kind: 'invalid-input' } });
    const future = { from: now + 1, to: now + 2 * DAY_MS };
    const detail = 'The time asked for lies in the future.';
    for (const answer of [
      tidemark.readHistory({ ...future, grain: 'hour', by: 'none' }),
      tidemark.readCosts(future),
      tidemark.readCache({ ...future, grain: 'day' }),
    ]) {
      expect(answer).toEqual({ ok: false, failure: { kind: 'invalid-input', detail } });
    }
    // Hours to come are missing, not zero.
    const begun = tidemark.readHistory({ ...future, from: now, grain: 'hour', by: 'none' });
    if (!begun.ok) throw new Error(begun.failure.kind);
    const [running, ...toCome] = begun.value.buckets;
    if (pair === 'legacy') expect(running).toMatchObject({ state: 'open' });
    expect(new Set(toCome.map(({ state }) => state))).toEqual(new Set(['missing']));
    expect(begun.value.rows.filter(({ start }) => start > now)).toEqual([]);
    expect(world.service.simulator.requests).toHaveLength(asked);
  });

  test('T7: the running hour is shown as running and asked for until it is final', async () => {
    const folder = await syncedFolder(pair);
    const service = { visibleAfterMs: 5 * MINUTE_MS };
    const { world } = await startAt(NOW, { folder, service });
    const { last24Hours } = await syncAt(world, NOW);
    const hour = last24Hours.at(-1);
    expect(hour).toMatchObject({ start: at('2026-11-21T20:00:00Z'), isOpen: true });
    expect(last24Hours.filter(({ isOpen }) => isOpen)).toHaveLength(1);
    const read = () => {
      const history = world.parts.tidemark.readHistory({
        from: hour?.start ?? 0,
        to: (hour?.start ?? 0) + HOUR_MS,
        grain: 'hour',
        by: 'none',
      });
      return history.ok ? history.value : null;
    };
    if (pair === 'legacy') expect(read()?.buckets).toMatchObject([{ state: 'open' }]);
    else expect(read()?.buckets).toMatchObject([{ state: 'missing' }]);
    const young = read()?.rows[0]?.tokens.output ?? 0;
    await syncAt(world, NOW + 50 * MINUTE_MS);
    await syncAt(world, NOW + 10 * HOUR_MS);
    expect(read()?.buckets).toMatchObject([{ state: 'closed' }]);
    const final = read()?.rows[0]?.tokens.output;
    expect(final).toBeGreaterThan(young);
    const whole = await startAt(NOW + 10 * HOUR_MS, { service, settings: { reportPair: pair } });
    await syncAt(whole.world, NOW + 10 * HOUR_MS);
    const hourOf = { from: hour?.start ?? 0, to: (hour?.start ?? 0) + HOUR_MS };
    expect(final).toBe(sumIn(whole.world, 'usage_hour', hourOf, 'output'));
  });

  test('T8: forty days not run are filled in parts, one question at a time, and can be stopped', async () => {
    const later = NOW + 40 * DAY_MS;
    const folder = await syncedFolder(pair);
    const service = await startService();
    let inFlight = 0;
    let most = 0;
    const line = await startFront(service.simulator, {
      ask() {
        inFlight += 1;
        most = Math.max(most, inFlight);
        return undefined;
      },
      answer(text) {
        inFlight -= 1;
        return text;
      },
    });
    const world = startWorld(line, { folder, now: later });
    service.now = world.clock.now;
    const { tidemark } = world.parts;
    const { requests } = service.simulator;
    const seen: { done: number; total: number }[] = [];
    const stop = tidemark.onSnapshot(({ sync, week }) => {
      if (sync.progress) seen.push(sync.progress);
      // What is shown now comes first; then the person stops the rest.
      const isFresh = sync.lastSuccessAt === later && week.spent.microcents !== null;
      if (isFresh && !tidemark.readSettings().isBackfillPaused)
        tidemark.updateSettings({ isBackfillPaused: true });
    });
    const schedule = startSchedule(world);
    await schedule.scheduler.runNow();
    await schedule.settled();
    stop();
    expect(schedule.outcomes).toEqual(['done']);
    const paused = tidemark.readSnapshot().sync;
    expect(paused.backfill).toMatchObject({ isPaused: true });
    expect(paused.backfill?.partsLeft).toBeGreaterThan(2);
    expect(paused).toMatchObject({ isStale: false, failure: null });
    expect(seen.length).toBeGreaterThan(2);
    seen.forEach(({ done, total }, index) => {
      expect(done).toBeGreaterThanOrEqual(seen[index - 1]?.done ?? 0);
      expect(done).toBeLessThanOrEqual(total);
    });
    const first = requests.length;
    for (const { from, to } of spansAsked(service, /messages$|analytics\/usage$/)) {
      expect(to - from).toBeLessThanOrEqual(7 * DAY_MS);
      // A fortnight is current; the part under way when the person stops is read to its end.
      expect(from).toBeGreaterThan(later - 22 * DAY_MS);
    }
    await schedule.pass(11 * MINUTE_MS);
    // Young figures alone, twice.
    expect(requests.length - first).toBeLessThan(10);

    tidemark.updateSettings({ isBackfillPaused: false });
    for (let run = 0; run < 3; run += 1) await schedule.scheduler.runAfresh();
    await schedule.settled();
    const { sync } = tidemark.readSnapshot();
    expect(sync).toMatchObject({ backfill: null, failure: null });
    // The analytics know nothing yet of the last hours.
    const openFrom = pair === 'legacy' ? world.clock.now() : later - 5 * HOUR_MS;
    expect(sync.coverage.gaps.filter(({ from }) => from < openFrom)).toEqual([]);
    expect(most).toBe(1);
    const backfill = requests.filter(({ path }) =>
      /usage_report\/messages$|analytics\/usage$/.test(path),
    );
    expect(backfill.length).toBeLessThan(40);
    expect(requests.length).toBeLessThan(120);
    expect(new Set(requests.map(({ status }) => status))).toEqual(new Set([200, 400]));

    const whole = await startAt(world.clock.now(), {
      settings: { reportPair: pair },
      since: NOW - 9 * DAY_MS,
    });
    await whole.world.sync();
    const all = { from: NOW, to: later };
    for (const table of ['usage_hour', 'share_hour'] as const) {
      expect(sumIn(world, table, all, 'output')).toBe(sumIn(whole.world, table, all, 'output'));
    }
    expect(sumIn(world, 'cost_day', all, 'amount')).toBe(
      sumIn(whole.world, 'cost_day', all, 'amount'),
    );
  });
});
