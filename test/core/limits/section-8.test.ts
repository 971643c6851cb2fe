import { describe, expect, it } from 'vitest';
import { evidenceOfPerson } from '../../../src-main/core/limits/book/evidence-of-person.js';
import type { LimitSighting } from '../../../src-main/core/limits/limit-ports.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { at } from '../../fakes/figures.js';
import {
  createLimitWorld,
  DOLLARS_A_MESSAGE,
  hourly,
  messageAt,
  pieceOf,
  weeklyAt,
} from '../../fakes/limit-world.js';

const NOW = at('2026-11-20T14:05:00Z');
/** Monday to Monday, nine o'clock. */
const END = at('2026-11-23T09:00:00Z');
const START = END - 7 * DAY_MS;
const WEEK = 7 * DAY_MS;
const usd = (messages: number) => messages * DOLLARS_A_MESSAGE;

const hit = (some: Partial<LimitSighting> = {}): LimitSighting => ({
  id: 'ab'.repeat(16),
  at: START + 2 * DAY_MS + 30 * MINUTE_MS,
  window: 'weekly',
  resetsAt: END,
  pct: null,
  source: 'record',
  ...some,
});

/** More than three weeks of use, each hour. */
function steady() {
  const world = createLimitWorld(NOW);
  world.claudeCode.pieces.push(pieceOf(hourly(START - 3 * WEEK, NOW)));
  return world;
}

describe('a hit that only a person told of', () => {
  it('leaves the window quiet beside it, and one that Claude Code wrote down does not', async () => {
    const world = steady();
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
    const world = steady();
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
    const world = steady();
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

describe('an early reset', () => {
  it('closes the week there, and the cut week gives no quiet bound', async () => {
    const world = steady();
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
    const world = steady();
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
    const world = steady();
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
    const world = steady();
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
    const world = steady();
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
    const world = steady();
    const unnamed = hit({ window: null, resetsAt: null });
    world.claudeCode.pieces.push(pieceOf([], [unnamed]));
    await world.book.refresh();
    expect(world.evidence('hit')).toMatchObject([{ isIgnored: true }]);
    expect(world.find('five_hour')).toBeUndefined();
    expect(world.evidence('quiet').every(({ window }) => window === 'weekly')).toBe(true);
  });

  it('leaves out what is used behind it on credits', async () => {
    const world = steady();
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
    const world = steady();
    const warning = hit({ pct: 80, source: 'text' });
    world.claudeCode.pieces.push(pieceOf([], [warning]));
    world.claudeCode.readings.push(weeklyAt(20, START + DAY_MS, END));
    await world.book.refresh();
    expect(world.find()?.now?.reading).toMatchObject({ pct: 20 });
  });
});

describe('prices and models', () => {
  it('weigh all evidence anew when they change, and keep it', async () => {
    const world = steady();
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
    const world = steady();
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
    const world = steady();
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
