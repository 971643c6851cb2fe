import { describe, expect, it } from 'vitest';
import { findDeltas } from '../../../../src-main/core/limits/book/find-deltas.js';
import { findQuietWindows } from '../../../../src-main/core/limits/book/find-quiet-windows.js';
import { weighEvidence } from '../../../../src-main/core/limits/book/weigh-evidence.js';
import {
  createUseTimeline,
  type TimelineParts,
} from '../../../../src-main/core/limits/use/use-timeline.js';
import type { Evidence } from '../../../../src-main/shared/evidence.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../src-main/shared/units.js';
import { at } from '../../../fakes/figures.js';

const START = at('2026-11-15T10:00:00Z');
const WEEK = { from: START, to: START + 7 * DAY_MS, isCut: false };
const hour = (index: number) => START + index * HOUR_MS;

/** A dollar in each hour of the week. */
const steady: TimelineParts = {
  hours: Array.from({ length: 400 }, (_, index) => ({
    start: hour(index),
    model: 'claude-opus-5',
    usd: [1, 1] as const,
    ieq: [1, 1] as const,
    tokens: 1000,
  })),
  isHeld: () => true,
  toldTo: hour(400),
};
const timeline = createUseTimeline(steady);
const record = (some: Partial<Evidence>): Evidence => ({
  id: 'one',
  meter: 'plan',
  kind: 'reading',
  window: 'weekly',
  at: hour(50),
  start: null,
  end: null,
  used: null,
  settled: null,
  pct: 40,
  half: 0.5,
  since: null,
  source: 'entry',
  isExact: false,
  isPartlySeen: false,
  note: null,
  isIgnored: false,
  ...some,
});
const weigh = (some: Partial<Evidence>, reachesBack = START - DAY_MS) =>
  weighEvidence(record(some), { timeline, windows: [WEEK], reachesBack, hits: [] });

describe('the use that a record stands for', () => {
  it('of a reading is that from the start of its window, an hour cut by its time', () => {
    expect(weigh({})).toMatchObject({ start: WEEK.from, end: WEEK.to, used: { usd: [50, 50] } });
    const cut = weigh({ at: hour(50) + 30 * MINUTE_MS }).used?.usd;
    expect(cut?.[0]).toBeCloseTo(50.15, 9);
    expect(cut?.[1]).toBeCloseTo(50.85, 9);
  });

  it('of a hit lies between before its hour and through it', () => {
    const hit = weigh({ kind: 'hit', pct: null, at: hour(50) + 30 * MINUTE_MS });
    expect(hit.used?.usd).toEqual([50, 51]);
    expect(hit.settled?.usd).toEqual([51, 51]);
    expect(hit.isExact).toBe(false);
  });

  it('of a hit is exact where use is known to the minute', () => {
    const exact = createUseTimeline({
      ...steady,
      minutesOf: (start) => [{ at: start, model: 'm', usd: [1, 1], ieq: [1, 1], tokens: 1000 }],
    });
    const hit = weighEvidence(record({ kind: 'hit', pct: null, at: hour(50) + 30 * MINUTE_MS }), {
      timeline: exact,
      windows: [WEEK],
      reachesBack: START,
      hits: [],
    });
    expect(hit).toMatchObject({ isExact: true, settled: { usd: [51, 51] } });
  });

  it('of a hit whose hour still runs is not settled before a quarter of an hour behind it', () => {
    const hitAt = hour(50) + 20 * MINUTE_MS;
    const asTold = (toldTo: number) => {
      const so = createUseTimeline({ ...steady, toldTo, isHeld: (start) => start < toldTo });
      const around = { timeline: so, windows: [WEEK], reachesBack: START, hits: [] };
      return weighEvidence(record({ kind: 'hit', pct: null, at: hitAt }), around);
    };
    // What was used just before it may be missing: the limit would seem lower than it is.
    expect(asTold(hitAt + 14 * MINUTE_MS)).toMatchObject({ used: null, settled: null });
    const running = asTold(hitAt + 15 * MINUTE_MS);
    expect(running.used?.usd).toEqual([50, 51]);
    expect(running.settled).toBeNull();
    expect(asTold(hour(51) + 14 * MINUTE_MS).settled).toBeNull();
    expect(asTold(hour(51) + 15 * MINUTE_MS).settled?.usd).toEqual([51, 51]);
  });

  it('is of the window it was placed in, which another may take over; a told one stays', () => {
    const placed = weigh({});
    expect(placed).toMatchObject({ start: WEEK.from, end: WEEK.to, isPlaced: true });
    const moved = { ...WEEK, from: hour(20), to: hour(188) };
    const around = { timeline, windows: [moved], reachesBack: START, hits: [] };
    expect(weighEvidence(placed, around)).toMatchObject({ start: hour(20), end: hour(188) });
    const told = weighEvidence({ ...record({}), start: WEEK.from, end: WEEK.to }, around);
    expect(told).toMatchObject({ start: WEEK.from, end: WEEK.to });
    expect(told.isPlaced).toBeUndefined();
    expect(weighEvidence(placed, { ...around, windows: [] })).toMatchObject({ start: WEEK.from });
  });

  it('counts from the start that was told, where one was', () => {
    expect(weigh({ start: hour(20), end: hour(188) }).used?.usd).toEqual([30, 30]);
  });

  it('stays as it was where the hours are out of reach', () => {
    const known = { usd: [7, 8] as const };
    expect(weigh({ used: known }, START + DAY_MS).used).toEqual(known);
  });

  it('is not visible where hours are missing', () => {
    const torn = createUseTimeline({ ...steady, isHeld: (start) => start >= hour(10) });
    expect(
      weighEvidence(record({}), { timeline: torn, windows: [WEEK], reachesBack: START, hits: [] })
        .used,
    ).toBeNull();
  });

  it('stays as it was where its hours are missing by now', () => {
    const known = { usd: [7, 8] as const };
    const torn = createUseTimeline({ ...steady, isHeld: (start) => start >= hour(10) });
    const around = { timeline: torn, windows: [WEEK], reachesBack: START, hits: [] };
    for (const kind of ['reading', 'hit', 'quiet'] as const) {
      expect(weighEvidence(record({ kind, used: known, end: WEEK.to }), around).used).toEqual(
        known,
      );
    }
  });

  it('of a full window ends at the limit: what follows is paid by credits', () => {
    const around = { timeline, windows: [WEEK], reachesBack: START, hits: [hour(30)] };
    expect(weighEvidence(record({ pct: 100 }), around).used?.usd).toEqual([30, 30]);
    // It goes on: somebody was mistaken about the limit.
    expect(weighEvidence(record({ pct: 80 }), around).used?.usd).toEqual([50, 50]);
  });

  it('of a hit ends with its window', () => {
    const end = hour(50) + 40 * MINUTE_MS;
    const hit = weigh({ kind: 'hit', pct: null, at: end - 10 * MINUTE_MS, start: hour(0), end });
    expect(hit.settled?.usd?.[1]).toBeLessThanOrEqual(51);
    expect(hit.settled?.usd?.[0]).toBeLessThan(51);
  });

  it('is not known in a window whose start was not seen, whatever was weighed before', () => {
    const part = { ...WEEK, from: hour(40), hasUnseenStart: true } as const;
    const around = { timeline, windows: [part], reachesBack: START, hits: [] };
    expect(weighEvidence(record({ used: { usd: [7, 8] }, end: WEEK.to }), around)).toMatchObject({
      start: hour(40),
      used: null,
    });
  });

  it('of a difference that came without it is weighed', () => {
    expect(weigh({ since: hour(10) }).used?.usd).toEqual([40, 40]);
  });

  it('of a change or a difference is left alone', () => {
    expect(weigh({ kind: 'change' }).used).toBeNull();
    const known = { usd: [7, 8] as const };
    expect(weigh({ since: hour(1), used: known }).used).toEqual(known);
  });
});

