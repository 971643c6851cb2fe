import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listChanges } from '../../../../src-main/core/limits/published/list-changes.js';
import { mergeLimits } from '../../../../src-main/core/limits/published/merge-limits.js';
import type { HeldLimit, PublishedLimit } from '../../../../src-main/shared/usage.js';
import { seeded } from '../../../fakes/arbitraries.js';
import { label, rateLimit } from '../../../fakes/figures.js';

const WORKSPACES = [label({ id: 'wrkspc_a', name: 'Harbour' })];
type Reading = readonly [at: number, limits: readonly PublishedLimit[]];

/** What is held after the readings, one after the other. */
function heldAfter(readings: readonly Reading[]): readonly HeldLimit[] {
  let held: readonly HeldLimit[] = [];
  for (const [at, read] of readings) {
    const written = mergeLimits(held, read, () => true, at);
    const isEnded = (limit: HeldLimit) =>
      written.some((one) => one.until !== null && nameOf(one) === nameOf(limit));
    held = [...held.filter((limit) => limit.until !== null || !isEnded(limit)), ...written];
  }
  return held;
}
const nameOf = (limit: HeldLimit) => `${limit.group} ${limit.limiter} ${limit.since}`;
const changes = (...readings: readonly Reading[]) => listChanges(heldAfter(readings), WORKSPACES);

describe('what became of published limits', () => {
  it('the first sight of everything is no change', () => {
    const own = rateLimit(5, { workspaceId: 'wrkspc_a' });
    expect(changes([10, [rateLimit(100), own]], [20, [rateLimit(100), own]])).toEqual([]);
  });

  it('another value is told with the one before, newest first', () => {
    const own = (value: number) => rateLimit(value, { workspaceId: 'wrkspc_a' });
    const told = changes([10, [own(100)]], [20, [own(200)]], [30, [own(50)]]);
    expect(told).toMatchObject([
      { at: 30, kind: 'rate', workspaceName: 'Harbour', before: 200, after: 50 },
      { at: 20, before: 100, after: 200, isNew: false, isGone: false },
    ]);
  });

  it('what appears later is new, what is no longer told is gone, and may come back', () => {
    const other = rateLimit(7, { limiter: 'requests_per_minute' });
    const told = changes(
      [10, [rateLimit(100)]],
      [20, [rateLimit(100), other]],
      [30, [rateLimit(100)]],
      [40, [rateLimit(100), other]],
    );
    expect(
      told.map(({ at, before, after, isNew, isGone }) => [at, before, after, isNew, isGone]),
    ).toEqual([
      [40, null, 7, true, false],
      [30, 7, null, false, true],
      [20, null, 7, true, false],
    ]);
  });

  it('a cap that is lifted is a change to none, and is not gone', () => {
    expect(changes([10, [rateLimit(100)]], [20, [rateLimit(null)]])).toMatchObject([
      { before: 100, after: null, isNew: false, isGone: false },
    ]);
  });

  it('another list of models is no change of the limit', () => {
    const models = ['claude-sonnet-4-5', 'claude-sonnet-4-6'];
    expect(changes([10, [rateLimit(100)]], [20, [rateLimit(100, { models })]])).toEqual([]);
  });

  it('the first caps on spend are no change, though rate limits were known before', () => {
    const cap = rateLimit(9, { kind: 'spend', group: 'organization', models: null });
    expect(changes([10, [rateLimit(100)]], [20, [rateLimit(100), cap]])).toEqual([]);
  });

  it('A28: a cap in another currency is left out, for a change is in dollars', () => {
    const cap = (value: number) =>
      rateLimit(value, { kind: 'spend', models: null, currency: 'EUR' });
    expect(changes([10, [cap(1)]], [20, [cap(2)]])).toEqual([]);
  });

  it('whatever was read, the changes of a limit lead from its first value to its last', () => {
    const someReadings = fc.array(fc.option(fc.nat(3)), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(someReadings, (values) => {
        const other = rateLimit(1, { group: 'always' });
        const told = changes(
          ...values.map(
            (value, index): Reading => [
              10 * (index + 1),
              value === null ? [other] : [other, rateLimit(value)],
            ],
          ),
        );
        let now = values[0] ?? null;
        for (const { before, after } of [...told].reverse()) {
          expect(before).toBe(now);
          expect(after).not.toBe(before);
          now = after;
        }
        expect(now).toBe(values.at(-1) ?? null);
      }),
      seeded,
    );
  });
});
