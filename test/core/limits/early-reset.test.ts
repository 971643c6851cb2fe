import { describe, expect, it } from 'vitest';
import { evidenceOfPerson } from '../../../src-main/core/limits/book/evidence-of-person.js';
import { DAY_MS, HOUR_MS } from '../../../src-main/shared/units.js';
import { hourly, pieceOf, weeklyAt } from '../../fakes/limit-world.js';
import { END, NOW, START, steadyWorld, usd, WEEK } from './steady-world.js';

describe('an early reset', () => {
  it('closes the week there, and the cut week gives no quiet bound', async () => {
    const world = steadyWorld();
    const early = START + 2 * DAY_MS;
    world.claudeCode.readings.push(
      weeklyAt(30, START + DAY_MS, END),
      weeklyAt(10, early + DAY_MS, early + WEEK),
    );
    world.now = early + WEEK + DAY_MS;
    world.claudeCode.pieces.push(pieceOf(hourly(NOW, world.now)));
    await world.book.refresh();
    const ends = world.evidence('quiet').map(({ end }) => end);
    expect(ends).toContain(early + WEEK);
    expect(ends).not.toContain(END);
    expect(ends).not.toContain(early);
    expect(ends).toContain(START);
  });

  it('that is told after a week was noted as quiet takes that back', async () => {
    const world = steadyWorld();
    // By the settings weeks end on Sunday, 10:59.
    await world.book.refresh();
    const noted = world.evidence('quiet').map(({ id }) => id);
    expect(noted.length).toBeGreaterThan(1);
    expect(world.find()?.counts.quiet).toBe(noted.length);

    world.claudeCode.readings.push(weeklyAt(30, START + DAY_MS, END));
    await world.book.refresh();
    const now = world.evidence('quiet');
    expect(now.length).toBeGreaterThan(noted.length);
    // The same use never counts in two weeks.
    expect(world.find()?.counts.quiet).toBe(now.length - noted.length);
  });

  it('shows as a percentage that falls while its reset stays: the week ends there', async () => {
    const world = steadyWorld();
    const fell = START + 3 * DAY_MS;
    world.claudeCode.readings.push(
      weeklyAt(60, START + 2 * DAY_MS, END),
      weeklyAt(2, fell, END),
      weeklyAt(12, fell + DAY_MS, END),
    );
    await world.book.refresh();
    const [before, first, last] = [...world.evidence('reading')].sort((a, b) => a.at - b.at);
    expect([before, first, last].map((record) => record?.pct)).toEqual([60, 2, 12]);
    expect(before?.used?.usd?.[0]).toBeCloseTo(usd(48), 6);
    // What was used since the reset is not known, but what was used between the two is.
    expect([first?.used, last?.used]).toEqual([null, null]);
    const week = world.find();
    expect(week?.running).toEqual({ from: fell, to: END });
    expect(week?.counts.readings).toBe(2);
    expect(week?.now?.reading?.pct).toBe(12);
    expect(week?.now?.percent.median).toBeGreaterThan(12);
    world.now = END + 2 * HOUR_MS;
    world.claudeCode.pieces.push(pieceOf(hourly(NOW, world.now)));
    await world.book.refresh();
    expect(world.evidence('quiet').map(({ end }) => end)).not.toContain(END);
  });

  it('is not seen in a percentage that was typed wrong: two sources that disagree are kept', async () => {
    const world = steadyWorld();
    world.store.limits.addEvidence([
      evidenceOfPerson(
        { kind: 'reading', meter: 'plan', window: 'weekly', pct: 62, at: null, resetsAt: null },
        START + 2 * DAY_MS,
      ),
    ]);
    world.claudeCode.readings.push(weeklyAt(55, START + 3 * DAY_MS, END));
    world.now = END + 2 * HOUR_MS;
    world.claudeCode.pieces.push(pieceOf(hourly(NOW, world.now)));
    await world.book.refresh();
    expect(world.evidence('reading').map(({ pct, start, end }) => [pct, start, end])).toEqual([
      [62, START, END],
      [55, START, END],
    ]);
    expect(world.evidence('reading').map(({ used }) => used?.usd?.[0])).toEqual([
      expect.closeTo(usd(48), 6),
      expect.closeTo(usd(72), 6),
    ]);
    expect(world.evidence('quiet').map(({ end }) => end)).toContain(END);
    expect(world.find()?.counts.readings).toBe(2);
  });

  it('is not believed of an idle terminal that says once what is over', async () => {
    const world = steadyWorld();
    await world.book.refresh();
    world.claudeCode.readings.push(
      weeklyAt(60, START + 2 * DAY_MS, END),
      weeklyAt(30, START + 2 * DAY_MS + HOUR_MS, END),
      weeklyAt(62, START + 2 * DAY_MS + 2 * HOUR_MS, END),
    );
    await world.book.refresh();
    expect(world.evidence('reading').map(({ pct }) => pct)).toEqual([62]);
    expect(world.find()?.running).toEqual({ from: START, to: END });
  });
});
