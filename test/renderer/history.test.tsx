// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { noteFailure } from '../../src-main/shared/failure.js';
import { formatSignedMoney } from '../../src-main/shared/format-signed.js';
import type { History, HistoryQuery } from '../../src-main/shared/history.js';
import { DAY_MS, HOUR_MS } from '../../src-main/shared/units.js';
import { spanBefore } from '../../src-renderer/views/history-ranges.js';
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
    expect(shownText()).toContain('billed through 20 Nov, then estimated');
    expect(shownText()).toContain(
      'Anthropic reports no cost per key; a day’s bill is shared out over keys by our estimate.',
    );
    await pick('24 h');
    expect(shownText()).toContain('Anthropic reports cost by whole UTC days');
  });

  it('say of a shared-out bill that it is one, in the tooltip and in the table', async () => {
    await renderHistory(snapshots.fine);
    await pick('Key');
    await press('ArrowLeft');
    await press('ArrowLeft');
    expect(shownText()).toContain('the day’s bill, shared out by our estimate');
    expect(document.querySelector('figure [aria-live=polite]')?.textContent).toMatch(
      /^\$[\d.]+, shared out$/,
    );
    await act(async () => screen.getByRole('button', { name: 'Table' }).click());
    const [table] = screen.getAllByRole('table');
    const rows = within(table as HTMLElement).getAllByRole('row');
    expect(rows[1]?.textContent).toMatch(/still filling, estimate$/);
    expect(rows[2]?.textContent).toMatch(/shared out$/);
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

describe('compared with the time before', () => {
  const compare = () => screen.getByRole('button', { name: 'Compare with the 30 days before' });
  const words = () => screen.getByRole('status').textContent;
  const today = NOW - (NOW % DAY_MS);
  const shown = { from: today - 29 * DAY_MS, to: today + DAY_MS, grain: 'day' } as const;
  const before = { ...shown, from: shown.from - 30 * DAY_MS, to: shown.from, by: 'none' } as const;
  const costOf = ({ rows }: History, to = shown.to) =>
    rows.reduce((sum, row) => sum + (row.end <= to ? (row.costMicrocents ?? 0) : 0), 0);
  /** The invented history, but without the oldest buckets of the time before. */
  const withoutOldest = (missing: number) => ({
    readHistory: async (query: HistoryQuery) => ({
      ok: true as const,
      value: inventHistory(query, query.to === before.to ? { missing } : {}),
    }),
  });

  it('asks for as many buckets right before, only when wanted, and never moves the focus', async () => {
    const bridge = await renderHistory(snapshots.fine);
    const asked = queries(bridge).length;
    expect(words()).toBe('');
    compare().focus();
    await act(async () => compare().click());
    expect(queries(bridge).slice(asked)).toEqual([before]);
    expect(compare().getAttribute('aria-pressed')).toBe('true');
    expect(document.activeElement).toBe(compare());
    await act(async () => void fireEvent.keyDown(document.body, { key: 'c' }));
    expect(compare().getAttribute('aria-pressed')).toBe('false');
    expect(words()).toBe('');
    await act(async () => void fireEvent.keyDown(document.body, { key: 'c' }));
    expect(words()).not.toBe('');
  });

  it('tells the difference of the whole days, in dollars and in percent', async () => {
    await renderHistory(snapshots.fine);
    await act(async () => compare().click());
    const [now, then] = [
      costOf(inventHistory({ ...shown, by: 'model' }), today),
      costOf(inventHistory(before), before.to - DAY_MS),
    ];
    const percent = Math.round(Math.abs(now / then - 1) * 100);
    expect(words()).toBe(
      `${formatSignedMoney(now - then)}, ${percent} % ${now > then ? 'more' : 'less'} than the 30 days before, without the day still filling.`,
    );
  });

  it('draws a line over the bars, in a halo, and says what it stands for', async () => {
    await renderHistory(snapshots.fine);
    expect(document.querySelector('figure svg [class*=before]')).toBeNull();
    await act(async () => compare().click());
    const plot = [...document.querySelectorAll('figure svg g[transform] > *')];
    const halo = plot.findIndex((part) => part.matches('[class*=halo]'));
    const line = plot.findIndex((part) => part.matches('[class*=before]'));
    expect(line).toBe(halo + 1);
    expect(halo).toBeGreaterThan(plot.findLastIndex((part) => part.querySelector('path[fill]')));
    expect(screen.getByText('the 30 days before').closest('li')).toBeTruthy();
  });

  it('leaves out what is not held whole, and says so', async () => {
    await renderHistory(snapshots.fine, withoutOldest(0.3));
    await act(async () => compare().click());
    expect(words()).toContain(', without the day still filling and 9 days not held whole.');
    await act(async () => screen.getByRole('button', { name: 'Table' }).click());
    const rows = within(screen.getByRole('table')).getAllByRole('row');
    expect(rows[0]?.textContent).toMatch(/^UTC dayTotalBeforeChange/);
    const cells = rows.map((row) => [...row.children].slice(2, 4).map((cell) => cell.textContent));
    // Newest first: today has no change yet, the oldest nine days have no fellow.
    expect(cells[1]?.[0]).toMatch(/^\$/);
    expect(cells[1]?.[1]).toBe('–');
    expect(cells.slice(2, 22).every(([, change]) => /^[+−]?\$/.test(change ?? ''))).toBe(true);
    expect(cells.slice(22, 31)).toEqual(Array(9).fill(['–', '–']));
    const compared = [...(rows.at(-2)?.children ?? [])].map((cell) => cell.textContent);
    expect(compared[0]).toBe('Compared');
    expect(words()).toContain(compared[3]);
    const [now = 0, then = 0] = compared.slice(1, 3).map((sum) => Number(sum?.slice(1)));
    expect(now - then).toBeCloseTo(Number(compared[3]?.replace('−', '-').replace(/[$+]/g, '')), 1);
  });

  it('compares nothing with a time that is not held', async () => {
    await renderHistory(snapshots.fine, withoutOldest(1));
    await act(async () => compare().click());
    expect(words()).toBe('Nothing to compare: the 30 days before are not held.');
    expect(screen.queryByText('the 30 days before')).toBeNull();
  });

  it('speaks and shows the fellow of the bucket pointed at', async () => {
    await renderHistory(snapshots.fine);
    await act(async () => compare().click());
    await press('ArrowLeft');
    await press('ArrowLeft');
    const live = document.querySelector('figure [aria-live=polite]');
    expect(live?.textContent).toMatch(/^\$[\d.]+, reported; Wed 21 Oct \$[\d.]+, [+−]\$[\d.]+$/);
    expect(document.querySelector('figure [aria-hidden=true] p:last-child')?.textContent).toMatch(
      /^Wed 21 Oct\$[\d.]+[+−]\$[\d.]+$/,
    );
    await press('End');
    expect(live?.textContent).toMatch(/still filling, estimate; Thu 22 Oct \$[\d.]+$/);
  });

  it('tells that the time before could not be read, and tries again', async () => {
    let count = 0;
    await renderHistory(snapshots.fine, {
      readHistory: async (query) => {
        if (query.to === before.to) count += 1;
        return query.to === before.to && count < 2
          ? { ok: false, note: noteFailure({ kind: 'storage-busy' }, NOW) }
          : { ok: true, value: inventHistory(query) };
      },
    });
    await act(async () => compare().click());
    expect(words()).toContain('The 30 days before could not be read');
    expect(screen.getByRole('figure')).toBeTruthy();
    await act(async () => screen.getByRole('button', { name: 'Try again' }).click());
    expect(words()).toMatch(/(more|less) than the 30 days before/);
  });

  it('takes as many months as are shown, however long they are', () => {
    const month = (year: number, index: number) => Date.UTC(year, index);
    expect(spanBefore({ from: month(2025, 10), to: month(2026, 11), grain: 'month' })).toEqual({
      from: month(2024, 9),
      to: month(2025, 10),
    });
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
    expect(shownText()).toContain('other (6)');
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
