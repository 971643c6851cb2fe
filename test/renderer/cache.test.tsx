// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { CacheQuery } from '../../src-main/shared/cache.js';
import { noteFailure } from '../../src-main/shared/failure.js';
import type { Bridge } from '../../src-main/shared/ipc-contract.js';
import { DAY_MS, HOUR_MS } from '../../src-main/shared/units.js';
import { columnsOfCache, drawCache, layoutCache } from '../../src-renderer/charts/draw-cache.js';
import { useWindow } from '../../src-renderer/store.js';
import { type CacheFlaws, cacheUse, cacheWorkspaces, inventCache } from '../fixtures/cache.js';
import { NOW, snapshots } from '../fixtures/snapshots.js';
import { closeApp, renderApp, shownText } from './render-app.js';

afterEach(closeApp);

async function renderCache(overrides: Partial<Bridge> = {}) {
  const bridge = await renderApp(snapshots.fine, overrides);
  await act(async () => bridge.emitView('cache'));
  return bridge;
}
const flawed = (flaws: CacheFlaws): Partial<Bridge> => ({
  readCache: async (query) => ({ ok: true, value: inventCache(query, flaws) }),
});
const pick = (name: string) => act(async () => screen.getByRole('radio', { name }).click());
const press = (key: string) =>
  act(async () => void fireEvent.keyDown(screen.getByRole('slider'), { key }));
// The fake bridge keeps the argument of each call as it came.
const queries = (bridge: Awaited<ReturnType<typeof renderApp>>) =>
  bridge.calls.filter(([name]) => name === 'readCache').map(([, query]) => query as CacheQuery);
const card = (name: string) => within(screen.getByRole('region', { name }));
const wordsOf = (name: string) =>
  (screen.getByRole('region', { name }).textContent ?? '').replace(
    /[\u2068\u2069]|: where this comes from/gu,
    '',
  );

describe('the rate', () => {
  it('stands with its word, its tokens and its target', async () => {
    await renderCache();
    const words = wordsOf('Read from cache');
    expect(words).toContain('79 %below targetof 179 M input tokens in 30 days');
    expect(card('Read from cache').getByRole('img').getAttribute('aria-label')).toBe(
      'Cache efficiency 79 %; the target is 85 %',
    );
  });

  it.each([
    [0.85, '85 %on target'],
    [0.8499, '84.9 %below target'],
    [0.8449, '84 %below target'],
    [0.5, '50 %below target'],
    [0.4999, '49.9 %low'],
  ])('of %d is %s, in figures and words alike', async (rate, words) => {
    await renderCache(flawed({ total: cacheUse(1 - rate, 0, rate) }));
    expect(wordsOf('Read from cache')).toContain(words);
  });

  it('names the workspace with most to gain and what probably keeps it', async () => {
    await renderCache();
    expect(shownText()).toContain(
      'Claude Code reads 41 % from cache: much is written and not read again, so its prompts probably change near their start or come too far apart.',
    );
    await renderCache(
      flawed({ workspaces: [{ id: 'a', label: 'Batch', ...cacheUse(9, 1, 2, null, null) }] }),
    );
    expect(shownText()).toContain(
      'Batch reads 17 % from cache: much of its input is not marked for the cache.',
    );
  });

  it('says that nobody need act where all are on target', async () => {
    await renderCache(flawed({ workspaces: cacheWorkspaces.slice(0, 1) }));
    expect(shownText()).toContain('Nothing to do: the cache answers most of the input');
  });
});

