import { describe, expect, it } from 'vitest';
import { evidenceLine, parseEvidenceLines } from '../../../src-main/core/limits/evidence-json.js';
import { toldEnds } from '../../../src-main/core/limits/find-limit-windows.js';
import { type Evidence, isDenial } from '../../../src-main/shared/evidence.js';
import { DAY_MS, HOUR_MS } from '../../../src-main/shared/units.js';
import { at } from '../../fakes/figures.js';
import { createLimitWorld, hourly, pieceOf, weeklyAt } from '../../fakes/limit-world.js';
import { evidenceOf } from '../../fixtures/evidence.js';
import { hit, weekStart } from './learn/records.js';

const NOW = at('2026-11-20T14:05:00Z');
const END = at('2026-11-23T09:00:00Z');
const said = {
  kind: 'reading',
  meter: 'plan',
  window: 'weekly',
  pct: 40,
  at: null,
  resetsAt: null,
} as const;

describe('what a person adds', () => {
  it('is kept, learned from, and told of', async () => {
    const world = createLimitWorld(NOW);
    world.claudeCode.pieces.push(pieceOf(hourly(END - 14 * DAY_MS, NOW)));
    await world.book.refresh();
    const told = world.told;
    expect(world.desk.addEvidence({ ...said, resetsAt: END })).toEqual({ ok: true, value: null });
    await world.desk.learnedLimits();
    expect(world.find()).toMatchObject({ counts: { readings: 1 }, now: { reading: { pct: 40 } } });
    expect(world.told).toBe(told + 1);
  });

  it('is refused when it lies in the future', () => {
    const world = createLimitWorld(NOW);
    const later = NOW + 2 * HOUR_MS;
    for (const refused of [
      world.desk.addEvidence({ ...said, at: later }),
      world.desk.addEvidence({ kind: 'hit', meter: 'plan', window: 'weekly', at: later }),
    ]) {
      expect(refused).toMatchObject({ ok: false, failure: { kind: 'invalid-input' } });
    }
    expect(world.store.limits.readEvidence()).toEqual([]);
  });

  it('is refused when its window cannot end then: it would move every window', () => {
    const world = createLimitWorld(NOW);
    for (const resetsAt of [NOW - HOUR_MS, NOW, NOW + 8 * DAY_MS, NOW + 400 * DAY_MS]) {
      expect(world.desk.addEvidence({ ...said, resetsAt }).ok).toBe(false);
    }
    const session = { ...said, window: 'five_hour' } as const;
    expect(world.desk.addEvidence({ ...session, resetsAt: NOW + 6 * HOUR_MS }).ok).toBe(false);
    expect(world.desk.addEvidence({ ...session, resetsAt: NOW + 4 * HOUR_MS }).ok).toBe(true);
  });
});