describe('two readings of a week whose start was not seen', () => {
  const torn = createUseTimeline({ ...steady, isHeld: (start) => start >= hour(30) });
  const two = (first: number, second: number) => [
    record({ id: 'a', at: hour(40), pct: first, end: WEEK.to }),
    record({ id: 'b', at: hour(90), pct: second, end: WEEK.to }),
  ];

  it('say what the use between them was worth', () => {
    expect(findDeltas(two(20, 45), torn)).toMatchObject([
      { pct: 25, half: 1, since: hour(40), used: { usd: [50, 50] } },
    ]);
  });

  it('say nothing when they are less than five points apart, ignored, or of two weeks', () => {
    expect(findDeltas(two(20, 24), torn)).toEqual([]);
    const [first, second] = two(20, 45);
    if (!first || !second) expect.unreachable();
    expect(findDeltas([first, { ...second, isIgnored: true }], torn)).toEqual([]);
    expect(findDeltas([first, { ...second, end: WEEK.to + DAY_MS }], torn)).toEqual([]);
  });
});

function quietOf(search: Parameters<typeof findQuietWindows>[0]): readonly Evidence[] {
  const steps = findQuietWindows(search);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

describe('a quiet window', () => {
  const search = {
    meter: 'plan',
    kind: 'weekly',
    windows: [WEEK],
    timeline,
    hits: [],
    noted: [],
    seenFrom: START,
    now: WEEK.to + 2 * HOUR_MS,
  } as const;

  it('is one that ended with use and without a hit', () => {
    expect(quietOf(search)).toMatchObject([
      { kind: 'quiet', at: WEEK.to, settled: { usd: [168, 168] }, isPartlySeen: false },
    ]);
  });

  it('is not one that runs, was cut short, had a hit, had no use, or was not seen whole', () => {
    expect(quietOf({ ...search, now: WEEK.to })).toEqual([]);
    expect(quietOf({ ...search, windows: [{ ...WEEK, isCut: true }] })).toEqual([]);
    expect(quietOf({ ...search, hits: [hour(3)] })).toEqual([]);
    const idle = createUseTimeline({ ...steady, hours: [] });
    expect(quietOf({ ...search, timeline: idle })).toEqual([]);
    const torn = createUseTimeline({ ...steady, isHeld: (start) => start >= hour(10) });
    expect(quietOf({ ...search, timeline: torn })).toEqual([]);
  });

  it('says when a hit could have been missed', () => {
    expect(quietOf({ ...search, seenFrom: null })[0]?.isPartlySeen).toBe(true);
    expect(quietOf({ ...search, seenFrom: hour(1) })[0]?.isPartlySeen).toBe(true);
  });
});