describe('the money', () => {
  it('is an estimate that says from where', async () => {
    await renderCache();
    const words = wordsOf('Saved by caching');
    expect(words).toContain('$41.20in 30 days,by our price table');
    expect(words).toContain('Would be saved besides at 85 %$5.77');
    const source = card('Saved by caching').getByRole('button', { name: /^estimate/ });
    await act(async () => source.click());
    expect(wordsOf('Saved by caching')).toContain('all of this input uncached - as it was');
  });

  it('that caching lost is called lost', async () => {
    await renderCache(flawed({ total: cacheUse(1, 9, 0, -1.25, 2) }));
    expect(wordsOf('Lost by caching')).toContain('$1.25');
    expect(shownText()).toContain('Writing to the cache cost more than reading from it saved.');
  });

  it('without a price is a dash and names the model', async () => {
    await renderCache(
      flawed({
        total: cacheUse(1, 1, 2, null, null),
        unpriced: [{ model: 'claude-of-tomorrow', tokens: 2_100_000 }],
      }),
    );
    expect(wordsOf('Saved by caching')).toContain('No price is known for any of it.');
    expect(wordsOf('Saved by caching')).not.toContain('$');
    expect(shownText()).toContain('left out of savings: claude-of-tomorrow (2.1 M tokens)');
  });

  it('at the target has nothing more to gain', async () => {
    await renderCache(flawed({ total: cacheUse(1, 0, 20) }));
    expect(shownText()).toContain('Each model of each workspace is at the target.');
  });
});

describe('the choices', () => {
  it('ask for whole UTC buckets up to the one still filling', async () => {
    const bridge = await renderCache();
    const tomorrow = NOW - (NOW % DAY_MS) + DAY_MS;
    expect(queries(bridge)).toEqual([{ from: tomorrow - 30 * DAY_MS, to: tomorrow, grain: 'day' }]);
    await pick('7 d');
    const nextHour = NOW - (NOW % HOUR_MS) + HOUR_MS;
    expect(queries(bridge).at(-1)).toEqual({
      from: nextHour - 7 * DAY_MS,
      to: nextHour,
      grain: 'hour',
    });
    await pick('Day');
    expect(queries(bridge).at(-1)?.grain).toBe('day');
    await pick('13 mo');
    expect(queries(bridge).at(-1)?.grain).toBe('week');
    expect(screen.queryByRole('radio', { name: 'Month' })).toBeNull();
  });

  it('made for months in the history become weeks here', async () => {
    const bridge = await renderApp(snapshots.fine);
    await act(async () => useWindow.getState().choose({ range: '13mo', grain: 'month' }));
    await act(async () => bridge.emitView('cache'));
    expect(queries(bridge).at(-1)?.grain).toBe('week');
  });

  it('ask again when new figures were fetched, not at every tick', async () => {
    const bridge = await renderCache();
    await act(async () => bridge.emitTick(NOW + 5000));
    expect(queries(bridge)).toHaveLength(1);
    const { sync } = snapshots.fine;
    await act(async () =>
      bridge.emitSnapshot({ ...snapshots.fine, sync: { ...sync, lastSuccessAt: NOW + 5000 } }),
    );
    expect(queries(bridge)).toHaveLength(2);
  });
});

describe('the chart', () => {
  it('moves through buckets and parts by key and speaks each', async () => {
    await renderCache();
    await press('End');
    await press('ArrowLeft');
    expect(screen.getByRole('slider').getAttribute('aria-valuetext')).toBe('Fri 20 Nov');
    const live = document.querySelector('[aria-live=polite]');
    expect(live?.textContent).toMatch(/^\d+ % from cache, (on|below) target$/);
    await press('ArrowUp');
    expect(live?.textContent).toMatch(/^Read from cache: [\d.]+ M, \d+ %$/);
    await press('ArrowDown');
    await press('ArrowDown');
    expect(live?.textContent).toMatch(/^Saved, estimate: \$[\d.]+$/);
  });

  it('has a sentence that carries what it shows', async () => {
    await renderCache();
    expect(document.querySelector('figcaption')?.textContent).toMatch(
      /^Input from cache, 30 days: 79 % read from the cache; lowest Tue 17 Nov with 36 %; 6 of 30 below 50 %\.$/,
    );
  });

  it('tells what is not held and what is still filling', async () => {
    await renderCache(flawed({ missing: 0.2 }));
    expect(shownText()).toContain('6 days are not held: a gap, not zero');
    expect(shownText()).toContain('still filling');
    await press('Home');
    await press('ArrowRight');
    expect(document.querySelector('[aria-live=polite]')?.textContent).toBe('no data');
  });

  it('draws every way the input was served, to the full height, and hatches the open bucket', () => {
    const { buckets } = inventCache({ from: NOW - 3 * DAY_MS, to: NOW + DAY_MS, grain: 'day' });
    const frame = layoutCache(400, 244);
    const paths = drawCache(buckets, columnsOfCache(buckets, frame.plotWidth), frame);
    const heights = (path: string) =>
      [...path.matchAll(/v(\d+)h-/g)].map(([, height]) => Number(height));
    const solid = paths.map((path) => heights(path.solid));
    const hatched = paths.map((path) => heights(path.hatched));
    for (const parts of [solid, hatched]) {
      const [first = []] = parts;
      expect(first.length).toBe(parts === solid ? 3 : 1);
      first.forEach((_, index) => {
        const whole = parts.reduce((sum, column) => sum + (column[index] ?? 0), 0);
        expect(whole).toBe(frame.plotHeight);
      });
    }
  });

  it('keeps the worst of buckets that share a column of pixels', () => {
    const query = { from: NOW - 100 * DAY_MS, to: NOW, grain: 'day' } as const;
    const { buckets } = inventCache(query);
    const least = Math.min(...buckets.map(({ efficiency }) => efficiency ?? 1));
    const pixels = columnsOfCache(buckets, 60);
    expect(pixels.length).toBe(30);
    const drawn = pixels.map(({ peak }) => buckets[peak]?.efficiency);
    expect(drawn).toContain(least);
  });
});

