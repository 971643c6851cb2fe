import { describe, expect, test } from 'vitest';
import { floorHour, HOUR_MS, MINUTE_MS } from '../../src-main/shared/units.js';
import { at } from '../fakes/figures.js';
import { startFront } from './support/front.js';
import { expectUnharmed, LATER, tokensByHour } from './support/healthy-figures.js';
import { expectHealed } from './support/refused.js';
import { NOW, strike } from './support/world.js';

const BOTH = ['legacy', 'analytics'] as const;

describe.each(BOTH)('two usage answers that disagree, %s pair', (pair) => {
  interface Row {
    readonly starting_at: string;
    readonly results?: readonly { readonly context_window: unknown; readonly amount?: unknown }[];
    readonly usage?: unknown;
    readonly group?: { readonly context_window: unknown };
  }
  /** The answer that prices lacks all use of one hour, which the answer by user tells. */
  const without = (hour: number) => (text: string) => {
    const page: { readonly data?: readonly Row[] } = JSON.parse(text);
    if (!Array.isArray(page.data)) return text;
    const isOdd = ({ starting_at }: Row) => at(starting_at) === hour;
    const isPriced = ({ results, usage, group }: Row) =>
      (usage !== undefined && group?.context_window != null) ||
      results?.some((row) => row.amount === undefined && row.context_window != null) === true;
    const data = page.data.flatMap((row: Row) => {
      if (!isOdd(row) || !isPriced(row)) return [row];
      return row.results ? [{ ...row, results: [] }] : [];
    });
    return JSON.stringify({ ...page, data });
  };

  test('the hour is left out alone, told, asked for again, and the rest is the served truth', async () => {
    const odd = floorHour(NOW) + 15 * HOUR_MS;
    let isOdd = true;
    const world = await strike('A1', 0, {
      pair,
      after: 1_000,
      front: (api) => startFront(api, { answer: (text) => (isOdd ? without(odd)(text) : text) }),
    });
    const clean = await strike('A1', 0, { pair, after: 1_000 });
    expect(await clean.sync()).toBeNull();
    expect(await world.sync()).toBeNull();
    const { sync } = world.parts.tidemark.readSnapshot();
    expect(sync.failure).toMatchObject({ kind: 'reports-disagree', mustAct: false });
    expect(sync.lastSuccessAt).toBe(LATER);
    expect(sync.coverage.gaps).toContainEqual({ from: odd, to: odd + HOUR_MS });
    const others = tokensByHour(clean, pair).filter(({ start }) => start !== odd);
    expect(others).toHaveLength(tokensByHour(clean, pair).length - 1);
    expect(tokensByHour(world, pair)).toEqual(others);
    expect(world.figures(pair).cost_day).toEqual(clean.figures(pair).cost_day);
    isOdd = false;
    await expectHealed(world, pair);
  });
});

describe.each(BOTH)('an empty source, %s pair', (pair) => {
  test.each([0, 1])(
    'A35 (play %i): what had use is kept, said to be empty at the source, and asked again',
    async (variant) => {
      const world = await strike('A35', variant, { pair, laterMs: 10 * MINUTE_MS });
      expect(await world.sync()).toBeNull();
      const { sync } = world.parts.tidemark.readSnapshot();
      expect(sync.failure).toMatchObject({
        kind: 'source-empty',
        title: expect.stringMatching(/^Anthropic now reports nothing/),
        mustAct: false,
      });
      expect(world.figures()).toEqual(world.before);
      const leftOut = world.log().filter(({ event }) => event !== 'peaks-untold');
      expect(leftOut).toMatchObject([
        { event: 'sync-left-out', kind: 'source-empty' },
        { event: 'sync-left-out', kind: 'source-empty' },
      ]);
      const { requests } = world.service.simulator;
      const asked = requests.length;
      world.clock.advance(5 * MINUTE_MS);
      expect(await world.sync()).toBeNull();
      // The same questions but for whose figures these are.
      expect(requests.length - asked).toBeGreaterThanOrEqual(2);
      expect(world.figures()).toEqual(world.before);
      await expectHealed(world, pair);
    },
  );

  test('A35 (play 2): a list that begins with an empty page is read to its end', async () => {
    await expectUnharmed(await strike('A35', 2, { pair }), pair);
  });
});
