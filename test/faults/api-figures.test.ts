import { describe, expect, test } from 'vitest';
import type { FailureKind } from '../../src-main/shared/failure.js';
import { HOUR_MS } from '../../src-main/shared/units.js';
import type { Table } from './support/figures-in.js';
import { startFront, withPagesOf } from './support/front.js';
import { expectUnharmed } from './support/healthy-figures.js';
import { expectHealed, expectRefused } from './support/refused.js';
import { NOW, strike } from './support/world.js';

const BOTH = ['legacy', 'analytics'] as const;
const BILLS = ['cost_day', 'cost_hour'] as const satisfies readonly Table[];
const UNREAD = { kind: 'unexpected-response', title: 'An answer could not be read' } as const;
const refused = [
  ['A23', 0, 'a required field is missing', 1, /^unexpected value at data\.0\.\w+$/],
  ['A23', 1, 'a required field has another type', 1, /^unexpected value at data\.0\.\w+$/],
  ['A25', 0, 'a negative count', 0, /output_tokens$/],
  ['A26', 0, 'a count as text', 0, /output_tokens$/],
  ['A26', 1, 'a count with a fraction', 0, /output_tokens$/],
  ['A26', 2, 'a count of 1e400', 0, /output_tokens$/],
  ['A26', 4, 'a count beyond what is exact', 0, /output_tokens$/],
  ['A27', 0, 'an amount that is no decimal text', 0, /amount$/],
  ['A27', 1, 'an amount as a number', 0, /amount$/],
  ['A30', 0, 'intervals that overlap', 0, /ending_at$/],
  ['A31', 0, 'an interval that is not aligned', 0, /starting_at$/],
] as const;

describe.each(BOTH)('answers refused as a whole, %s pair', (pair) => {
  test.each(refused)('%s (play %i): %s', async (id, variant, _what, after, detail) => {
    const world = await strike(id, variant, { pair, after });
    await expectRefused(world, { ...UNREAD, detail, ...(id === 'A27' ? { tables: BILLS } : {}) });
    await expectHealed(world, pair);
  });

  test('A26 (play 3): NaN in the text is no JSON', async () => {
    const world = await strike('A26', 3, { pair });
    await expectRefused(world, { kind: 'incomplete', title: 'An answer was incomplete', tries: 5 });
    await expectHealed(world, pair);
  });

  test('A32: more that is announced and not named leaves the window incomplete', async () => {
    const world = await strike('A32', 0, { pair });
    await expectRefused(world, { kind: 'incomplete', title: 'An answer was incomplete' });
    await expectHealed(world, pair);
  });

  test('A33: a token that comes again is not followed a third time', async () => {
    const world = await strike('A33', 0, { pair });
    expect(await world.sync()).toMatchObject({ kind: 'incomplete' satisfies FailureKind });
    // Whose figures, the first page, the second, which names itself.
    expect(world.service.simulator.requests).toHaveLength(3);
    expect(world.figures()).toEqual(world.before);
    expect(world.log()).toMatchObject([{ event: 'sync-failed', kind: 'incomplete' }]);
    expect(world.parts.tidemark.readSnapshot().sync.isStale).toBe(true);
    await expectHealed(world, pair);
  });
});

test.each([0, 1])(
  'A23 (play %i): of an organization without an id nothing is believed',
  async (variant) => {
    const world = await strike('A23', variant, { after: 0 });
    await expectRefused(world, { ...UNREAD, detail: /^unexpected value at id$/ });
    await expectHealed(world);
  },
);

test('A30 (play 2): a row outside the span that was asked for refuses the answer', async () => {
  const world = await strike('A30', 2, { pair: 'analytics' });
  expect(await world.sync()).toMatchObject({ kind: 'unexpected-response' });
  expect(world.figures()).toEqual(world.before);
  expect(world.log()).toMatchObject([{ event: 'sync-failed', detail: 'bucket outside the span' }]);
  await expectHealed(world, 'analytics');
});

describe.each([
  ['legacy', 10],
  ['analytics', 40],
] as const)('pages, %s pair', (pair, perPage) => {
  const front = { front: (api: { url: string }) => startFront(api, withPagesOf(perPage)) };

  test('A29: a bucket or row that is told again on the next page is counted once', async () => {
    const world = await strike('A29', 0, { pair, ...front });
    await expectUnharmed(world, pair);
    expect(
      world.service.simulator.requests.filter(({ query }) => query.includes('page=')),
    ).not.toEqual([]);
  });

  test('A30 (play 1): buckets out of order are put in order', async () => {
    const world = await strike('A30', 1, { pair, ...front });
    await expectUnharmed(world, pair);
  });

  test('A34: a page token that has grown old starts the window again, once', async () => {
    const world = await strike('A34', 0, { pair, ...front });
    await expectUnharmed(world, pair);
    expect(
      world.service.simulator.requests
        .filter(({ status }) => status === 400)
        .map(({ path }) => path),
    ).toHaveLength(2);
  });

  test('A34: a token that is refused again ends the window, and nothing partial is stored', async () => {
    const world = await strike('A34', 1, { pair, ...front });
    expect(await world.sync()).toMatchObject({ kind: 'bad-request' });
    const { requests } = world.service.simulator;
    const withToken = requests.map(({ query }) => query.includes('page='));
    expect(withToken.slice(-4)).toEqual([false, true, false, true]);
    // Where the analytics refuse a question of theirs, the legacy pair is asked.
    expect(withToken.filter(Boolean)).toHaveLength(pair === 'legacy' ? 2 : 4);
    expect(world.figures()).toEqual(world.before);
    await expectHealed(world, pair, NOW + 75 * HOUR_MS);
  });
});

test('A29 (play 1): the same row twice on one page is counted once', async () => {
  await expectUnharmed(await strike('A29', 1, { pair: 'analytics' }), 'analytics');
});