describe('the tables', () => {
  it('are one key away and hold the figures of the chart, newest first', async () => {
    await renderCache();
    await act(async () => void fireEvent.keyDown(document.body, { key: 't' }));
    const rows = within(screen.getByRole('table', { name: /^Input from cache/ })).getAllByRole(
      'row',
    );
    expect(rows).toHaveLength(1 + 30 + 1);
    expect(rows[1]?.textContent).toMatch(/^Sat 21 Nov.*still filling$/);
    expect(rows.at(-1)?.textContent).toContain('$41.20');
  });

  it('show a dash where nothing is held', async () => {
    await renderCache(flawed({ missing: 0.2 }));
    await act(async () => screen.getByRole('button', { name: 'Table' }).click());
    const table = screen.getByRole('table', { name: /^Input from cache/ });
    expect(within(table).getAllByRole('row').at(-2)?.textContent).toMatch(
      /^Fri 23 Oct–{5}no data$/,
    );
  });

  it('name each workspace and model with its rate, its word and its money', async () => {
    await renderCache();
    const rows = within(screen.getByRole('table', { name: 'By workspace' })).getAllByRole('row');
    expect(rows.slice(1, 4).map((row) => row.textContent)).toEqual([
      'Production 90 %on target132 M$31.22$0.00',
      'Claude Code 41 %low35.2 M$2.86$5.24',
      'Default workspace 64 %below target9.5 M$1.61$0.53',
    ]);
    expect(rows[4]?.textContent).toContain('<img src=x');
    expect(document.querySelector('img')).toBeNull();
    const models = within(screen.getByRole('table', { name: 'By model' })).getAllByRole('row');
    expect(models[3]?.textContent).toBe('claude-of-tomorrow 48 %low2.1 M––');
  });
});

describe('without figures', () => {
  it('says that nothing is held, or that nothing was sent', async () => {
    await renderCache(flawed({ missing: 1, total: cacheUse(0, 0, 0, null, null) }));
    expect(shownText()).toContain('Nothing of this time is held yet.');
    await renderCache(flawed({ isUnused: true }));
    expect(shownText()).toContain('Nothing was sent in this time.');
    expect(screen.queryByRole('figure')).toBeNull();
  });

  it('says that an answer is awaited', async () => {
    await renderCache({ readCache: () => new Promise(() => {}) });
    expect(shownText()).toContain('Reading the figures…');
  });

  it('says that a reading failed and offers another', async () => {
    let count = 0;
    await renderCache({
      readCache: async (query) => {
        count += 1;
        return count === 1
          ? { ok: false, note: noteFailure({ kind: 'storage-busy' }, NOW) }
          : { ok: true, value: inventCache(query) };
      },
    });
    expect(shownText()).toContain('The history is in use');
    await act(async () => screen.getByRole('button', { name: 'Try again' }).click());
    expect(screen.getByRole('figure')).toBeTruthy();
  });
});
