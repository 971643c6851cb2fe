import { describe, expect, it } from 'vitest';
import { evidenceOfPerson } from '../../../src-main/core/limits/book/evidence-of-person.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { at } from '../../fakes/figures.js';
import { createLimitWorld, hourly, messageAt, pieceOf, weeklyAt } from '../../fakes/limit-world.js';
import { END, hit, NOW, START, steadyWorld, usd, WEEK } from './steady-world.js';

describe('a hit that only a person told of', () => {
  it('leaves the window quiet beside it, and one that Claude Code wrote down does not', async () => {
    const world = steadyWorld();
    const claimed = {
      kind: 'hit',
      meter: 'plan',
      window: 'weekly',
      at: START - 5 * DAY_MS,
    } as const;
    world.store.limits.addEvidence([evidenceOfPerson(claimed, NOW)]);
    world.claudeCode.pieces.push(
      pieceOf([], [hit({ at: START - 12 * DAY_MS, resetsAt: START - WEEK })]),
    );
    await world.book.refresh();
    const ends = world.evidence('quiet').map(({ end }) => end);
    expect(ends).toContain(START);
    expect(ends).not.toContain(START - WEEK);
    expect(world.find()?.counts).toMatchObject({ hits: 2, quiet: ends.length });
  });
});

describe('a gap in what is held', () => {
  it('gives no quiet bound, and readings teach by their difference alone', async () => {
    const world = steadyWorld();
    world.claudeCode.readings.push(weeklyAt(10, START + DAY_MS, END));
    await world.book.refresh();
    const quiet = world.evidence('quiet').length;
    expect(quiet).toBeGreaterThan(0);

    // Transcripts are no longer read: what is used from here on is not seen.
    world.settings = { ...world.settings, readsTranscripts: false };
    world.now = END + WEEK + 3 * DAY_MS;
    world.claudeCode.readings = [
      weeklyAt(20, END + WEEK + DAY_MS, END + 2 * WEEK),
      weeklyAt(50, END + WEEK + 2 * DAY_MS, END + 2 * WEEK),
    ];
    await world.book.refresh();
    expect(world.evidence('quiet')).toHaveLength(quiet);
    const unseen = world.evidence('reading').filter(({ end }) => end === END + 2 * WEEK);
    expect(unseen.map(({ used }) => used)).toEqual([null, null]);
    expect(world.find()).toMatchObject({ used: null, now: { reading: { pct: 50 } } });
  });

  it('does not take back what was weighed before it was lost', async () => {
    const world = steadyWorld();
    world.claudeCode.readings.push(weeklyAt(40, START + 3 * DAY_MS, END));
    await world.book.refresh();
    const [before] = world.evidence('reading');
    expect(before?.used?.usd?.[0]).toBeCloseTo(usd(72), 6);
    await world.desk.forgetTranscripts();
    world.claudeCode.pieces.push(pieceOf(hourly(START + 4 * DAY_MS, NOW)));
    await world.book.refresh();
    expect(world.evidence('reading')[0]?.used).toEqual(before?.used);
  });

  it('while transcripts are still being read, nothing is taken for unused', async () => {
    const world = createLimitWorld(NOW);
    const [first, second] = [hourly(START - WEEK, START), hourly(START, NOW)];
    world.claudeCode.pieces.push(pieceOf(first), pieceOf(second));
    world.claudeCode.readings.push(weeklyAt(40, START + 3 * DAY_MS, END));
    let told = 0;
    world.claudeCode.onPiece = async () => {
      told += 1;
      if (told === 2) void world.book.stop();
    };
    await world.book.refresh();
    expect(world.evidence('quiet')).toEqual([]);
    expect(world.evidence('reading').every(({ used }) => used === null)).toBe(true);
    world.claudeCode.onPiece = async () => {};
    world.book.reload();
    await world.book.refresh();
    expect(world.evidence('reading')[0]?.used?.usd?.[0]).toBeCloseTo(usd(72), 6);
  });
});

