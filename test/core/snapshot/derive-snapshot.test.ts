import { describe, expect, it } from 'vitest';
import type { DayReport } from '../../../src-main/core/history-rows.js';
import {
  deriveSnapshot,
  isSyncStale,
  type SnapshotInput,
} from '../../../src-main/core/snapshot/derive-snapshot.js';
import type { HeldFigures } from '../../../src-main/core/snapshot/read-held-figures.js';
import { noteFailure } from '../../../src-main/shared/failure.js';
import { defaultSettings } from '../../../src-main/shared/settings.js';
import { DAY_MS, floorDay, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import {
  at,
  coverageOf,
  dayAt,
  dayReport,
  fetched,
  heldFigures,
  hourAt,
  hourTotal,
  tokens,
  usd,
} from '../../fakes/figures.js';

/** Saturday; the week began on Sunday 15 November, 10:59 UTC. */
const NOW = at('2026-11-21T14:20:00Z');
const FETCHED = NOW - 2 * MINUTE_MS;
const MONTH = dayAt('2026-11-01T00:00:00Z');
const TODAY = dayAt('2026-11-21T00:00:00Z');
const RESET = at('2026-11-15T10:59:00Z');
const RESET_HOUR = hourAt('2026-11-15T10:00:00Z');
const OPEN = hourAt('2026-11-21T14:00:00Z');

const held = (some: Partial<HeldFigures> = {}): HeldFigures =>
  heldFigures({
    coverage: coverageOf({
      hours: fetched(MONTH - 30 * DAY_MS, OPEN + HOUR_MS, HOUR_MS, FETCHED),
    }),
    ...some,
  });
const without = (...missing: number[]) => {
  const coverage = held().coverage;
  const hours = new Map(coverage.hours);
  for (const start of missing) hours.delete(start);
  return { ...coverage, hours };
};

type Changes = Partial<Omit<SnapshotInput, 'settings' | 'sync'>> & {
  readonly limit?: number | null;
  readonly settings?: Partial<SnapshotInput['settings']>;
  readonly record?: Partial<SnapshotInput['sync']['record']>;
};
const derive = ({ limit = null, settings, record, ...changes }: Changes = {}) =>
  deriveSnapshot({
    now: NOW,
    mode: 'live',
    timeZone: 'UTC',
    settings: { ...defaultSettings, weeklyLimitMicrocents: limit, ...settings },
    connection: { state: 'saved', lastFour: 'AbCd', organization: null },
    held: held(),
    learned: [],
    limitsVersion: 0,
    since: NOW - 30 * DAY_MS,
    sync: {
      state: 'idle',
      nextAt: null,
      progress: null,
      clockOffsetMs: 0,
      record: { lastSuccessAt: FETCHED, labelsFetchedAt: null, failure: null, ...record },
    },
    ...changes,
  });
const spent = (dollars: number) => held({ hours: [hourTotal(OPEN - DAY_MS, usd(dollars))] });
const noCoverage = coverageOf();

describe('the glance', () => {
  const failure = noteFailure({ kind: 'key-refused' }, NOW);
  const old = { lastSuccessAt: NOW - 12 * MINUTE_MS };

  it.each([
    ['unknown before anything is held', 'unknown', { held: held({ coverage: noCoverage }) }],
    ['fine without a limit', 'fine', { held: spent(5) }],
    ['fine below 80 %', 'fine', { held: spent(7.99), limit: usd(10) }],
    ['near from 80 %', 'near', { held: spent(8), limit: usd(10) }],
    ['near up to 100 %', 'near', { held: spent(9.999), limit: usd(10) }],
    ['over from 100 %', 'over', { held: spent(10), limit: usd(10) }],
    ['fine with a known zero', 'fine', { limit: usd(10) }],
    ['stale after two missed cycles', 'stale', { held: spent(8), limit: usd(10), record: old }],
    ['stale also when over', 'stale', { held: spent(11), limit: usd(10), record: old }],
    ['failing when a person must act', 'failing', { held: spent(8), record: { failure } }],
    ['failing also when stale', 'failing', { record: { ...old, failure } }],
    [
      'failing also without figures',
      'failing',
      { held: held({ coverage: noCoverage }), record: { failure } },
    ],
    [
      'what it was when a failure mends itself',
      'near',
      {
        held: spent(8),
        limit: usd(10),
        record: { failure: noteFailure({ kind: 'offline' }, NOW) },
      },
    ],
    [
      'unknown with a limit and an hour missing in the middle of the week',
      'unknown',
      { held: held({ coverage: without(OPEN - DAY_MS) }), limit: usd(10) },
    ],
  ] satisfies [string, string, Changes][])('is %s', (_, glance, changes) => {
    expect(derive(changes).glance).toBe(glance);
  });
});

describe('staleness', () => {
  it('two missed cycles and a minute', () => {
    expect(isSyncStale(NOW - 11 * MINUTE_MS, NOW, 5)).toBe(false);
    expect(isSyncStale(NOW - 11 * MINUTE_MS - 1, NOW, 5)).toBe(true);
    expect(isSyncStale(NOW - 30 * MINUTE_MS, NOW, 15)).toBe(false);
    expect(isSyncStale(null, NOW, 5)).toBe(false);
  });

  it('figures of a first sync that never ended grow old too', () => {
    const old = fetched(MONTH, OPEN + HOUR_MS, HOUR_MS, NOW - 3 * DAY_MS);
    const coverage = { ...noCoverage, hours: old };
    const snapshot = derive({ held: held({ coverage }), record: { lastSuccessAt: null } });
    expect(snapshot).toMatchObject({
      glance: 'stale',
      sync: { isStale: true, lastSuccessAt: null },
    });
  });

  it('figures of a first sync are as fresh as its newest page', () => {
    const { coverage } = held();
    const hours = new Map(coverage.hours).set(MONTH, NOW - DAY_MS);
    const mixed = held({ coverage: { ...coverage, hours } });
    expect(derive({ held: mixed, record: { lastSuccessAt: null } }).sync.isStale).toBe(false);
  });

  it('figures that a first sync is still fetching are not stale, nor is nothing at all', () => {
    expect(derive({ record: { lastSuccessAt: null } }).sync.isStale).toBe(false);
    const nothing = held({ coverage: noCoverage });
    expect(derive({ held: nothing, record: { lastSuccessAt: null } }).sync.isStale).toBe(false);
  });
});

describe('null is never zero', () => {
  it('before anything is held every figure is unknown', () => {
    const { week, today, month, last24Hours } = derive({
      held: held({ coverage: noCoverage }),
      limit: usd(10),
    });
    expect(week).toMatchObject({
      spent: { microcents: null, basis: null },
      percent: null,
      tokens: null,
      cacheEfficiency: null,
    });
    expect(week.pace).toMatchObject({ pointsOver: null, words: null, runsOutAt: null });
    expect(today).toMatchObject({
      cost: { microcents: null, basis: null },
      utcDay: { reportedMicrocents: null, estimatedMicrocents: null },
      lastHour: { microcents: null },
    });
    expect(month).toMatchObject({ cost: { microcents: null }, reportedThrough: null });
    expect(last24Hours).toHaveLength(24);
    expect(last24Hours.every((hour) => hour.microcents === null)).toBe(true);
  });

  it('hours that were fetched and hold no use are a known zero', () => {
    const { week, today, month } = derive({ limit: usd(10) });
    expect(week).toMatchObject({ spent: { microcents: 0 }, percent: 0, cacheEfficiency: null });
    expect(week.tokens?.total).toBe(0);
    expect(today.cost.microcents).toBe(0);
    expect(today.utcDay.estimatedMicrocents).toBe(0);
    expect(month.cost.microcents).toBe(0);
  });

  it('use without a price is unknown in the week, today, the UTC day and its hour', () => {
    const unpriced = held({ hours: [hourTotal(OPEN, null)] });
    const { week, today, last24Hours } = derive({ held: unpriced, limit: usd(10) });
    expect(week).toMatchObject({ spent: { microcents: null }, percent: null });
    expect(week.tokens?.total).toBe(1000);
    expect(today.cost.microcents).toBeNull();
    expect(today.utcDay.estimatedMicrocents).toBeNull();
    expect(today.lastHour.microcents).toBeNull();
    expect(last24Hours.at(-1)).toMatchObject({ start: OPEN, microcents: null, basis: null });
  });

  it('unpriced use in the hour that the reset cuts is not a known zero of the new week', () => {
    const now = at('2026-11-22T11:30:00Z');
    const cut = hourAt('2026-11-22T10:00:00Z');
    const coverage = {
      ...noCoverage,
      hours: fetched(MONTH, cut + 2 * HOUR_MS, HOUR_MS, now),
      minuteHours: fetched(cut, cut + HOUR_MS, HOUR_MS, now),
    };
    const minute = (index: number) =>
      new Map([
        [cut as number, [hourTotal(cut + index * MINUTE_MS, null, tokens({ output: 60 }))]],
      ]);
    const hours = [hourTotal(cut, null, tokens({ output: 60 }))];
    const figure = (index: number) =>
      derive({ now, held: held({ hours, coverage, minutes: minute(index) }) }).week.spent
        .microcents;
    expect(figure(59)).toBeNull();
    expect(figure(58)).toBe(0);
  });

  it('a partly fetched span without use is not zero', () => {
    const { week } = derive({ held: held({ coverage: without(OPEN - DAY_MS) }) });
    expect(week.spent).toMatchObject({ microcents: null, provenance: { isComplete: false } });
  });
});

describe('the week', () => {
  it('counts closed days as billed and the rest as estimated: mixed', () => {
    const hours = [
      hourTotal(hourAt('2026-11-17T09:00:00Z'), usd(3)),
      hourTotal(hourAt('2026-11-21T09:00:00Z'), usd(2)),
    ];
    const days = [dayReport(dayAt('2026-11-17T00:00:00Z'), usd(2.5), NOW - DAY_MS)];
    const { week } = derive({ held: held({ hours, days }), limit: usd(9) });
    expect(week.spent).toMatchObject({ microcents: usd(4.5), basis: 'mixed' });
    expect(week.percent).toBe(50);
  });

  it('T4: the hour of the reset counts from its 59th minute on', () => {
    const hours = [hourTotal(RESET_HOUR, 600, tokens({ output: 60 }))];
    const byMinute = new Map([
      [
        RESET_HOUR as number,
        [
          hourTotal(RESET - MINUTE_MS, 500, tokens({ output: 50 })),
          hourTotal(RESET, 100, tokens({ output: 10 })),
        ],
      ],
    ]);
    const { week } = derive({ held: held({ hours, minutes: byMinute }) });
    expect(week.spent.microcents).toBe(100);
    expect(week.tokens?.output).toBe(10);
  });

  it('a missing hour in the middle leaves the sum and takes the percentage away', () => {
    const hours = [hourTotal(OPEN - 2 * DAY_MS, usd(4))];
    const gap = held({ hours, coverage: without(OPEN - DAY_MS) });
    const { week } = derive({ held: gap, limit: usd(10) });
    expect(week).toMatchObject({ percent: null, spent: { microcents: usd(4) } });
    expect(week.spent.provenance.isComplete).toBe(false);
  });

  it('a missing hour just before the open one is in the middle too', () => {
    const gap = held({ coverage: without(OPEN - HOUR_MS) });
    expect(derive({ held: gap, limit: usd(10) }).week.percent).toBeNull();
  });

  it('missing newest hours make figures old, not unknown', () => {
    const hours = [hourTotal(OPEN - 2 * DAY_MS, usd(4))];
    const behind = held({ hours, coverage: without(OPEN, OPEN - HOUR_MS) });
    expect(derive({ held: behind, limit: usd(10) }).week.percent).toBe(40);
  });

  it('a missing hour before the reset does not touch the week', () => {
    const behind = held({ coverage: without(RESET_HOUR - HOUR_MS) });
    expect(derive({ held: behind, limit: usd(10) }).week.percent).toBe(0);
  });

  it('says where the limit comes from, and that a typed one has no interval', () => {
    expect(derive({ limit: usd(10) }).week.limit).toEqual({
      microcents: usd(10),
      source: 'typed',
      low: null,
      high: null,
      confidence: null,
    });
    expect(derive().week.limit).toBeNull();
  });

  it('without a limit there is no percentage, however much was spent', () => {
    expect(derive({ held: spent(500) }).week).toMatchObject({ percent: null, limit: null });
  });

  it('may be far over its limit', () => {
    expect(derive({ held: spent(25), limit: usd(10) }).week.percent).toBe(250);
  });

  it('in the instant of the reset the new week is a known zero if its hour is held', () => {
    const now = at('2026-11-22T11:00:00Z');
    const hours = fetched(MONTH, now + HOUR_MS, HOUR_MS, now);
    const settings = { weeklyResetTime: '11:00' };
    const snapshot = derive({
      now,
      settings,
      limit: usd(10),
      record: { lastSuccessAt: now },
      held: held({ coverage: { ...noCoverage, hours } }),
    });
    expect(snapshot.week).toMatchObject({ window: { from: now }, percent: 0 });
    expect(snapshot.glance).toBe('fine');
  });
});

describe('today', () => {
  it('is the day of the viewer, cut out of UTC hours by the minute', () => {
    const cut = hourAt('2026-11-20T18:00:00Z');
    const hours = [hourTotal(cut, 400), hourTotal(cut + HOUR_MS, 1000)];
    const byMinute = new Map([
      [cut as number, [hourTotal(cut + 14 * MINUTE_MS, 300), hourTotal(cut + 15 * MINUTE_MS, 100)]],
    ]);
    const { today } = derive({
      now: at('2026-11-21T10:00:00Z'),
      timeZone: 'Asia/Kathmandu',
      held: held({ hours, minutes: byMinute }),
    });
    expect(today.window.from).toBe(at('2026-11-20T18:15:00Z'));
    expect(today.cost.microcents).toBe(1100);
  });

  it('T2: on the day the clock goes back it has 25 hours', () => {
    const now = at('2026-10-25T22:30:00Z');
    const from = hourAt('2026-10-24T22:00:00Z');
    const coverage = { ...noCoverage, hours: fetched(from, now, HOUR_MS, now) };
    const hours = Array.from({ length: 25 }, (_, index) => hourTotal(from + index * HOUR_MS, 10));
    const { today } = derive({
      now,
      timeZone: 'Europe/Oslo',
      held: held({ coverage, hours: [hourTotal(from - HOUR_MS, 7), ...hours] }),
    });
    expect(today.window).toEqual({ from, to: from + 25 * HOUR_MS });
    expect(today.cost.microcents).toBe(250);
  });

  it('shows what the UTC day was reported so far beside its estimate, without adding them', () => {
    const hours = [hourTotal(OPEN, 70)];
    const days = [dayReport(TODAY, 50, FETCHED)];
    const { today } = derive({ held: held({ hours, days }) });
    expect(today.utcDay).toMatchObject({
      start: TODAY,
      reportedMicrocents: 50,
      estimatedMicrocents: 70,
    });
    expect(today.cost).toMatchObject({ microcents: 70, basis: 'estimated' });
  });
});

describe('the month', () => {
  const days = [
    dayReport(dayAt('2026-10-31T00:00:00Z'), 9999, FETCHED),
    dayReport(dayAt('2026-11-01T00:00:00Z'), 100, FETCHED),
    dayReport(dayAt('2026-11-02T00:00:00Z'), 200, FETCHED),
  ];

  it('is the UTC month: its reported days and nothing of the month before', () => {
    const { month } = derive({ held: held({ days }) });
    expect(month.cost).toMatchObject({ microcents: 300, basis: 'reported' });
    expect(month.window).toEqual({ from: MONTH, to: at('2026-12-01T00:00:00Z') });
    expect(month.reportedThrough).toBe(dayAt('2026-11-02T00:00:00Z'));
  });

  it('the first day of the month counts from the instant of its end, read at that instant', () => {
    const now = at('2026-11-02T00:00:00Z');
    const { month } = derive({ now, held: held({ days: [dayReport(MONTH, 100, now)] }) });
    expect(month).toMatchObject({ reportedThrough: MONTH, cost: { microcents: 100 } });
    const before = derive({ now: now - 1, held: held({ days: [dayReport(MONTH, 100, now - 1)] }) });
    expect(before.month.reportedThrough).toBeNull();
  });

  it('a day that was read while it ran is not reported through', () => {
    const early = dayReport(dayAt('2026-11-03T00:00:00Z'), 50, at('2026-11-03T12:00:00Z'));
    const running = dayReport(TODAY, 50, FETCHED);
    const { month } = derive({ held: held({ days: [...days, early, running] }) });
    expect(month.reportedThrough).toBe(dayAt('2026-11-02T00:00:00Z'));
    expect(month.cost.microcents).toBe(300);
  });

  it('is reported through to the day before the first one that was used and has no bill', () => {
    const third = dayAt('2026-11-03T00:00:00Z');
    const late = [
      dayReport(third, null, FETCHED),
      dayReport(dayAt('2026-11-04T00:00:00Z'), 70, FETCHED),
    ];
    const through = (estimate: number | null, reports: readonly DayReport[]) => {
      const hours = [hourTotal(third + 5 * HOUR_MS, estimate)];
      return derive({ held: held({ days: reports, hours }) }).month.reportedThrough;
    };
    expect(through(40, [...days, ...late])).toBe(dayAt('2026-11-02T00:00:00Z'));
    // Use without a price is use.
    expect(through(null, [...days, ...late])).toBe(dayAt('2026-11-02T00:00:00Z'));
    expect(through(40, [...days, dayReport(third, 1, FETCHED), ...late.slice(1)])).toBe(
      dayAt('2026-11-04T00:00:00Z'),
    );
  });

  it('is reported through days without a bill that were not used', () => {
    const fifth = dayAt('2026-11-05T00:00:00Z');
    const idle = dayReport(dayAt('2026-11-03T00:00:00Z'), null, FETCHED);
    const { month } = derive({
      held: held({ days: [...days, idle, dayReport(fifth, 70, FETCHED)] }),
    });
    expect(month.reportedThrough).toBe(fifth);
  });

  it('before back-fill says that it is incomplete; after it the earlier days are in', () => {
    const hours = [hourTotal(MONTH, 40), hourTotal(OPEN, 2)];
    const recent = fetched(OPEN - 7 * DAY_MS, OPEN + HOUR_MS, HOUR_MS, FETCHED);
    const before = derive({
      held: held({ hours: hours.slice(1), coverage: { ...noCoverage, hours: recent } }),
    });
    expect(before.month.cost).toMatchObject({ microcents: 2, provenance: { isComplete: false } });
    expect(before.sync.coverage.gaps).toEqual([
      { from: at('2026-10-22T00:00:00Z'), to: OPEN - 7 * DAY_MS },
    ]);
    const complete = derive({ held: held({ hours }) });
    expect(complete.month.cost).toMatchObject({ microcents: 42, provenance: { isComplete: true } });
    expect(complete.sync.coverage.gaps).toEqual([]);
  });
});

describe('the last 24 hours', () => {
  it('end with the open hour; T7: only that one is marked as open', () => {
    const { last24Hours } = derive({ held: held({ hours: [hourTotal(OPEN, 5)] }) });
    expect(last24Hours.map(({ start }) => start)).toEqual(
      Array.from({ length: 24 }, (_, index) => OPEN - (23 - index) * HOUR_MS),
    );
    expect(last24Hours.filter(({ isOpen }) => isOpen)).toEqual([
      { start: OPEN, microcents: 5, basis: 'estimated', isOpen: true },
    ]);
  });

  it('exactly on the hour the hour before is closed and the new one is open', () => {
    const { last24Hours } = derive({ now: OPEN });
    expect(last24Hours.slice(-2).map(({ start, isOpen }) => [start, isOpen])).toEqual([
      [OPEN - HOUR_MS, false],
      [OPEN, true],
    ]);
  });

  it('an hour that was not fetched is unknown beside hours that hold nothing', () => {
    const { last24Hours } = derive({ held: held({ coverage: without(OPEN - HOUR_MS) }) });
    expect(last24Hours.slice(-3).map((hour) => hour.microcents)).toEqual([0, null, 0]);
  });
});

describe('provenance', () => {
  it('names the span up to the open hour, the oldest fetch and whether all of it is held', () => {
    const coverage = held().coverage;
    const oldest = OPEN - 22 * HOUR_MS;
    const hours = new Map(coverage.hours).set(OPEN - DAY_MS, oldest);
    const { week } = derive({ held: held({ coverage: { ...coverage, hours } }) });
    expect(week.spent.provenance).toMatchObject({
      from: RESET,
      to: OPEN + HOUR_MS,
      fetchedAt: oldest,
      isComplete: true,
    });
    expect(week.spent.provenance.formula).not.toBe('');
  });

  it('with the analytics names the bill by the hour, also of the running day', () => {
    const billed = { microcents: 7, basis: 'reported', plain: 8 } as const;
    const hourCosts = new Map([[OPEN - HOUR_MS, billed]]);
    const formulasOf = (pair: 'legacy' | 'analytics') => {
      const { today } = derive({ held: held({ pair, hourCosts }) });
      expect(today.cost).toMatchObject({ microcents: 7, basis: 'reported' });
      return [today.cost, today.utcDay].map(({ provenance }) => provenance.formula);
    };
    expect(formulasOf('analytics')).toEqual([
      'cost of the hours of your day: the bill by the hour',
      'the bill of the hours of the running day so far; beside it tokens x price table',
    ]);
    expect(formulasOf('legacy')).toEqual([
      'cost of the hours of your day: the bill of closed UTC days',
      'the cost report of the running day; beside it tokens x price table',
    ]);
  });

  it('A28: other currencies are of every day that a figure is of', () => {
    const { otherCurrenciesProvenance: trace, ...shown } = derive();
    const starts = [shown.week.window, shown.month.window, shown.today.window];
    expect(trace.from).toBe(floorDay(Math.min(...starts.map(({ from }) => from))));
    expect(trace).toMatchObject({ to: OPEN + HOUR_MS, basis: 'reported' });
  });
});

describe('whether a figure is complete', () => {
  it('what is to come is not missing: of the week, the day, the hour and the UTC day alike', () => {
    const completeness = (missing: readonly number[]) => {
      const { week, today, month } = derive({ held: held({ coverage: without(...missing) }) });
      const figures = [week.spent, today.cost, today.lastHour, month.cost, today.utcDay];
      for (const { provenance } of figures) expect(provenance.to).toBe(OPEN + HOUR_MS);
      return figures.map(({ provenance }) => provenance.isComplete);
    };
    expect(completeness([])).toEqual([true, true, true, true, true]);
    expect(completeness([OPEN])).toEqual([false, false, false, false, false]);
    expect(completeness([OPEN - HOUR_MS])).toEqual([false, false, true, false, false]);
  });

  it('T4: a span that ends inside an hour is not, unless the minutes of that hour are held', () => {
    const cut = OPEN - 7 * DAY_MS;
    const hours = [hourTotal(cut, 600)];
    const byNow = (some: Partial<HeldFigures>) =>
      derive({ held: held({ hours, ...some }) }).week.previous.spentByNow;
    const shared = byNow({});
    expect(shared).toMatchObject({ microcents: 200, provenance: { isComplete: false } });
    expect(shared.provenance.formula).toMatch(/; an hour that it cuts is shared by time$/);
    const told = byNow({ minutes: new Map([[cut as number, [hourTotal(cut, 600)]]]) });
    expect(told).toMatchObject({ microcents: 600, provenance: { isComplete: true } });
    expect(told.provenance.formula).not.toContain('shared by time');
  });

  it('an hour that was last fetched while it ran is not the whole hour', () => {
    const hours = new Map(held().coverage.hours).set(OPEN - DAY_MS, OPEN - DAY_MS + MINUTE_MS);
    const { week } = derive({ held: held({ coverage: { ...held().coverage, hours } }) });
    expect(week.spent).toMatchObject({ microcents: null, provenance: { isComplete: false } });
  });
});

describe('the formula of an estimate', () => {
  const { provenance } = derive().month.cost;
  const scale = { ratio: 0.9, low: null, high: null, days: 28, provenance };
  const formulaOf = (some: Partial<HeldFigures>) =>
    derive({ held: held({ scale, ...some }) }).today.cost.provenance.formula;

  it('is plain where there was no use, whatever bills taught', () => {
    expect(formulaOf({})).toBe('cost of the hours of your day: tokens x price table');
    expect(formulaOf({ hours: [hourTotal(OPEN, usd(2))] })).toContain(
      'tokens x price table ($2.00) x 1.000, as 28 recent bills taught',
    );
  });
});

describe('what is named beside the figures', () => {
  it('A24: unpriced models by name, committed tiers by tier, rows without a model as such', () => {
    const unpriced = [
      { model: 'claude-mythos-preview', serviceTier: 'standard', tokens: 5 },
      { model: 'claude-opus-5-5', serviceTier: 'priority', tokens: 4 },
      { model: '', serviceTier: '', tokens: 3 },
    ];
    expect(derive({ held: held({ unpriced }) }).unpriced).toEqual([
      { model: 'claude-mythos-preview', tokens: 5 },
      { model: 'claude-opus-5-5 (priority tier)', tokens: 4 },
      { model: 'no model named', tokens: 3 },
    ]);
  });

  it('A28: other currencies are shown and never added', () => {
    const otherCurrencies = [{ currency: 'EUR', microunits: 5 }];
    const snapshot = derive({ held: held({ otherCurrencies }) });
    expect(snapshot.otherCurrencies).toEqual(otherCurrencies);
    expect(snapshot.month.cost.microcents).toBe(0);
  });

  it('honesty rule 6: a failure is told beside the figures and changes none of them', () => {
    const figures = (failure: Parameters<typeof noteFailure>[0] | null) => {
      const record = { failure: failure && noteFailure(failure, NOW) };
      const { week, today, month } = derive({ held: spent(3), limit: usd(10), record });
      return { week, today, month };
    };
    expect(figures({ kind: 'key-refused' })).toEqual(figures(null));
    expect(figures(null).week.percent).toBe(30);
  });
});
