// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { noteFailure } from '../../src-main/shared/failure.js';
import type { HistoryQuery } from '../../src-main/shared/history.js';
import { DAY_MS, HOUR_MS } from '../../src-main/shared/units.js';
import { inventHistory } from '../fixtures/histories.js';
import { NOW, snapshots } from '../fixtures/snapshots.js';
import { closeApp, renderApp, shownText } from './render-app.js';

afterEach(closeApp);

async function renderHistory(...args: Parameters<typeof renderApp>) {
  const bridge = await renderApp(...args);
  await act(async () => bridge.emitView('history'));
  return bridge;
}
const pick = (name: string) => act(async () => screen.getByRole('radio', { name }).click());
const press = (key: string) =>
  act(async () => void fireEvent.keyDown(screen.getByRole('slider'), { key }));
const queries = (bridge: Awaited<ReturnType<typeof renderApp>>) =>
  bridge.calls.filter(([name]) => name === 'readHistory').map(([, query]) => query as HistoryQuery);

describe('the choices', () => {
  it('ask for whole UTC buckets up to the one still filling', async () => {
    const bridge = await renderHistory(snapshots.fine);
    await pick('24 h');
    const to = NOW - (NOW % HOUR_MS) + HOUR_MS;
    expect(queries(bridge).at(-1)).toEqual({ from: to - DAY_MS, to, grain: 'hour', by: 'model' });
    await pick('Workspace');
    expect(queries(bridge).at(-1)?.by).toBe('workspace');
    await pick('7 d');
    await pick('Day');
    expect(queries(bridge).at(-1)).toMatchObject({ grain: 'day', by: 'workspace' });
  });

  it('offer long ranges only where they are held', async () => {
    const { sync } = snapshots.fine;
    const held = (days: number) => ({
      ...snapshots.fine,
      sync: { ...sync, coverage: { ...sync.coverage, from: NOW - days * DAY_MS } },
    });
    await renderHistory(held(20));
    expect(screen.queryByRole('radio', { name: '90 d' })).toBeNull();
    await renderHistory(held(60));
    expect(screen.getByRole('radio', { name: '90 d' })).toBeTruthy();
    expect(screen.queryByRole('radio', { name: '13 mo' })).toBeNull();
    await renderHistory(held(200));
    expect(screen.getByRole('radio', { name: '13 mo' })).toBeTruthy();
  });

  it('ask again when new figures were fetched, not at every tick', async () => {
    const bridge = await renderHistory(snapshots.fine);
    const before = queries(bridge).length;
    await act(async () => bridge.emitTick(NOW + 5000));
    expect(queries(bridge).length).toBe(before);
    await act(async () =>
      bridge.emitSnapshot({
        ...snapshots.fine,
        sync: { ...snapshots.fine.sync, lastSuccessAt: NOW + 5000 },
      }),
    );
    expect(queries(bridge).length).toBe(before + 1);
  });
});

describe('words', () => {
  it('tell reported from estimated', async () => {
    await renderHistory(snapshots.fine);
    expect(shownText()).toContain('reported through 20 Nov, then estimated');
    await pick('Key');
    expect(shownText()).toContain('Anthropic reports no cost per key; these are estimates.');
    await pick('24 h');
    expect(shownText()).toContain('Anthropic reports cost by whole UTC days');
  });

  it('tell missing days from days without use', async () => {
    await renderHistory(snapshots.fine, {
      readHistory: async (query) => ({ ok: true, value: inventHistory(query, { missing: 0.2 }) }),
    });
    expect(shownText()).toContain('6 days are not held: a gap, not zero');
  });

  it('tell that a reading failed and offer another', async () => {
    let count = 0;
    await renderHistory(snapshots.fine, {
      readHistory: async (query) => {
        count += 1;
        return count < 3
          ? { ok: false, note: noteFailure({ kind: 'storage-busy' }, NOW) }
          : { ok: true, value: inventHistory(query) };
      },
    });
    expect(shownText()).toContain('The history is in use');
    await act(async () => screen.getByRole('button', { name: 'Try again' }).click());
    expect(screen.getByRole('figure')).toBeTruthy();
  });

  it('tell that an answer is awaited', async () => {
    await renderHistory(snapshots.fine, { readHistory: () => new Promise(() => {}) });
    expect(shownText()).toContain('Reading the history…');
  });
});

