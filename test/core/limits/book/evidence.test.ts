import { describe, expect, it } from 'vitest';
import { idsOfDeleted } from '../../../../src-main/core/limits/book/beyond-touched.js';
import { evidenceOfPerson } from '../../../../src-main/core/limits/book/evidence-of-person.js';
import { evidenceOfReadings } from '../../../../src-main/core/limits/book/evidence-of-reading.js';
import { evidenceOfSighting } from '../../../../src-main/core/limits/book/evidence-of-sighting.js';
import { firstSightings } from '../../../../src-main/core/limits/book/first-sightings.js';
import { raiseReadings } from '../../../../src-main/core/limits/book/raise-readings.js';
import type { LimitSighting, StatusReading } from '../../../../src-main/core/limits/limit-ports.js';
import type { Evidence } from '../../../../src-main/shared/evidence.js';
import { DAY_MS, HOUR_MS } from '../../../../src-main/shared/units.js';
import { at } from '../../../fakes/figures.js';

const NOW = at('2026-11-20T14:05:00Z');
const RESET = NOW + 2 * HOUR_MS;
const noEnds = new Map();

const said = (some: Partial<StatusReading> = {}): StatusReading => ({
  window: 'five_hour',
  pct: 31,
  isFine: false,
  resetsAt: RESET,
  at: NOW,
  ...some,
});

