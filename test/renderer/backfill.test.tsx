// @vitest-environment jsdom
import { act, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Snapshot, SyncStatus } from '../../src-main/shared/snapshot.js';
import { snapshots } from '../fixtures/snapshots.js';
import { closeApp, renderApp, shownText } from './render-app.js';

afterEach(closeApp);

const button = (name: RegExp) => screen.getByRole('button', { name });
const withSync = (base: Snapshot, sync: Partial<SyncStatus>): Snapshot => ({
  ...base,
  sync: { ...base.sync, ...sync },
});

describe('reading older history', () => {
  it.each(['overview', 'history'] as const)('tells in %s how far it has come', async (view) => {
    const bridge = await renderApp(snapshots.syncing);
    await act(async () => bridge.emitView(view));
    const bar = screen.getByRole('progressbar', { name: /^Reading your history/ });
    expect([bar.getAttribute('value'), bar.getAttribute('max')]).toEqual(['21', '57']);
    expect(shownText()).toContain('Reading your history · 21 of 57 pages, back to 4 Jul');
    expect(button(/^Pause reading your history$/)).toBeTruthy();
  });

  it('T8: can be paused, says what is left, and goes on when asked', async () => {
    const bridge = await renderApp(snapshots.syncing);
    const pause = button(/^Pause/);
    pause.focus();
    await act(async () => pause.click());
    expect(bridge.calls).toContainEqual(['updateSettings', { isBackfillPaused: true }]);

    await act(async () => bridge.emitSnapshot(snapshots.historyPaused));
    expect(shownText()).toContain('History paused · 45 pages to go');
    expect(screen.queryByRole('progressbar')).toBeNull();
    expect(document.activeElement).toBe(button(/^Continue/));

    await act(async () => button(/^Continue/).click());
    expect(bridge.calls).toContainEqual(['updateSettings', { isBackfillPaused: false }]);
    const begun = { state: 'syncing', backfill: { partsLeft: 45, isPaused: false } } as const;
    await act(async () => bridge.emitSnapshot(withSync(snapshots.historyPaused, begun)));
    expect(shownText()).toContain('Reading your history · 45 pages to go, back to 3 Mar');
    expect(screen.getByRole('progressbar').hasAttribute('value')).toBe(false);
    expect(document.activeElement).toBe(button(/^Pause/));
  });

  it('says that it is paused also while a usual refresh runs', async () => {
    const refresh = { state: 'syncing', progress: { done: 1, total: 46 } } as const;
    await renderApp(withSync(snapshots.historyPaused, refresh));
    expect(shownText()).toContain('History paused · 45 pages to go');
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('counts a single page as one', async () => {
    const last = { backfill: { partsLeft: 1, isPaused: true } };
    await renderApp(withSync(snapshots.historyPaused, last));
    expect(shownText()).toContain('History paused · 1 page to go');
  });

  it('offers no pause where nothing older is missing', async () => {
    await renderApp(withSync(snapshots.syncing, { backfill: null }));
    expect(screen.getByRole('progressbar')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Pause/ })).toBeNull();
  });

  it('says nothing of a usual refresh, nor when all is held', async () => {
    const refresh = { state: 'syncing', progress: { done: 0, total: 1 } } as const;
    const bridge = await renderApp(withSync(snapshots.fine, refresh));
    expect(screen.queryByRole('progressbar')).toBeNull();
    await act(async () => bridge.emitSnapshot(withSync(snapshots.fine, { backfill: null })));
    expect(shownText()).not.toContain('istory paused');
  });
});
