import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekWindow } from '../../../src-main/core/limits/week-window.js';
import { type Coverage, planSync, type SyncStep } from '../../../src-main/core/sync/plan-sync.js';
import { localDay } from '../../../src-main/core/usage/zoned-time.js';
import { defaultSettings } from '../../../src-main/shared/settings.js';
import {
  ceilHour,
  DAY_MS,
  floorDay,
  floorHour,
  HOUR_MS,
  MINUTE_MS,
} from '../../../src-main/shared/units.js';
import { seeded } from '../../fakes/arbitraries.js';
import { at, dayAt, fetched, hourAt } from '../../fakes/figures.js';

const NOW = at('2026-11-21T14:20:00Z');
const TODAY = dayAt('2026-11-21T00:00:00Z');
const OPEN_TO = hourAt('2026-11-21T15:00:00Z');
const SINCE = NOW - 30 * DAY_MS;
const FIRST = dayAt('2026-10-22T00:00:00Z');

interface Held {
  readonly hours: Map<number, number>;
  readonly days: Map<number, number>;
  readonly minuteHours: Map<number, number>;
  readonly claudeCodeDays: Map<number, number>;
}
const nothing = (): Held => ({
  hours: new Map(),
  days: new Map(),
  minuteHours: new Map(),
  claudeCodeDays: new Map(),
});
/** Everything from the first day wanted through the open hour, fetched at one instant. */
const everything = (when = NOW, to: number = OPEN_TO): Held => ({
  hours: fetched(FIRST, to, HOUR_MS, when),
  days: fetched(FIRST, floorDay(to - 1) + DAY_MS, DAY_MS, when),
  minuteHours: new Map(),
  claudeCodeDays: fetched(FIRST, floorDay(to - 1), DAY_MS, when),
});
/** What a run that went well leaves behind. */
function take(held: Held, steps: readonly SyncStep[], when: number): void {
  const taken = {
    hours: [held.hours, HOUR_MS],
    days: [held.days, DAY_MS],
    minutes: [held.minuteHours, HOUR_MS],
    'claude-code': [held.claudeCodeDays, DAY_MS],
  } as const;
  for (const { kind, span } of steps) {
    const [times, widthMs] = taken[kind];
    for (const [start, at] of fetched(span.from, span.to, widthMs, when)) times.set(start, at);
  }
}
const plan = (coverage: Coverage, now = NOW, edges: readonly number[] = [], since = SINCE) =>
  planSync({ now, since, coverage, lateBills: new Set(), edges });
const spans = (steps: readonly SyncStep[], kind: SyncStep['kind']) =>
  steps.flatMap((step) => (step.kind === kind ? [step.span] : []));
/** Usage and cost, without Claude Code. */
const reportSteps = (steps: readonly SyncStep[]) =>
  steps.filter(({ kind }) => kind !== 'claude-code');
/** Shares and priced usage are two requests; steps fit one page. */
const requestsOf = (steps: readonly SyncStep[]) =>
  steps.reduce((sum, { kind }) => sum + (kind === 'hours' ? 2 : 1), 0);

