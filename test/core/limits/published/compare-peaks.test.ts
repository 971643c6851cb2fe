import { describe, expect, it } from 'vitest';
import type { MinutePeak } from '../../../../src-main/core/limits/limit-ports.js';
import {
  comparePeaks,
  type PeakFacts,
} from '../../../../src-main/core/limits/published/compare-peaks.js';
import {
  DAY_MS,
  floorHour,
  HOUR_MS,
  type HourStart,
  MINUTE_MS,
  type MinuteStart,
} from '../../../../src-main/shared/units.js';
import type { HeldLimit } from '../../../../src-main/shared/usage.js';
import { at, label, rateLimit } from '../../../fakes/figures.js';

const NOW = at('2026-11-21T14:20:00Z');
const TO = floorHour(NOW);
const LONG_AGO = NOW - 30 * DAY_MS;
const GROUP = 'claude-sonnet-4-5';

const held = (value: number | null, some: Partial<HeldLimit> = {}): HeldLimit => ({
  ...rateLimit(value),
  since: LONG_AGO,
  until: null,
  ...some,
});
const hour = (before: number) => (TO - before * HOUR_MS) as HourStart;
const peak = (before: number, value: number, some: Partial<MinutePeak> = {}): MinutePeak => ({
  hour: hour(before),
  group: GROUP,
  limiter: 'output_tokens_per_minute',
  value,
  at: (hour(before) + 7 * MINUTE_MS) as MinuteStart,
  ...some,
});
/** The last so many hours, looked at a moment ago. */
const seenHours = (count: number, when = NOW - MINUTE_MS) =>
  new Map(Array.from({ length: count }, (_, index) => [hour(index + 1), when]));
const compare = (some: Partial<PeakFacts>) =>
  comparePeaks({
    limits: [held(100)],
    peaks: [],
    seen: seenHours(168),
    unused: new Set(),
    workspaces: [],
    now: NOW,
    ...some,
  });

