import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../../src-main/shared/units.js';
import { createLimitWorld, hourly, messageAt, pieceOf, weeklyAt } from '../../fakes/limit-world.js';
import { END, hit, NOW, START, steadyWorld, usd, WEEK } from './steady-world.js';

describe('a limit that was reached', () => {
  it('of five hours never teaches the week, which is quiet all the same', async () => {
    const world = createLimitWorld(END + 2 * HOUR_MS);
    const session = hit({
      window: 'five_hour',
      at: START + DAY_MS + 2 * HOUR_MS,
      resetsAt: START + DAY_MS + 5 * HOUR_MS,
    });
    world.claudeCode.pieces.push(pieceOf(hourly(START - WEEK, world.now), [session]));
    world.claudeCode.readings.push(weeklyAt(30, START + DAY_MS, END));
    await world.book.refresh();
    expect(world.find()?.counts).toMatchObject({ hits: 0, readings: 1 });
    expect(world.find('five_hour')?.counts.hits).toBe(1);
    expect(
      world.evidence('quiet').some(({ window, end }) => window === 'weekly' && end === END),
    ).toBe(true);
  });

  it('of one family of models counts the use of that family alone', async () => {
    const world = createLimitWorld(NOW);
    const opus = [1, 2, 3].map((hour) => messageAt(START + hour * HOUR_MS, 'claude-opus-4-5'));
    const ofOpus = hit({ window: 'weekly:opus' });
    world.claudeCode.pieces.push(pieceOf([...hourly(START - WEEK, NOW), ...opus], [ofOpus]));
    await world.book.refresh();
    const [record] = world.evidence('hit');
    expect(record?.settled?.tokens).toEqual([300_000, 300_000]);
    expect(world.find('weekly:opus')?.counts.hits).toBe(1);
    expect(world.find('weekly')?.counts.hits).toBe(0);
  });

  it('that does not say which one opens no card of a kind that was never told of', async () => {
    const world = steadyWorld();
    const unnamed = hit({ window: null, resetsAt: null });
    world.claudeCode.pieces.push(pieceOf([], [unnamed]));
    await world.book.refresh();
    expect(world.evidence('hit')).toMatchObject([{ isIgnored: true }]);
    expect(world.find('five_hour')).toBeUndefined();
    expect(world.evidence('quiet').every(({ window }) => window === 'weekly')).toBe(true);
  });

  it('leaves out what is used behind it on credits', async () => {
    const world = steadyWorld();
    world.claudeCode.pieces.push(pieceOf([], [hit()]));
    world.claudeCode.readings.push(weeklyAt(100, START + 4 * DAY_MS, END));
    await world.book.refresh();
    const [limit] = world.evidence('hit');
    const [full] = world.evidence('reading');
    expect(limit?.settled?.usd?.[0]).toBeCloseTo(usd(49), 6);
    expect(full?.used?.usd?.[1]).toBeCloseTo(usd(49), 6);
    expect(world.find()?.limit?.usd?.median ?? 0).toBeLessThan(usd(49) * 1.1);
    world.now = END + 2 * HOUR_MS;
    await world.book.refresh();
    expect(world.evidence('quiet').map(({ end }) => end)).not.toContain(END);
  });

  it('soon, "more than 80 %", is no percentage that Claude said', async () => {
    const world = steadyWorld();
    const warning = hit({ pct: 80, source: 'text' });
    world.claudeCode.pieces.push(pieceOf([], [warning]));
    world.claudeCode.readings.push(weeklyAt(20, START + DAY_MS, END));
    await world.book.refresh();
    expect(world.find()?.now?.reading).toMatchObject({ pct: 20 });
  });
});
