import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekWindow } from '../../../src-main/core/limits/week-window.js';
import { planSync } from '../../../src-main/core/sync/plan-sync.js';
import { localDay } from '../../../src-main/core/usage/local-day.js';
import { defaultSettings } from '../../../src-main/shared/settings.js';
import { DAY_MS, floorDay, floorHour, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { seeded } from '../../fakes/arbitraries.js';
import { at, fetched, hourAt } from '../../fakes/figures.js';
import {
  everything,
  FIRST,
  NOW,
  nothing,
  OPEN_TO,
  plan,
  reportSteps,
  requestsOf,
  SINCE,
  spans,
  TODAY,
  take,
} from './plan-of-held.js';

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