describe('the chart by key', () => {
  it('moves through buckets and series and speaks each', async () => {
    await renderHistory(snapshots.fine);
    const slider = screen.getByRole('slider');
    await press('ArrowLeft');
    expect(slider.getAttribute('aria-valuetext')).toBe('Sat 21 Nov');
    await press('ArrowLeft');
    expect(slider.getAttribute('aria-valuetext')).toBe('Fri 20 Nov');
    const live = document.querySelector('[aria-live=polite]');
    expect(live?.textContent).toMatch(/^\$[\d.]+, reported$/);
    await press('ArrowUp');
    expect(live?.textContent).toMatch(/claude-opus-5-5.*: \$[\d.]+, \d+ %$/);
    await press('Escape');
    expect(live?.textContent).toBe('');
  });

  it('never redraws the bars for a moved reader', async () => {
    await renderHistory(snapshots.fine);
    const bars = () => [...document.querySelectorAll('figure path')];
    const before = bars();
    await press('Home');
    await press('ArrowRight');
    expect(bars()).toEqual(before);
    expect(bars().every((bar, index) => bar === before[index])).toBe(true);
  });

  it('draws one path per series, and one more for its hatched bars', async () => {
    await renderHistory(snapshots.fine);
    const groups = document.querySelectorAll('figure svg g[transform] > g');
    const paths = [...groups].filter((group) => group.querySelector(':scope > path'));
    expect(paths.length).toBe(5);
    for (const group of paths) expect(group.querySelectorAll('path').length).toBeLessThan(3);
  });
});

describe('the table', () => {
  it('is one key away and holds the same figures, newest first', async () => {
    await renderHistory(snapshots.fine);
    const total = screen.getByRole('heading', { level: 2 }).textContent?.split(': ')[1];
    await act(async () => void fireEvent.keyDown(document.body, { key: 't' }));
    const table = screen.getByRole('table');
    const rows = within(table).getAllByRole('row');
    expect(rows.length).toBe(1 + 30 + 1);
    expect(rows[1]?.textContent).toContain('Sat 21 Nov');
    expect(rows[1]?.textContent).toContain('still filling, estimate');
    expect(rows.at(-1)?.textContent).toContain(total);
  });

  it('lists every group that the chart joins as other', async () => {
    await renderHistory(snapshots.fine);
    await pick('Key');
    expect(shownText()).toContain('other (7)');
    await act(async () => screen.getByRole('button', { name: 'Table' }).click());
    const all = screen.getByRole('table', { name: 'Totals by key' });
    expect(within(all).getAllByRole('row').length).toBe(1 + 14);
  });

  it('shows a dash where nothing is held', async () => {
    await renderHistory(snapshots.fine, {
      readHistory: async (query) => ({ ok: true, value: inventHistory(query, { missing: 0.2 }) }),
    });
    await act(async () => screen.getByRole('button', { name: 'Table' }).click());
    const oldest = within(screen.getByRole('table')).getAllByRole('row').at(-2);
    expect(oldest?.textContent).toMatch(/^Fri 23 Oct–+no data$/);
  });
});

describe('hostile workspace names', () => {
  it('stay text, apart and short', async () => {
    await renderHistory(snapshots.fine);
    await pick('Workspace');
    const items = within(screen.getByRole('list', { name: /Series/ })).getAllByRole('listitem');
    const words = items.map((item) => item.textContent ?? '');
    expect(words.some((word) => word.startsWith('<img src=x'))).toBe(true);
    expect(words.filter((word) => word.startsWith('Research')).length).toBe(2);
    expect(new Set(words.map((word) => word.replace(/ ?[\d.]+ %$/, ''))).size).toBe(words.length);
    expect(words.some((word) => word.startsWith('unnamed'))).toBe(true);
    expect(words.every((word) => word.length < 90)).toBe(true);
    expect(document.querySelector('img')).toBeNull();
  });
});