describe('the first run', () => {
  const steps = plan(nothing());

  it('reaches from the first UTC day wanted through the open hour and the open day', () => {
    const hours = spans(steps, 'hours');
    const days = spans(steps, 'days');
    expect(Math.min(...hours.map(({ from }) => from))).toBe(FIRST);
    expect(Math.max(...hours.map(({ to }) => to))).toBe(OPEN_TO);
    expect(days.map(({ from, to }) => [from, to])).toEqual([[FIRST, TODAY + DAY_MS]]);
  });

  it('is newest first, so that this week shows after the first page', () => {
    expect(steps[0]).toEqual({
      kind: 'hours',
      span: { from: OPEN_TO - 168 * HOUR_MS, to: OPEN_TO },
      isBackfill: false,
    });
    const starts = spans(steps, 'hours').map(({ from }) => from);
    expect(starts).toEqual([...starts].sort((a, b) => b - a));
  });

  it('asks for the bill before the older hours', () => {
    expect(reportSteps(steps).map(({ kind }) => kind)).toEqual([
      'hours',
      'hours',
      'days',
      'hours',
      'hours',
      'hours',
    ]);
  });

  it('of 13 months stays near a hundred and fifty requests, in parts of one page', () => {
    const all = plan(nothing(), NOW, [], NOW - 396 * DAY_MS);
    expect(requestsOf(reportSteps(all))).toBeLessThan(150);
    expect(spans(all, 'days').length).toBe(13);
    const starts = spans(all, 'hours').map(({ from }) => from);
    expect(starts).toEqual([...starts].sort((a, b) => b - a));
    expect(starts.at(-1)).toBe(floorDay(NOW - 396 * DAY_MS));
  });

  it('T8: asks for everything that is shown now before any older history', () => {
    const all = plan(nothing(), NOW, [], NOW - 396 * DAY_MS);
    const current = all.findIndex(({ isBackfill }) => isBackfill);
    expect(all.slice(current).every(({ isBackfill }) => isBackfill)).toBe(true);
    for (const { kind, span, isBackfill } of reportSteps(all)) {
      expect([kind, span, isBackfill]).toEqual([kind, span, span.to < NOW - 8 * DAY_MS]);
    }
  });

  it('lets the older bills follow the hours that reach them, newest first', () => {
    const later = plan(nothing(), NOW, [], NOW - 120 * DAY_MS).slice(3);
    const reports = later.filter(({ kind }) => kind !== 'claude-code');
    const starts = reports.map(({ span }) => span.from);
    expect(starts).toEqual([...starts].sort((a, b) => b - a));
    expect(new Set(reports.map(({ kind }) => kind))).toEqual(new Set(['hours', 'days']));
  });

  it('lets Claude Code wait for all of usage and bills, except its newest days', () => {
    const backfill = plan(nothing(), NOW, [], NOW - 120 * DAY_MS).filter((step) => step.isBackfill);
    const kinds = backfill.map(({ kind }) => kind === 'claude-code');
    expect(kinds).toEqual([...kinds].sort());
    expect(new Set(kinds)).toEqual(new Set([false, true]));
  });
});