describe('a correction', () => {
  const desk = () => {
    const world = createLimitWorld(NOW);
    const known = evidenceOf({
      at: NOW - DAY_MS,
      start: END - 7 * DAY_MS,
      end: END,
      used: { usd: [8, 9] },
    });
    world.store.limits.saveEvidence([known]);
    const read = () => world.store.limits.readEvidence()[0] as Evidence;
    return { world, known, read };
  };

  it('of the time places and weighs the record anew', () => {
    const { world, read } = desk();
    world.desk.editEvidence({ id: 'one', at: NOW - 2 * DAY_MS });
    expect(read()).toMatchObject({ at: NOW - 2 * DAY_MS, start: null, end: null, used: null });
  });

  it('of anything else leaves the rest as it was', () => {
    const { world, known, read } = desk();
    world.desk.editEvidence({ id: 'one', pct: 41.5, note: 'looked again' });
    const said = { pct: 40, at: known.at };
    expect(read()).toEqual({ ...known, pct: 41.5, half: 0.05, note: 'looked again', said });
    world.desk.editEvidence({ id: 'one', isIgnored: true });
    expect(read()).toMatchObject({ pct: 41.5, isIgnored: true, used: { usd: [8, 9] } });
  });

  it('keeps what was said first, until the record says it again', () => {
    const { world, known, read } = desk();
    const said = { pct: 40, at: known.at };
    world.desk.editEvidence({ id: 'one', pct: 30 });
    world.desk.editEvidence({ id: 'one', pct: 35 });
    expect(read().said).toEqual(said);
    world.desk.editEvidence({ id: 'one', pct: 40 });
    expect(read()).toEqual(known);
    world.desk.editEvidence({ id: 'one', isIgnored: true });
    expect(read()).toEqual({ ...known, isIgnored: true, said });
    world.desk.editEvidence({ id: 'one', isIgnored: false });
    expect(read()).toEqual(known);
  });

  it('of the note alone is no word on what was said', () => {
    const { world, known, read } = desk();
    const left = { ...known, isIgnored: true };
    world.store.limits.saveEvidence([left]);
    world.desk.editEvidence({ id: 'one', note: 'why?' });
    expect(read()).toEqual({ ...left, note: 'why?' });
  });

  it('of a difference stays as inexact as two roundings', () => {
    const { world, known, read } = desk();
    world.store.limits.saveEvidence([{ ...known, since: known.at - DAY_MS, half: 1 }]);
    world.desk.editEvidence({ id: 'one', pct: 38 });
    expect(read()).toMatchObject({ pct: 38, half: 1 });
  });

  it('that ignores a change makes no answer of it, and an answer stays one', async () => {
    const world = createLimitWorld(NOW);
    const change = { kind: 'change', meter: 'plan', window: 'weekly', at: NOW } as const;
    world.desk.addEvidence({ ...change, isDenied: false });
    world.desk.addEvidence({ ...change, at: NOW - DAY_MS, isDenied: true });
    const [denial, told] = world.evidence('change');
    world.desk.editEvidence({ id: told?.id ?? '', isIgnored: true });
    world.desk.editEvidence({ id: denial?.id ?? '', note: 'looked' });
    expect(world.evidence('change').map(isDenial)).toEqual([true, false]);
    // Before this was kept, whatever change was ignored was denied.
    const old = evidenceOf({ id: 'old', kind: 'change', pct: null, isIgnored: true });
    expect(isDenial(old)).toBe(true);
    const listed = await world.desk.readLimits();
    if (!listed.ok) expect.unreachable();
    expect(listed.value.evidence.map(({ unused }) => unused)).toEqual([
      'It is ignored.',
      'You said that the limit did not change.',
    ]);
  });

  it('of a record that is gone, or into the future, is refused', () => {
    const { world, known, read } = desk();
    expect(world.desk.editEvidence({ id: 'other', pct: 1 }).ok).toBe(false);
    expect(world.desk.editEvidence({ id: 'one', at: NOW + HOUR_MS }).ok).toBe(false);
    expect(read()).toEqual(known);
  });

  it('by deletion is final, and of nothing leaves no trace', () => {
    const { world } = desk();
    expect(world.desk.deleteEvidence('other').ok).toBe(false);
    const revision = world.store.limits.readEvidenceRevision();
    expect(world.desk.deleteEvidence('other').ok).toBe(false);
    expect(world.store.limits.readEvidenceRevision()).toBe(revision);
    expect(world.desk.deleteEvidence('one').ok).toBe(true);
    expect(world.store.limits.readEvidence()).toEqual([]);
    expect(world.store.limits.addEvidence([evidenceOf()])).toEqual({ ok: true, value: 0 });
  });

  it('made while it is learned stands, and so does a deletion', async () => {
    const world = createLimitWorld(NOW);
    world.claudeCode.pieces.push(pieceOf(hourly(END - 14 * DAY_MS, NOW)));
    await world.book.refresh();
    const first = evidenceOf({ id: 'first', at: NOW - DAY_MS });
    const second = evidenceOf({ id: 'second', at: NOW - DAY_MS + HOUR_MS });
    world.store.limits.saveEvidence([first, second]);
    let waits = 0;
    world.onWait = async () => {
      waits += 1;
      if (waits !== 6) return;
      world.desk.editEvidence({ id: 'first', isIgnored: true, note: 'a typo' });
      world.desk.deleteEvidence('second');
    };
    await world.book.refresh();
    expect(waits).toBeGreaterThan(6);
    expect(world.evidence('reading')).toMatchObject([
      { id: 'first', isIgnored: true, note: 'a typo' },
    ]);
    expect(world.find()?.counts.readings).toBe(0);
  });
});

describe('an answer to a limit that moved', () => {
  it('is none any more once it is ignored, and a denial is one', async () => {
    const world = createLimitWorld(weekStart(10));
    const hits = [80, 80, 80, 80, 80, 40, 40, 40].map((usd, week) => hit(week, usd));
    world.store.limits.addEvidence(hits);
    await world.book.refresh();
    const moved = () => world.find()?.changed;
    expect(moved()).toMatchObject({ isAnswered: false });
    const since = moved()?.since ?? 0;
    const answer = { kind: 'change', meter: 'plan', window: 'weekly', at: since } as const;
    world.desk.addEvidence({ ...answer, isDenied: false });
    await world.book.refresh();
    expect(moved()).toMatchObject({ isAnswered: true, isDenied: false });
    world.desk.editEvidence({ id: world.evidence('change')[0]?.id ?? '', isIgnored: true });
    await world.book.refresh();
    expect(moved()).toMatchObject({ isAnswered: false, isDenied: false });
    world.desk.addEvidence({ ...answer, at: since + 1, isDenied: true });
    await world.book.refresh();
    expect(moved()).toMatchObject({ isAnswered: true, isDenied: true });
  });
});

