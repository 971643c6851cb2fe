import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SyncStep } from '../../../src-main/core/sync/plan-sync.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { seeded } from '../../fakes/arbitraries.js';
import { at, fetched, hourAt } from '../../fakes/figures.js';
import {
  everything,
  type Held,
  NOW,
  nothing,
  OPEN_TO,
  plan,
  SINCE,
  spans,
  TODAY,
} from './plan-of-held.js';

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