describe('the steady state', () => {
  it('T7: re-reads the hours of the running UTC day and the open hour, in one page', () => {
    const steps = plan(everything(NOW - 5 * MINUTE_MS));
    expect(spans(steps, 'hours')).toEqual([{ from: TODAY, to: OPEN_TO }]);
  });

  it('T7: shortly after midnight the last six hours of yesterday are read again', () => {
    const now = at('2026-11-21T00:10:00Z');
    const held = everything(now - 5 * MINUTE_MS, hourAt('2026-11-21T01:00:00Z'));
    expect(spans(plan(held, now), 'hours')).toEqual([
      { from: hourAt('2026-11-20T18:00:00Z'), to: hourAt('2026-11-21T01:00:00Z') },
    ]);
  });

  it('T7: exactly on the hour the new hour is open already', () => {
    const now = at('2026-11-21T14:00:00Z');
    const [span] = spans(plan(everything(now), now), 'hours');
    expect(span?.to).toBe(OPEN_TO);
  });

  it('T7: exactly at midnight the bill of the new day is asked for', () => {
    const steps = plan(everything(TODAY, TODAY), TODAY);
    expect(spans(steps, 'days')[0]?.to).toBe(TODAY + DAY_MS);
  });

  it('re-reads the bill of today and yesterday', () => {
    expect(spans(plan(everything()), 'days')).toEqual([
      { from: TODAY - DAY_MS, to: TODAY + DAY_MS },
    ]);
  });

  it('asks for late bills of neighbouring days at once, and for nothing else of them', () => {
    const late = [TODAY - 13 * DAY_MS, TODAY - 12 * DAY_MS, TODAY - 9 * DAY_MS];
    const held = everything();
    const steps = planSync({
      ...{ now: NOW, since: SINCE, coverage: held, edges: [] },
      lateBills: new Set(late),
    });
    expect(spans(steps, 'days')).toEqual([
      { from: TODAY - DAY_MS, to: TODAY + DAY_MS },
      { from: TODAY - 9 * DAY_MS, to: TODAY - 8 * DAY_MS },
      { from: TODAY - 13 * DAY_MS, to: TODAY - 11 * DAY_MS },
    ]);
    expect(spans(steps, 'hours')).toEqual(spans(plan(held), 'hours'));
  });

  it('re-reads the last three closed days once a day, each whole', () => {
    const before = spans(plan(everything(NOW - DAY_MS)), 'hours');
    // What had not settled by then is read again in any case.
    expect(before).toEqual([{ from: hourAt('2026-11-20T08:00:00Z'), to: OPEN_TO }]);
    const after = spans(plan(everything(NOW - DAY_MS - 1)), 'hours');
    expect(after).toEqual([{ from: TODAY - 3 * DAY_MS, to: OPEN_TO }]);
    expect(spans(plan(everything(NOW - DAY_MS - 1)), 'days')).toEqual([
      { from: TODAY - 3 * DAY_MS, to: TODAY + DAY_MS },
    ]);
  });

  it('a closed day read late in part is re-read whole by its oldest hour', () => {
    const held = everything();
    held.hours.set(TODAY - 2 * DAY_MS + 7 * HOUR_MS, NOW - DAY_MS - 1);
    const day = { from: TODAY - 2 * DAY_MS, to: TODAY - DAY_MS };
    expect(spans(plan(held), 'hours')).toEqual([{ from: TODAY, to: OPEN_TO }, day]);
  });

  it('leaves older days alone once they were read a day after their end', () => {
    const held = everything();
    for (const start of held.hours.keys()) {
      if (start < TODAY - 3 * DAY_MS) held.hours.set(start, start + 3 * DAY_MS);
    }
    expect(spans(plan(held), 'hours')).toEqual([{ from: TODAY, to: OPEN_TO }]);
  });

  it('an older day that was last read while it was young is read again', () => {
    const held = everything();
    const day = TODAY - 10 * DAY_MS;
    for (const [start] of fetched(day, day + DAY_MS, HOUR_MS, 0))
      held.hours.set(start, day + DAY_MS);
    expect(spans(plan(held), 'hours')).toContainEqual({ from: day, to: day + DAY_MS });
  });

  it('stays under 1,500 requests a day at five minutes, reset and local midnight included', () => {
    const zone = 'Asia/Kathmandu';
    const from = at('2026-11-22T00:02:00Z');
    const held = everything(from - 5 * MINUTE_MS, floorHour(from));
    let requests = 0;
    let rounds = 0;
    for (let now = from; now < from + DAY_MS; now += 5 * MINUTE_MS) {
      const edges = [weekWindow(now, defaultSettings).from, localDay(now, zone).from];
      const steps = plan(held, now, edges);
      requests += requestsOf(steps);
      rounds += 1;
      take(held, steps, now);
    }
    expect(rounds).toBe(288);
    expect(requests).toBeLessThan(1500);
    expect(requests).toBeGreaterThanOrEqual(3 * rounds);
  });
});

describe('hours that were read before they had settled', () => {
  it('T7: a laptop closed at 22:10 and opened at 09:00 reads the evening again at once', () => {
    const closedAt = at('2026-11-20T22:10:00Z');
    const openedAt = at('2026-11-21T09:00:00Z');
    const held = everything(closedAt, hourAt('2026-11-20T23:00:00Z'));
    expect(spans(plan(held, openedAt), 'hours')).toEqual([
      { from: hourAt('2026-11-20T16:00:00Z'), to: hourAt('2026-11-21T10:00:00Z') },
    ]);
  });

  it('T1: an hour that was read before it began never counts as held, nor one read later than now', () => {
    const someFetch = fc.record({
      hour: fc.nat(20 * 24),
      lead: fc.integer({ min: -30 * DAY_MS, max: 7 * HOUR_MS - 1 }),
    });
    fc.assert(
      fc.property(fc.array(someFetch, { maxLength: 20 }), (fetches) => {
        const held = everything();
        const early = new Set<number>();
        for (const { hour, lead } of fetches) {
          const start = OPEN_TO - HOUR_MS - hour * HOUR_MS;
          held.hours.set(start, start + lead);
          early.add(start);
        }
        const future = OPEN_TO - 19 * DAY_MS;
        held.hours.set(future, NOW + 1);
        const asked = spans(plan(held), 'hours').flatMap(({ from, to }) => [
          ...fetched(from, to, HOUR_MS, 0).keys(),
        ]);
        for (const start of [...early, future]) expect(asked).toContain(start);
      }),
      seeded,
    );
  });
});