describe('prices and models', () => {
  it('weigh all evidence anew when they change, and keep it', async () => {
    const world = steadyWorld();
    world.claudeCode.readings.push(weeklyAt(40, START + 3 * DAY_MS, END));
    for (let round = 0; round < 3; round += 1) await world.book.refresh();
    const before = world.find()?.limit?.usd?.median ?? 0;
    world.prices = {
      ...world.prices,
      models: world.prices.models.map((model) => ({
        ...model,
        periods: model.periods.map((period) => ({
          ...period,
          standard: { ...period.standard, output: period.standard.output * 2 },
        })),
      })),
    };
    await world.book.refresh();
    expect(world.evidence('reading')[0]?.used?.usd?.[0]).toBeCloseTo(2 * usd(72), 4);
    expect((world.find()?.limit?.usd?.median ?? 0) / before).toBeCloseTo(2, 1);
  });

  it('that are not known make an interval, never nothing', async () => {
    const world = createLimitWorld(NOW);
    const unknown = [1, 2, 3].map((hour) => messageAt(START + hour * HOUR_MS, 'claude-next-9'));
    world.claudeCode.pieces.push(pieceOf([...hourly(START - WEEK, START), ...unknown]));
    world.claudeCode.readings.push(weeklyAt(40, START + DAY_MS, END));
    await world.book.refresh();
    const [low = 0, high = 0] = world.evidence('reading')[0]?.used?.usd ?? [];
    expect(low).toBeGreaterThan(0);
    expect(high).toBeGreaterThan(2 * low);
  });
});

describe('a clock that jumps', () => {
  it('leaves records for later, which are kept and count once their time comes', async () => {
    const world = steadyWorld();
    world.now = NOW + 10 * MINUTE_MS;
    world.claudeCode.readings.push(weeklyAt(40, NOW + 4 * MINUTE_MS, END));
    world.desk.addEvidence({
      kind: 'hit',
      meter: 'plan',
      window: 'weekly',
      at: NOW + 5 * MINUTE_MS,
    });
    world.now = NOW;
    for (let round = 0; round < 3; round += 1) await world.book.refresh();
    expect(world.evidence('hit')).toHaveLength(1);
    expect(world.find()).toMatchObject({ counts: { hits: 0, readings: 0 }, now: null });
    const listed = await world.desk.readLimits();
    if (!listed.ok) expect.unreachable();
    expect(listed.value.evidence.find(({ kind }) => kind === 'hit')?.unused).toMatch(/to come/);
    world.now = NOW + 6 * MINUTE_MS;
    await world.book.refresh();
    expect(world.find()?.counts).toMatchObject({ hits: 1, readings: 1 });
  });
});

describe('use that is elsewhere', () => {
  it('is suspected when a percentage comes without any use here', async () => {
    const world = createLimitWorld(NOW);
    world.claudeCode.pieces.push(pieceOf(hourly(START - WEEK, START)));
    world.claudeCode.readings.push(weeklyAt(40, START + DAY_MS, END));
    await world.book.refresh();
    expect(world.find()).toMatchObject({ isUnseen: true, counts: { readings: 0 }, limit: null });
    const listed = await world.desk.readLimits();
    if (!listed.ok) expect.unreachable();
    const reading = listed.value.evidence.find(({ kind }) => kind === 'reading');
    expect(reading?.unused).toMatch(/not visible here/);
  });

  it('is suspected when a session began more than ten minutes before its first use here', async () => {
    const see = async (minutesBefore: number) => {
      const world = createLimitWorld(NOW);
      const begins = at('2026-11-20T12:00:00Z');
      const first = begins + minutesBefore * MINUTE_MS;
      world.claudeCode.pieces.push(pieceOf([messageAt(START), messageAt(first)]));
      world.claudeCode.readings.push({
        window: 'five_hour',
        pct: 30,
        isFine: false,
        resetsAt: begins + 5 * HOUR_MS,
        at: first + MINUTE_MS,
      });
      await world.book.refresh();
      return world.find('five_hour')?.isUnseen;
    };
    expect(await see(9)).toBe(false);
    expect(await see(25)).toBe(true);
  });

  it('says when a percentage was perhaps typed for the wrong meter', async () => {
    const world = steadyWorld();
    await world.book.refresh();
    const said = { kind: 'reading', window: 'weekly', pct: 40, at: null, resetsAt: null } as const;
    world.desk.addEvidence({ ...said, meter: 'api' });
    await world.book.refresh();
    const listed = await world.desk.readLimits();
    if (!listed.ok) expect.unreachable();
    const reading = listed.value.evidence.find(({ kind }) => kind === 'reading');
    expect(reading?.unused).toMatch(/meant for the plan\?/);
    expect(world.find('weekly', 'plan')?.counts.readings).toBe(0);
  });
});
