import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeLimits } from '../../../../src-main/core/limits/published/merge-limits.js';
import type { HeldLimit, PublishedLimit } from '../../../../src-main/shared/usage.js';
import { seeded } from '../../../fakes/arbitraries.js';
import { rateLimit } from '../../../fakes/figures.js';
import { openUnclosedStore } from '../../../fakes/memory-store.js';

const everything = () => true;
const keyOf = ({ kind, workspaceId, group, limiter }: PublishedLimit) =>
  JSON.stringify([kind, workspaceId, group, limiter]);
const merge = (
  held: readonly HeldLimit[],
  read: readonly PublishedLimit[],
  now = 20,
  isAsked: (limit: PublishedLimit) => boolean = everything,
) => mergeLimits(held, read, isAsked, now);
const held = (value: number | null, some: Partial<HeldLimit> = {}): HeldLimit => ({
  ...rateLimit(value),
  since: 10,
  until: null,
  ...some,
});

describe('what a reading of published limits changes', () => {
  it('the first one begins them all', () => {
    expect(merge([], [rateLimit(5)])).toEqual([held(5, { since: 20 })]);
  });

  it('the same again changes nothing, whatever the order of the models', () => {
    const both = ['claude-a', 'claude-b'];
    expect(merge([held(5, { models: both })], [rateLimit(5, { models: both })])).toEqual([]);
    const turned = rateLimit(5, { models: ['claude-b', 'claude-a'] });
    expect(merge([held(5, { models: both })], [turned])).toEqual([]);
  });

  it('groups of one name are told apart by their models, in whatever order they come', () => {
    const groups = [
      rateLimit(5, { group: 'model_group', models: ['claude-a'] }),
      rateLimit(9, { group: 'model_group', models: ['claude-b', 'claude-c'] }),
    ];
    const begun = merge([], groups);
    expect(begun.map(({ group, value }) => [group, value])).toEqual([
      ['model_group: claude-a', 5],
      ['model_group: claude-b, claude-c', 9],
    ]);
    expect(merge(begun, groups.toReversed(), 30)).toEqual([]);
  });

  it('two currencies are two limits', () => {
    const both = [
      rateLimit(5, { kind: 'spend' }),
      rateLimit(5, { kind: 'spend', currency: 'EUR' }),
    ];
    expect(merge([], both)).toHaveLength(2);
  });

  it('T1: a clock that went back ends no limit before it began', () => {
    expect(merge([held(5)], [], 3)).toEqual([held(5, { until: 10 })]);
  });

  it('another value ends the old limit and begins the new one at the same instant', () => {
    expect(merge([held(5)], [rateLimit(7)])).toEqual([
      held(5, { until: 20 }),
      held(7, { since: 20 }),
    ]);
  });

  it('no numeric cap is another value than any number', () => {
    expect(merge([held(0)], [rateLimit(null)])).toHaveLength(2);
  });

  it('other models are a change too', () => {
    expect(merge([held(5)], [rateLimit(5, { models: ['claude-opus-9'] })])).toHaveLength(2);
    expect(merge([held(5)], [rateLimit(5, { models: null })])).toHaveLength(2);
  });

  it('one that is gone ends; one that was not asked for stays', () => {
    expect(merge([held(5)], [])).toEqual([held(5, { until: 20 })]);
    expect(merge([held(5)], [], 20, () => false)).toEqual([]);
  });

  it('one that comes back begins anew and leaves the old time as it was', () => {
    expect(merge([held(5, { until: 15 })], [rateLimit(5)])).toEqual([held(5, { since: 20 })]);
  });

  it('one told twice in a reading counts once', () => {
    expect(merge([], [rateLimit(5), rateLimit(5)])).toHaveLength(1);
    expect(merge([held(5)], [rateLimit(5), rateLimit(9)])).toEqual([]);
  });
});

describe('the history of limits', () => {
  it('tells for every instant exactly the last reading at or before it', () => {
    const someLimit = fc
      .record({
        workspaceId: fc.constantFrom(null, 'wrkspc_a', 'wrkspc_b'),
        group: fc.constantFrom('sonnet', 'opus'),
        value: fc.constantFrom(null, 0, 5, 7),
        models: fc.constantFrom(null, ['claude-a'], ['claude-a', 'claude-b']),
      })
      .map((some) => rateLimit(5, some));
    const someReading = fc.record({
      pause: fc.integer({ min: 1, max: 5 }),
      limits: fc.uniqueArray(someLimit, { maxLength: 6, selector: keyOf }),
    });
    fc.assert(
      fc.property(fc.array(someReading, { minLength: 1, maxLength: 8 }), (readings) => {
        const store = openUnclosedStore();
        const told: { readonly at: number; readonly limits: readonly PublishedLimit[] }[] = [];
        let now = 0;
        for (const { pause, limits } of readings) {
          now += pause;
          expect(
            store.savePublishedLimits(merge(store.readPublishedLimits(), limits, now)).ok,
          ).toBe(true);
          told.push({ at: now, limits });
        }
        const history = store.readPublishedLimits();
        store.close();
        for (let instant = 0; instant <= now + 1; instant += 1) {
          const valid = history
            .filter(({ since, until }) => since <= instant && (until === null || instant < until))
            .map(({ since: _, until: __, ...limit }) => limit);
          const expected = told.findLast(({ at }) => at <= instant)?.limits ?? [];
          const sorted = (limits: readonly PublishedLimit[]) =>
            [...limits].sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
          expect(sorted(valid)).toEqual(sorted(expected));
        }
      }),
      { ...seeded, numRuns: 100 },
    );
  });
});
