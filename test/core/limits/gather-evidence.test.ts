import { describe, expect, it } from 'vitest';
import type { LimitSighting } from '../../../src-main/core/limits/limit-ports.js';
import { failed } from '../../../src-main/shared/result.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { at } from '../../fakes/figures.js';
import { createLimitWorld, hourly, pieceOf, weeklyAt } from '../../fakes/limit-world.js';

const NOW = at('2026-11-20T14:05:00Z');
const END = at('2026-11-23T09:00:00Z');
const START = END - 7 * DAY_MS;
const pieces = () => [
  pieceOf(hourly(START - DAY_MS, START)),
  pieceOf(hourly(START, START + DAY_MS)),
  pieceOf(hourly(START + DAY_MS, NOW)),
];

describe('what is gathered', () => {
  it('of transcripts does not come back when they are forgotten while they are read', async () => {
    const world = createLimitWorld(NOW);
    world.claudeCode.pieces.push(...pieces());
    let told = 0;
    world.claudeCode.onPiece = async () => {
      told += 1;
      if (told !== 2) return;
      world.settings = { ...world.settings, readsTranscripts: false };
      world.desk.forgetTranscripts();
    };
    await world.book.refresh();
    expect(told).toBeGreaterThanOrEqual(2);
    expect(world.store.limits.readPlanSpan()).toBeNull();
    expect(world.evidence('quiet')).toEqual([]);
  });

  it('in part, because the rest could not be kept, teaches nothing yet', async () => {
    const world = createLimitWorld(NOW);
    world.claudeCode.pieces.push(...pieces());
    world.claudeCode.readings = [weeklyAt(20, START + 2 * DAY_MS, END)];
    const { addTranscriptPiece } = world.store.limits;
    let told = 0;
    Object.assign(world.store.limits, {
      addTranscriptPiece: (piece: ReturnType<typeof pieceOf>) => {
        told += 1;
        return told === 2 ? failed({ kind: 'storage-full' }) : addTranscriptPiece(piece);
      },
    });
    const kept = pieces().slice(1);
    expect(await world.book.refresh()).toMatchObject({ failure: { kind: 'storage-full' } });
    expect(world.evidence('reading').map(({ used }) => used)).toEqual([null]);
    expect(world.find()).toMatchObject({ used: null, counts: { readings: 0 } });
    world.claudeCode.pieces = kept;
    await world.book.refresh();
    expect(world.find()).toMatchObject({ counts: { readings: 1 } });
  });

  it('is learned from once it was read whole, also when nothing more was told by then', async () => {
    const world = createLimitWorld(NOW);
    for (const piece of pieces()) world.store.limits.addTranscriptPiece(piece);
    const { addEvidence } = world.store.limits;
    let isFull = true;
    Object.assign(world.store.limits, {
      addEvidence: (records: Parameters<typeof addEvidence>[0]) => {
        if (!isFull) return addEvidence(records);
        isFull = false;
        return failed({ kind: 'storage-full' });
      },
    });
    expect(await world.book.refresh()).toMatchObject({ failure: { kind: 'storage-full' } });
    expect(world.find()).toBeUndefined();
    await world.book.refresh();
    expect(world.find()?.used?.usd?.[0]).toBeGreaterThan(0);
  });

  it('is told of with its progress while it is read, and with none behind it', async () => {
    const world = createLimitWorld(NOW);
    world.claudeCode.pieces.push(...pieces());
    const seen: unknown[] = [];
    world.claudeCode.onPiece = async () => {
      seen.push(world.book.progress());
    };
    await world.book.refresh();
    expect(seen).toEqual([null, { done: 1, total: 1 }, { done: 1, total: 1 }]);
    expect(world.book.progress()).toBeNull();
  });

  it('of the status line stays deleted when it is said again; what is more is news', async () => {
    const world = createLimitWorld(NOW);
    world.claudeCode.pieces.push(...pieces());
    await world.book.refresh();
    world.claudeCode.readings = [weeklyAt(20, START + 2 * DAY_MS, END)];
    await world.book.refresh();
    const [known] = world.evidence('reading');
    expect(known?.pct).toBe(20);
    world.claudeCode.readings.push(weeklyAt(31, START + 3 * DAY_MS, END));
    await world.book.refresh();
    expect(world.evidence('reading')).toMatchObject([{ id: known?.id, pct: 31 }]);
    world.desk.deleteEvidence(known?.id ?? '');
    world.claudeCode.readings.push(weeklyAt(30, START + 3 * DAY_MS + 1, END + 60_000));
    await world.book.refresh();
    expect(world.evidence('reading')).toEqual([]);
    world.claudeCode.readings.push(weeklyAt(33, START + 3 * DAY_MS + HOUR_MS, END + 60_000));
    await world.book.refresh();
    expect(world.evidence('reading')).toMatchObject([{ pct: 33, isIgnored: false }]);
    expect(world.find()?.counts.readings).toBe(1);
    world.claudeCode.readings.push(weeklyAt(36, START + 4 * DAY_MS, END));
    await world.book.refresh();
    expect(world.evidence('reading')).toMatchObject([{ pct: 36 }]);
  });

  it('of the status line stays as a person corrected it, until Claude says more', async () => {
    const world = createLimitWorld(NOW);
    world.claudeCode.pieces.push(...pieces());
    await world.book.refresh();
    world.claudeCode.readings = [weeklyAt(82, START + 2 * DAY_MS, END)];
    await world.book.refresh();
    const id = world.evidence('reading')[0]?.id ?? '';
    world.desk.editEvidence({ id, pct: 40 });
    world.claudeCode.readings.push(weeklyAt(41, START + 2 * DAY_MS + HOUR_MS, END));
    await world.book.refresh();
    // The terminal still says what it said.
    world.claudeCode.readings.push(weeklyAt(82, START + 2 * DAY_MS + 2, END + 60_000));
    await world.book.refresh();
    expect(world.evidence('reading')).toMatchObject([{ id, pct: 40, said: { pct: 82 } }]);
    world.claudeCode.readings.push(weeklyAt(83, START + 4 * DAY_MS, END));
    await world.book.refresh();
    expect(world.evidence('reading').map(({ pct }) => pct)).toEqual([40, 83]);
    expect(world.find()?.running).toEqual({ from: START, to: END });
  });

  it('of the status line stays ignored, and does not keep silent what is said later', async () => {
    const world = createLimitWorld(NOW);
    world.claudeCode.pieces.push(...pieces());
    await world.book.refresh();
    world.claudeCode.readings = [weeklyAt(20, START + 2 * DAY_MS, END)];
    await world.book.refresh();
    const id = world.evidence('reading')[0]?.id ?? '';
    world.desk.editEvidence({ id, isIgnored: true });
    world.claudeCode.readings.push(weeklyAt(31, START + 3 * DAY_MS, END));
    await world.book.refresh();
    expect(world.evidence('reading').map(({ pct, isIgnored }) => [pct, isIgnored])).toEqual([
      [20, true],
      [31, false],
    ]);
    expect(world.find()?.now?.reading?.pct).toBe(31);
  });

  it('of a hit without a name is matched once the reset it names is told', async () => {
    const world = createLimitWorld(NOW);
    const when = START + 2 * DAY_MS + 30 * MINUTE_MS;
    const resetsAt = when + 2 * HOUR_MS;
    const unnamed: LimitSighting = {
      id: 'ab'.repeat(16),
      at: when,
      window: null,
      resetsAt,
      pct: null,
      source: 'text',
    };
    const withoutReset = { ...unnamed, id: 'cd'.repeat(16), resetsAt: null };
    world.claudeCode.pieces.push(pieceOf(hourly(START, NOW), [unnamed, withoutReset]));
    await world.book.refresh();
    expect(world.evidence('hit').map(({ isIgnored }) => isIgnored)).toEqual([true, true]);
    const session = { window: 'five_hour', isFine: false, resetsAt, at: when - 60_000 } as const;
    // Of another session: from now on there are such windows, and the hits lie in one of them.
    const other = { ...session, pct: 9, resetsAt: NOW + HOUR_MS, at: NOW - HOUR_MS };
    world.claudeCode.readings = [other];
    await world.book.refresh();
    expect(world.evidence('hit').map(({ isIgnored, isPlaced }) => [isIgnored, isPlaced])).toEqual([
      [true, true],
      [true, true],
    ]);
    world.claudeCode.readings = [other, { ...session, pct: 97 }];
    await world.book.refresh();
    const matched = { window: 'five_hour', end: resetsAt, isIgnored: false, note: null };
    const [hit, nameless] = world.evidence('hit');
    expect(hit).toMatchObject(matched);
    expect(nameless).toMatchObject({ isIgnored: true });
    expect(world.find('five_hour')?.counts.hits).toBe(1);
    // What the person says of it then stands.
    world.desk.editEvidence({ id: hit?.id ?? '', isIgnored: true });
    world.claudeCode.readings.push({ ...session, pct: 99 });
    await world.book.refresh();
    expect(world.evidence('hit')[0]?.isIgnored).toBe(true);
  });

  it('without news is not read again, and nothing is written or told', async () => {
    const world = createLimitWorld(NOW);
    world.claudeCode.pieces.push(...pieces());
    world.claudeCode.readings = [weeklyAt(20, START + 2 * DAY_MS, END)];
    for (let round = 0; round < 3; round += 1) await world.book.refresh();
    const { readEvidence } = world.store.limits;
    let reads = 0;
    Object.assign(world.store.limits, {
      readEvidence: () => {
        reads += 1;
        return readEvidence();
      },
    });
    const [told, revision] = [world.told, world.store.limits.readEvidenceRevision()];
    await world.book.refresh();
    expect(reads).toBe(0);
    expect(world.told).toBe(told);
    expect(world.store.limits.readEvidenceRevision()).toBe(revision);
    world.now += 11 * 60_000;
    await world.book.refresh();
    expect(reads).toBeGreaterThan(0);
  });

  it('by another process is learned from too', async () => {
    const world = createLimitWorld(NOW);
    world.claudeCode.pieces.push(...pieces());
    for (let round = 0; round < 3; round += 1) await world.book.refresh();
    const more = hourly(START + DAY_MS, START + DAY_MS + 1).map((message) => ({
      ...message,
      id: 'f'.repeat(32),
      at: NOW - 1,
    }));
    const before = world.find()?.used?.tokens?.[0] ?? 0;
    world.store.limits.addTranscriptPiece(pieceOf(more));
    await world.book.refresh();
    expect(world.find()?.used?.tokens?.[0]).toBe(before + 100_000);
  });
});