describe('a published rate limit beside the busiest minute', () => {
  it('tells when it was and how near to the cap, of a day and of a week', () => {
    const [load] = compare({ peaks: [peak(3, 40), peak(5, 20), peak(80, 90)] });
    expect(load).toMatchObject({
      workspaceId: null,
      workspaceName: null,
      group: 'claude-sonnet',
      limiter: 'output_tokens_per_minute',
      value: 100,
      since: LONG_AGO,
      day: { value: 40, at: peak(3, 40).at, percent: 40, hours: { seen: 24, of: 24 } },
      week: { value: 90, at: peak(80, 90).at, percent: 90, hours: { seen: 168, of: 168 } },
    });
  });

  it('may be above the cap: minutes of the clock are not those of the limiter', () => {
    expect(compare({ peaks: [peak(3, 130)] })[0]?.day?.percent).toBe(130);
  });

  it('null is never zero: without an hour that was looked at there is no peak', () => {
    expect(compare({ seen: new Map() })[0]).toMatchObject({ day: null, week: null });
    expect(compare({ seen: new Map([[hour(30), NOW - HOUR_MS]]) })[0]).toMatchObject({
      day: null,
      week: { value: 0, percent: 0, hours: { seen: 1, of: 168 } },
    });
  });

  it('an hour without any use needs no look, and the hours not seen are told', () => {
    const facts = { seen: seenHours(2), unused: new Set([hour(3), hour(30)]), peaks: [peak(2, 9)] };
    expect(compare(facts)[0]).toMatchObject({
      day: { value: 9, hours: { seen: 3, of: 24 } },
      week: { value: 9, hours: { seen: 4, of: 168 } },
    });
  });

  it('slides: an hour that is a week old goes, and the running one is not in it', () => {
    const peaks = [peak(168, 50), peak(0, 99)];
    expect(compare({ peaks })[0]?.week?.value).toBe(50);
    const seen = new Map([...seenHours(168), [hour(0), NOW + HOUR_MS]]);
    const [later] = compare({ peaks, seen, now: NOW + HOUR_MS });
    expect(later?.week).toMatchObject({ value: 99, hours: { seen: 168, of: 168 } });
  });

  it('takes the newest of equal peaks', () => {
    expect(compare({ peaks: [peak(9, 40), peak(3, 40)] })[0]?.day?.at).toBe(peak(3, 40).at);
  });

  it('has no percentage without a cap', () => {
    const [load] = compare({ limits: [held(null)], peaks: [peak(3, 40)] });
    expect(load?.day).toMatchObject({ value: 40, percent: null });
    expect(load?.isFirst).toBe(false);
  });

  it('a look from before the models were grouped so is none', () => {
    const models = ['claude-sonnet-4-5', 'claude-sonnet-4-6'];
    const since = NOW - 2 * DAY_MS;
    const limits = [held(100, { until: since }), held(100, { models, since })];
    const seen = new Map([...seenHours(30, NOW - 3 * DAY_MS), ...seenHours(10)]);
    const peaks = [peak(20, 80), peak(5, 30, { group: models.join(',') })];
    expect(compare({ limits, seen, peaks })).toMatchObject([
      { models, week: { value: 30, hours: { seen: 10, of: 168 } } },
    ]);
  });

  it('a look dated in the future proves nothing', () => {
    expect(compare({ seen: seenHours(168, NOW + 1) })[0]?.week).toBeNull();
  });

  it('requests are not zero where no used hour was counted: idle hours say nothing of them', () => {
    const limits = [held(50, { limiter: 'requests_per_minute' })];
    expect(compare({ limits, peaks: [peak(2, 900)] })[0]).toMatchObject({ day: null, week: null });
    expect(compare({ limits, peaks: [] })[0]?.day).toMatchObject({ value: 0 });
  });

  it('requests are known of the hours in which they were counted only', () => {
    const limits = [held(50, { limiter: 'requests_per_minute' })];
    const requests = { limiter: 'requests_per_minute' } as const;
    const peaks = [peak(2, 900), peak(3, 900), peak(3, 4, requests)];
    expect(compare({ limits, peaks })[0]?.week).toMatchObject({
      value: 4,
      hours: { seen: 167, of: 168 },
    });
  });

  it.each(['input_tokens_per_minute', 'fast_otpm', 'tokens_per_day'])(
    '%s is not what minutes are counted by: no peak is held against it',
    (limiter) => {
      const input = { limiter: 'input_tokens_per_minute' } as const;
      const [load] = compare({ limits: [held(100, { limiter })], peaks: [peak(2, 9, input)] });
      expect(load).toMatchObject({ limiter, value: 100, day: null, week: null });
    },
  );

  it('input is held against the limit that does not count reads of the cache', () => {
    const limits = [held(100, { limiter: 'input_tokens_per_minute_cache_aware' })];
    const [load] = compare({ limits, peaks: [peak(2, 9, { limiter: 'input_tokens_per_minute' })] });
    expect(load?.day?.value).toBe(9);
  });

  it('a limit of a workspace names it and has no peak: minutes are of the whole organization', () => {
    const own = (workspaceId: string) => held(100, { workspaceId });
    const loads = compare({
      limits: [own('wrkspc_b'), own('wrkspc_a'), held(100)],
      workspaces: [label({ id: 'wrkspc_a', name: 'Harbour' })],
      peaks: [peak(2, 9)],
    });
    expect(loads.map(({ workspaceName, week }) => [workspaceName, week?.value ?? null])).toEqual([
      [null, 9],
      ['Harbour', null],
      ['wrkspc_b', null],
    ]);
  });

  it('limits that ended, and caps on spend, are not among them', () => {
    const limits = [held(1, { until: NOW }), held(2, { kind: 'spend', models: null }), held(3)];
    expect(compare({ limits }).map(({ value }) => value)).toEqual([3]);
  });
});

describe('which limiter binds first', () => {
  const limits = [
    held(1000),
    held(50, { limiter: 'requests_per_minute' }),
    held(1000, { limiter: 'input_tokens_per_minute_cache_aware' }),
    held(10, { group: 'claude-opus', models: ['claude-opus-5'] }),
  ];
  const firsts = (peaks: readonly MinutePeak[]) =>
    compare({ limits, peaks })
      .filter(({ isFirst }) => isFirst)
      .map(({ group, limiter }) => `${group} ${limiter}`);

  it('is the one of each group that came nearest to its cap', () => {
    const peaks = [
      peak(2, 300),
      peak(2, 20, { limiter: 'requests_per_minute' }),
      peak(40, 350, { limiter: 'input_tokens_per_minute' }),
      peak(2, 1, { group: 'claude-opus-5' }),
    ];
    expect(firsts(peaks)).toEqual([
      'claude-opus output_tokens_per_minute',
      'claude-sonnet requests_per_minute',
    ]);
  });

  it('is none where nothing was used', () => {
    expect(firsts([])).toEqual([]);
  });
});
