import { describe, expect, it } from 'vitest';
import { createMeterMemory, readMeters } from '../../../src-main/core/limits/read-meters.js';
import { priceTable } from '../../../src-main/core/pricing/price-table.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { hourAt, priced, shared, storedHour, tokens } from '../../fakes/figures.js';
import { hourly, messageAt } from '../../fakes/limit-world.js';
import { openMemoryStore } from '../../fakes/memory-store.js';

const NOON = hourAt('2026-11-20T12:00:00Z');
const NOW = NOON + 5 * MINUTE_MS;

function rig() {
  const store = openMemoryStore();
  const memory = createMeterMemory();
  let news = 0;
  const add = (messages: ReturnType<typeof hourly>) => {
    store.limits.addTranscriptPiece({ marks: [], messages, sightings: [], unknown: [] });
    news += 1;
  };
  const addHour = (start: number, output: number, fetchedAt: number) => {
    const counts = tokens({ output });
    const hour = storedHour(
      { start, rows: [{ dimensions: priced(), tokens: counts }] } as never,
      [{ dimensions: shared(), tokens: counts, requests: 1 }] as never,
    );
    const saved = store.replaceHours({ from: start, to: start + HOUR_MS }, [hour], fetchedAt);
    if (!saved.ok) throw new Error(saved.failure.kind);
  };
  function read(planTo: number | null = NOW, now = NOW) {
    const steps = readMeters({
      history: store,
      table: priceTable,
      memory,
      planMark: () => `${news}`,
      planTo,
      now,
    });
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  }
  const meter = (name: 'api' | 'plan', ...asked: Parameters<typeof read>) =>
    read(...asked).find((known) => known.meter === name) ?? null;
  return { store, add, addHour, read, meter };
}

describe('what was used of each meter', () => {
  it('is nothing where nothing is held', () => {
    expect(rig().read()).toEqual([]);
  });

  it('is never mixed: each has its own use of the same hour', () => {
    const { add, addHour, meter } = rig();
    add([messageAt(NOON - HOUR_MS)]);
    addHour(NOON - HOUR_MS, 7_000, NOW);
    const span = { from: NOON - HOUR_MS, to: NOON };
    expect(meter('plan')?.timeline.between(span, null)?.tokens).toEqual([100_000, 100_000]);
    expect(meter('api')?.timeline.between(span, null)?.tokens).toEqual([7_000, 7_000]);
  });

  it('of a plan is known from its first message up to when it was read', () => {
    const { add, meter } = rig();
    add(hourly(NOON - 2 * DAY_MS, NOON));
    const day = (from: number) => ({ from, to: from + DAY_MS });
    const plan = meter('plan');
    expect(plan?.timeline.between(day(NOON - DAY_MS), null)?.tokens?.[0]).toBe(2_400_000);
    expect(plan?.timeline.between(day(NOON - 4 * DAY_MS), null)).toBeNull();
    expect(plan?.seenFrom).toBe(NOON - 2 * DAY_MS);
    const later = NOON + 2 * DAY_MS;
    expect(meter('plan', later, later)?.timeline.between(day(NOON), null)?.tokens).toEqual([0, 0]);
    expect(meter('plan', NOON, later)?.timeline.between(day(NOON), null)).toBeNull();
  });

  it('of a plan is not known while a first reading is under way', () => {
    const { add, meter } = rig();
    add(hourly(NOON - DAY_MS, NOON));
    expect(meter('plan', null)).toBeNull();
  });

  it('of a plan is cut to the minute and its times are in order', () => {
    const { add, meter } = rig();
    add([
      messageAt(NOON + 2 * MINUTE_MS),
      messageAt(NOON - 20 * MINUTE_MS),
      messageAt(NOON - DAY_MS),
    ]);
    const plan = meter('plan');
    const cut = { from: NOON - 30 * MINUTE_MS, to: NOON - 10 * MINUTE_MS };
    expect(plan?.timeline.between(cut, null)?.tokens).toEqual([100_000, 100_000]);
    expect(plan?.uses).toEqual([NOON - DAY_MS, NOON - 20 * MINUTE_MS, NOON + 2 * MINUTE_MS]);
  });

  it('is weighed anew when more was told of the day', () => {
    const { add, addHour, meter } = rig();
    const span = { from: NOON - 2 * HOUR_MS, to: NOON };
    const used = (name: 'api' | 'plan') => meter(name)?.timeline.between(span, null)?.tokens?.[0];
    add([messageAt(NOON - 2 * HOUR_MS), messageAt(NOON)]);
    addHour(NOON - 2 * HOUR_MS, 1_000, NOW);
    addHour(NOON - HOUR_MS, 1_000, NOW);
    expect([used('plan'), used('api')]).toEqual([100_000, 2_000]);
    add([messageAt(NOON - 90 * MINUTE_MS)]);
    addHour(NOON - HOUR_MS, 5_000, NOW + 1);
    expect([used('plan'), used('api')]).toEqual([200_000, 6_000]);
  });

  it('of the API is told up to its last reading, and gaps are none', () => {
    const { addHour, meter } = rig();
    addHour(NOON - HOUR_MS, 1_000, NOON - 10 * MINUTE_MS);
    const api = meter('api');
    expect(api?.timeline.toldTo).toBe(NOON - 10 * MINUTE_MS);
    expect(api?.timeline.between({ from: NOON - 3 * HOUR_MS, to: NOON }, null)).toBeNull();
  });
});