describe('export and import', () => {
  it('bring every record back as it was', async () => {
    const world = createLimitWorld(NOW);
    const records = [
      evidenceOf({ id: 'a', note: 'one "quoted"\nline', used: { usd: [1.5, 2], ieq: [0.1, 0.2] } }),
      evidenceOf({ id: 'b', kind: 'hit', pct: null, half: null, source: 'record', isExact: true }),
      evidenceOf({ id: 'c', kind: 'change', pct: null, half: null, source: 'manual' }),
      evidenceOf({ id: 'd', since: NOW - DAY_MS, isIgnored: true, window: 'weekly:opus' }),
      evidenceOf({ id: 'e', pct: 30, said: { pct: 82, at: NOW - 5 } }),
      evidenceOf({ id: 'f', start: END - 7 * DAY_MS, end: END, isPlaced: true }),
      evidenceOf({ id: 'g', kind: 'change', pct: null, half: null, isDenied: false }),
    ];
    world.store.limits.saveEvidence(records);
    const lines = world.desk.exportEvidence();
    if (!lines.ok) expect.unreachable();
    const other = createLimitWorld(NOW);
    expect(await other.desk.importEvidence(lines.value)).toEqual({
      ok: true,
      value: { added: 7, known: 0, warnings: [] },
    });
    expect(other.store.limits.readEvidence()).toEqual(world.store.limits.readEvidence());
    expect(await other.desk.importEvidence(lines.value)).toMatchObject({
      value: { added: 0, known: 7 },
    });
  });

  it('tell the window that a typed percentage was placed in, and tell no end by it', async () => {
    const world = createLimitWorld(NOW);
    world.claudeCode.pieces.push(pieceOf(hourly(END - 14 * DAY_MS, NOW)));
    world.claudeCode.readings = [weeklyAt(38, NOW - HOUR_MS, END)];
    world.desk.addEvidence(said);
    await world.book.refresh();
    const lines = world.desk.exportEvidence();
    if (!lines.ok) expect.unreachable();
    const { records } = parseEvidenceLines(lines.value);
    const typed = records.find(({ source }) => source === 'entry');
    expect(typed).toMatchObject({ start: END - 7 * DAY_MS, end: END, isPlaced: true });
    expect(toldEnds(typed ? [typed] : [], 'weekly')).toEqual([]);
    // Another end was told since: it is placed anew.
    world.claudeCode.readings = [weeklyAt(39, NOW - HOUR_MS, END - DAY_MS)];
    world.desk.deleteEvidence(records.find(({ source }) => source === 'statusline')?.id ?? '');
    await world.book.refresh();
    expect(world.evidence('reading').find(({ source }) => source === 'entry')?.end).toBe(
      END - DAY_MS,
    );
  });

  it('add what can be read and name the lines that cannot, by their own number', async () => {
    const world = createLimitWorld(NOW);
    const good = Array.from({ length: 250 }, (_, index) =>
      evidenceLine(evidenceOf({ id: `r${index}` })),
    );
    const text = [...good.slice(0, 210), '{"kind":"nonsense"}', ...good.slice(210)].join('\n');
    const done = await world.desk.importEvidence(text);
    if (!done.ok) expect.unreachable();
    expect(done.value).toMatchObject({ added: 250, known: 0 });
    expect(done.value.warnings).toEqual([expect.stringMatching(/^line 211: /)]);
  });

  it('let others work in between, and refuse what is far too much', async () => {
    const world = createLimitWorld(NOW);
    let waits = 0;
    world.onWait = async () => {
      waits += 1;
    };
    const lines = (count: number) =>
      Array.from({ length: count }, (_, index) => evidenceLine(evidenceOf({ id: `r${index}` })));
    await world.desk.importEvidence(lines(1000).join('\n'));
    expect(waits).toBeGreaterThanOrEqual(5);
    const many = (count: number) => new Array(count).fill('x').join('\n');
    const refused = await world.desk.importEvidence(many(100_001));
    expect(refused).toMatchObject({ ok: false, failure: { kind: 'invalid-input' } });
    expect(await world.desk.importEvidence(`${many(100_000)}\n`)).toMatchObject({ ok: true });
  });
});