describe('what the status line says', () => {
  it('is of the plan, and of the window that ends at its reset', () => {
    expect(evidenceOfReadings([said()], [], null)).toMatchObject([
      {
        meter: 'plan',
        kind: 'reading',
        start: RESET - 5 * HOUR_MS,
        end: RESET,
        pct: 31,
        half: 0.5,
        source: 'statusline',
      },
    ]);
    const [week] = evidenceOfReadings([said({ window: 'weekly' })], [], null);
    expect(week?.start).toBe(RESET - 7 * DAY_MS);
  });

  it('with decimals is nearer to the truth', () => {
    expect(evidenceOfReadings([said({ pct: 31.4, isFine: true })], [], null)[0]?.half).toBe(0.05);
  });

  it('of one window is its highest, seen first: idle terminals repeat what is over', () => {
    const told = [
      said(),
      said({ pct: 40, at: NOW + 5 }),
      said({ pct: 40, at: NOW + 9 }),
      said({ at: NOW + 20 }),
    ];
    const seen = evidenceOfReadings(told, [], RESET - 6 * HOUR_MS);
    expect(seen).toMatchObject([{ pct: 40, at: NOW + 5 }]);
  });

  it('keeps its first one too where the use before was not seen', () => {
    const told = [said(), said({ pct: 40, at: NOW + 5 })];
    for (const seenFrom of [null, NOW]) {
      expect(evidenceOfReadings(told, [], seenFrom).map(({ pct }) => pct)).toEqual([31, 40]);
    }
  });

  it('of a window keeps its id when the reset is told a few minutes off', () => {
    const [first] = evidenceOfReadings([said()], [], 0);
    if (!first) expect.unreachable();
    const [later] = evidenceOfReadings([said({ pct: 50, resetsAt: RESET + 600_000 })], [first], 0);
    expect(later?.id).toBe(first.id);
    const [other] = evidenceOfReadings([said({ resetsAt: RESET + 5 * HOUR_MS })], [first], 0);
    expect(other?.id).not.toBe(first.id);
  });

  it('of one window is one record, also when its reset is told a minute off in between', () => {
    const told = [said({ pct: 35 }), said({ pct: 40, at: NOW + 9, resetsAt: RESET + 60_000 })];
    for (const order of [told, [...told].reverse()]) {
      expect(evidenceOfReadings(order, [], 0)).toMatchObject([{ pct: 40 }]);
    }
    const [known] = evidenceOfReadings(told.slice(0, 1), [], 0);
    if (!known) expect.unreachable();
    const gone = new Set(idsOfDeleted(known));
    const isDeleted = (id: string) => gone.has(id);
    expect(evidenceOfReadings(told, [], 0, isDeleted)).toMatchObject([
      { id: `${known.id}:over:35`, pct: 40 },
    ]);
  });

  it('is left out where its window could not end then', () => {
    const impossible = [NOW - 5, NOW + 6 * HOUR_MS];
    for (const resetsAt of impossible) {
      expect(evidenceOfReadings([said({ resetsAt })], [], 0)).toEqual([]);
    }
  });

  it('has the same id a minute off, also when nothing is known of it: a deleted one stays so', () => {
    const [first] = evidenceOfReadings([said()], [], 0);
    const [again] = evidenceOfReadings([said({ resetsAt: RESET + 60_000 })], [], 0);
    expect(again?.id).toBe(first?.id);
  });

  it('that falls and rises again from there is told apart, with the same ids each time', () => {
    const told = [
      said({ pct: 60 }),
      said({ pct: 2, at: NOW + 60_000 }),
      said({ pct: 9, at: NOW + 120_000 }),
    ];
    const first = evidenceOfReadings(told, [], 0);
    expect(first.map(({ pct }) => pct)).toEqual([60, 2, 9]);
    const more = evidenceOfReadings([...told, said({ pct: 30, at: NOW + 180_000 })], first, 0);
    expect(more.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
    expect(more.map(({ pct }) => pct)).toEqual([60, 2, 30]);
  });

  it('raises a known record and keeps its note; one that was deleted is not known', () => {
    const [known] = evidenceOfReadings([said()], [], 0);
    const [told] = evidenceOfReadings([said({ pct: 50 })], [], 0);
    if (!known || !told) expect.unreachable();
    const noted = { ...known, note: 'from another machine' };
    expect(raiseReadings([told], [noted])).toEqual([{ ...told, note: 'from another machine' }]);
    expect(raiseReadings([known], [told])).toEqual([]);
    expect(raiseReadings([told], [])).toEqual([]);
  });

  it('raises none that a person corrected or ignored', () => {
    const [known] = evidenceOfReadings([said()], [], 0);
    const [told] = evidenceOfReadings([said({ pct: 50 })], [], 0);
    if (!known || !told) expect.unreachable();
    const corrected = { ...known, pct: 20, said: { pct: 31, at: known.at } };
    for (const touched of [corrected, { ...known, isIgnored: true }]) {
      expect(raiseReadings([told], [touched])).toEqual([]);
    }
  });
});

describe('what the status line says beyond what a person took over', () => {
  const MINUTE = 60_000;
  const told = [
    said(),
    said({ pct: 40, at: NOW + MINUTE }),
    said({ pct: 45, at: NOW + 2 * MINUTE }),
  ];
  const first = (known: readonly Evidence[], pcts: number, isDeleted?: (id: string) => boolean) =>
    evidenceOfReadings(told.slice(0, pcts), known, 0, isDeleted);
  const [known] = first([], 2);
  if (!known) throw new Error('Nothing was said');

  it('is a record of its own, and what was taken over never comes back', () => {
    const corrected = { ...known, pct: 12, said: { pct: 40, at: known.at } };
    for (const touched of [corrected, { ...known, isIgnored: true }]) {
      expect(first([touched], 2)).toEqual([]);
      const [news, ...rest] = first([touched], 3);
      expect(rest).toEqual([]);
      expect(news).toMatchObject({ id: `${known.id}:over:40`, pct: 45, isIgnored: false });
    }
  });

  it('may be taken over again', () => {
    const ignored = { ...known, isIgnored: true };
    const [second] = first([ignored], 3);
    if (!second) expect.unreachable();
    const both = [ignored, { ...second, isIgnored: true }];
    expect(first(both, 3)).toEqual([]);
    const more = [...told, said({ pct: 60, at: NOW + 3 * MINUTE })];
    expect(evidenceOfReadings(more, both, 0)).toMatchObject([
      { id: `${known.id}:over:45`, pct: 60 },
    ]);
  });

  it('is news after a deletion too, of which only ids are left', () => {
    const gone = new Set(idsOfDeleted(known));
    const isDeleted = (id: string) => gone.has(id);
    expect(first([], 2, isDeleted)).toEqual([]);
    expect(first([], 3, isDeleted)).toMatchObject([{ id: `${known.id}:over:40`, pct: 45 }]);
    // Deleted before its percentage was kept: nobody knows what is beyond it.
    expect(first([], 3, (id) => id === known.id)).toEqual([]);
  });

  it('was said later: an earlier and higher one was in it', () => {
    const ignored = { ...known, isIgnored: true };
    const late = [said({ pct: 40.5, at: NOW - MINUTE }), said({ pct: 38 }), ...told.slice(1, 2)];
    expect(evidenceOfReadings(late, [ignored], 0)).toEqual([]);
  });

  it('keeps its window when the record was moved and has none any more', () => {
    const moved = { ...known, start: null, end: null, said: { pct: 40, at: known.at } };
    const later = told.map((reading) => ({ ...reading, resetsAt: RESET + 8 * MINUTE }));
    expect(evidenceOfReadings(later, [moved], 0)).toMatchObject([{ id: `${known.id}:over:40` }]);
  });
});

describe('a limit that Claude Code wrote down', () => {
  const hit: LimitSighting = {
    id: 'a1',
    at: NOW,
    window: 'weekly:opus',
    resetsAt: NOW + 3 * DAY_MS,
    pct: null,
    source: 'record',
  };

  it('is a hit of the window it names', () => {
    expect(evidenceOfSighting(hit, noEnds)).toMatchObject({
      kind: 'hit',
      window: 'weekly:opus',
      end: hit.resetsAt,
      start: NOW - 4 * DAY_MS,
      isIgnored: false,
      isExact: true,
    });
  });

  it('without a name is the week when no session lasts until its reset', () => {
    const unnamed = evidenceOfSighting({ ...hit, window: null }, noEnds);
    expect(unnamed).toMatchObject({ window: 'weekly', isIgnored: false });
  });

  it('without a name is matched by a reset that is known, to the quarter of an hour', () => {
    const unnamed = { ...hit, window: null, resetsAt: RESET };
    const ends = new Map([
      ['five_hour', [RESET + 10 * 60_000]],
      ['weekly', [NOW + 3 * DAY_MS]],
    ] as const);
    expect(evidenceOfSighting(unnamed, ends)).toMatchObject({
      window: 'five_hour',
      isIgnored: false,
    });
  });

  it('keeps no reset that cannot be its own', () => {
    const wrong = [NOW - HOUR_MS, NOW + 9 * DAY_MS];
    for (const resetsAt of wrong) {
      expect(evidenceOfSighting({ ...hit, resetsAt }, noEnds)).toMatchObject({
        window: 'weekly:opus',
        start: null,
        end: null,
        isIgnored: false,
      });
    }
  });

  it('that is more than all of it says no less than all', () => {
    expect(evidenceOfSighting({ ...hit, pct: 130 }, noEnds)).toMatchObject({ pct: 100, half: 0 });
  });

  it('is never guessed: without a name or a known reset it is kept and teaches nothing', () => {
    for (const resetsAt of [RESET, null]) {
      const unnamed = evidenceOfSighting({ ...hit, window: null, resetsAt }, noEnds);
      expect(unnamed).toMatchObject({ isIgnored: true, start: null, end: null });
      expect(unnamed.note).toMatch(/does not say which/);
    }
    const both = new Map([
      ['five_hour', [RESET]],
      ['weekly', [RESET]],
    ] as const);
    expect(evidenceOfSighting({ ...hit, window: null, resetsAt: RESET }, both).isIgnored).toBe(
      true,
    );
  });

  it('is told by every later try: the first of a window counts', () => {
    const again = { ...hit, id: 'a2', at: NOW + HOUR_MS };
    const other = { ...hit, id: 'a3', resetsAt: NOW + 4 * DAY_MS };
    const unnamed = { ...hit, id: 'a4', resetsAt: null };
    expect(firstSightings([again, hit, other, unnamed, { ...unnamed, id: 'a5' }])).toEqual([
      hit,
      other,
      unnamed,
      { ...unnamed, id: 'a5' },
    ]);
  });

  it('that is near says at least so much: anything from there to all of it', () => {
    expect(evidenceOfSighting({ ...hit, pct: 80 }, noEnds)).toMatchObject({
      kind: 'reading',
      pct: 90,
      half: 10,
    });
  });
});

describe('what a person says', () => {
  const place = { meter: 'plan', window: 'weekly' } as const;

  it('counts from now unless a time is given', () => {
    expect(evidenceOfPerson({ kind: 'hit', ...place, at: null }, NOW)).toMatchObject({
      kind: 'hit',
      source: 'manual',
      at: NOW,
      isIgnored: false,
    });
    expect(evidenceOfPerson({ kind: 'hit', ...place, at: NOW - 5 }, NOW).at).toBe(NOW - 5);
  });

  it('of a percentage is as exact as it was typed', () => {
    const reading = { kind: 'reading', ...place, at: null, resetsAt: null } as const;
    expect(evidenceOfPerson({ ...reading, pct: 82 }, NOW)).toMatchObject({
      source: 'entry',
      pct: 82,
      half: 0.5,
      start: null,
      end: null,
    });
    expect(evidenceOfPerson({ ...reading, pct: 82.5, resetsAt: RESET }, NOW)).toMatchObject({
      half: 0.05,
      start: RESET - 7 * DAY_MS,
      end: RESET,
    });
  });

  it('of a change teaches it, and of no change only answers', () => {
    const change = { kind: 'change', ...place, at: NOW } as const;
    expect(evidenceOfPerson({ ...change, isDenied: false }, NOW).isIgnored).toBe(false);
    expect(evidenceOfPerson({ ...change, isDenied: true }, NOW).isIgnored).toBe(true);
  });
});