describe('days of Claude Code', () => {
  const settled = TODAY + 2 * HOUR_MS;
  const days = (held: Held, now = NOW, since = SINCE) =>
    spans(plan(held, now, [], since), 'claude-code').map(({ from }) => from);

  it('are asked for once they had two hours to settle, one day a request', () => {
    const held = everything(TODAY - 1, TODAY);
    expect(days(held, settled - 1)).toEqual([]);
    expect(days(held, settled)).toEqual([TODAY - DAY_MS]);
    expect(spans(plan(held, settled), 'claude-code')).toEqual([
      { from: TODAY - DAY_MS, to: TODAY },
    ]);
  });

  it('are asked for once, and again only when the answer was young or of another clock', () => {
    const held = everything();
    expect(days(held)).toEqual([]);
    held.claudeCodeDays.set(TODAY - 5 * DAY_MS, TODAY - 4 * DAY_MS + 2 * HOUR_MS - 1);
    held.claudeCodeDays.set(TODAY - 6 * DAY_MS, NOW + 1);
    expect(days(held)).toEqual([TODAY - 5 * DAY_MS, TODAY - 6 * DAY_MS]);
  });

  it('of a long history are read newest first, a month of them a run; only three are current', () => {
    const steps = plan(nothing(), NOW, [], NOW - 396 * DAY_MS).filter(
      ({ kind }) => kind === 'claude-code',
    );
    expect(steps.map(({ span }) => span.from)).toEqual(
      Array.from({ length: 31 }, (_, index) => TODAY - (index + 1) * DAY_MS),
    );
    expect(steps.filter(({ isBackfill }) => !isBackfill)).toHaveLength(3);
  });
});

describe('T1: after a clock that ran ahead', () => {
  it('what was fetched in the future proves nothing and is fetched again', () => {
    const ahead = everything(NOW + 30 * DAY_MS);
    expect(spans(plan(ahead), 'hours')).toEqual(spans(plan(nothing()), 'hours'));
    expect(spans(plan(ahead), 'days')).toEqual(spans(plan(nothing()), 'days'));
  });
});

describe('minutes of a cut hour', () => {
  const edge = at('2026-11-21T10:59:00Z');
  const minuteSteps = (held: Held, edges: readonly number[], now = NOW) =>
    plan(held, now, edges).filter(({ kind }) => kind === 'minutes');
  const hour = hourAt('2026-11-21T10:00:00Z');
  const step: SyncStep = {
    kind: 'minutes',
    span: { from: hour, to: hour + HOUR_MS },
    isBackfill: false,
  };

  it('T4: are asked for once the edge has passed', () => {
    expect(minuteSteps(everything(), [edge], edge - 1)).toEqual([]);
    expect(minuteSteps(everything(), [edge], edge)).toEqual([step]);
  });

  it('T4: are asked for until half an hour after their hour, then never again', () => {
    const held = everything();
    held.minuteHours.set(hour, hour + HOUR_MS + 30 * MINUTE_MS - 1);
    expect(minuteSteps(held, [edge])).toEqual([step]);
    held.minuteHours.set(hour, hour + HOUR_MS + 30 * MINUTE_MS);
    expect(minuteSteps(held, [edge])).toEqual([]);
    held.minuteHours.set(hour, NOW + 1);
    expect(minuteSteps(held, [edge])).toEqual([step]);
  });

  it('T4: two edges in one hour are one step', () => {
    expect(minuteSteps(everything(), [edge, edge, edge - 15 * MINUTE_MS])).toEqual([step]);
  });

  it('an edge on the hour needs none', () => {
    expect(minuteSteps(everything(), [hourAt('2026-11-21T10:00:00Z')])).toEqual([]);
  });

  it('come before the older hours, so that the week is right early', () => {
    const kinds = plan(nothing(), NOW, [edge]).map(({ kind }) => kind);
    expect(kinds.indexOf('minutes')).toBe(3);
  });
});

describe('T8: after a long time off', () => {
  it('forty days away: the days off are fetched in whole pages, and nothing that is final', () => {
    const lastRun = NOW - 40 * DAY_MS;
    const held = {
      hours: fetched(
        NOW - 80 * DAY_MS - (NOW % DAY_MS),
        floorHour(lastRun) + HOUR_MS,
        HOUR_MS,
        lastRun,
      ),
      days: fetched(floorDay(NOW - 80 * DAY_MS), floorDay(lastRun) + DAY_MS, DAY_MS, lastRun),
      minuteHours: new Map<number, number>(),
      claudeCodeDays: fetched(floorDay(NOW - 90 * DAY_MS), floorDay(lastRun), DAY_MS, lastRun),
    };
    const steps = plan(held, NOW, [], NOW - 90 * DAY_MS);
    const missing = spans(steps, 'hours');
    for (let start = floorHour(lastRun) + HOUR_MS; start < OPEN_TO; start += HOUR_MS) {
      expect(missing.some(({ from, to }) => from <= start && start < to)).toBe(true);
    }
    expect(requestsOf(reportSteps(steps))).toBeLessThan(30);
    take(held, steps, NOW);
    const next = plan(held, NOW + 5 * MINUTE_MS, [], NOW - 90 * DAY_MS);
    expect(requestsOf(reportSteps(next))).toBe(3);
  });

  it('a run that failed after any number of steps is planned again for the rest only', () => {
    fc.assert(
      fc.property(fc.nat(plan(nothing()).length), (done) => {
        const held = nothing();
        const first = plan(held);
        take(held, first.slice(0, done), NOW);
        const second = plan(held, NOW + MINUTE_MS);
        const stillOpen = spans(second, 'hours').flatMap(({ from, to }) =>
          [...fetched(from, to, HOUR_MS, 0).keys()].filter(
            (start) => held.hours.has(start) && start < TODAY,
          ),
        );
        expect(stillOpen).toEqual([]);
        const again = spans(second, 'claude-code').filter(({ from }) =>
          held.claudeCodeDays.has(from),
        );
        expect(again).toEqual([]);
        take(held, second, NOW + MINUTE_MS);
        expect(requestsOf(plan(held, NOW + 2 * MINUTE_MS))).toBe(3);
      }),
      seeded,
    );
  });
});

describe('every plan', () => {
  const someNow = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-03-01T00:00:00Z') });
  const someCoverage = (now: number) =>
    fc
      .array(
        fc.record({
          from: fc.nat(60 * 24),
          length: fc.integer({ min: 1, max: 400 }),
          age: fc.nat(5 * DAY_MS),
        }),
        { maxLength: 6 },
      )
      .map((runs): Held => {
        const held = nothing();
        for (const { from, length, age } of runs) {
          const start = floorHour(now) - from * HOUR_MS;
          const span = { from: start, to: Math.min(start + length * HOUR_MS, ceilHour(now + 1)) };
          take(held, [{ kind: 'hours', span, isBackfill: false }], now - age);
        }
        return held;
      });
  const someCase = someNow.chain((now) =>
    fc.record({
      now: fc.constant(now),
      held: someCoverage(now),
      reach: fc.integer({ min: 0, max: 120 * DAY_MS }),
    }),
  );

  it('asks for no bucket twice, each step within one page, aligned, none in the future', () => {
    fc.assert(
      fc.property(someCase, ({ now, held, reach }) => {
        const steps = plan(held, now, [], now - reach);
        for (const [kind, widthMs, most, end] of [
          ['hours', HOUR_MS, 168, ceilHour(now + 1)],
          ['days', DAY_MS, 31, floorDay(now) + DAY_MS],
        ] as const) {
          const asked = spans(steps, kind).flatMap(({ from, to }) => [
            ...fetched(from, to, widthMs, 0).keys(),
          ]);
          expect(new Set(asked).size).toBe(asked.length);
          for (const { from, to } of spans(steps, kind)) {
            expect(from % widthMs).toBe(0);
            expect((to - from) / widthMs).toBeLessThanOrEqual(most);
            expect(to).toBeLessThanOrEqual(end);
          }
        }
      }),
      { ...seeded, numRuns: 100 },
    );
  });

  it('T6, T7: once it was followed, every hour wanted is held and the open one is fresh', () => {
    fc.assert(
      fc.property(someCase, ({ now, held, reach }) => {
        take(held, plan(held, now, [], now - reach), now);
        const wanted = [...fetched(floorDay(now - reach), now + 1, HOUR_MS, 0).keys()];
        expect(wanted.filter((start) => !held.hours.has(start))).toEqual([]);
        const ofToday = wanted.filter((start) => start >= floorDay(now));
        expect(ofToday.filter((start) => held.hours.get(start) !== now)).toEqual([]);
      }),
      { ...seeded, numRuns: 100 },
    );
  });
});
