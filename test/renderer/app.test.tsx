// @vitest-environment jsdom
import { act, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { HOSTILE_NAME, snapshots } from '../fixtures/snapshots.js';
import { closeApp, renderApp, shownText } from './render-app.js';

afterEach(closeApp);

describe('the window', () => {
  it.each(Object.entries(snapshots))('shows %s in every view without breaking', async (_, it) => {
    const bridge = await renderApp(it);
    for (const view of ['overview', 'history', 'costs', 'cache', 'settings', 'connect'] as const) {
      await act(async () => bridge.emitView(view));
      expect(screen.getByRole('main').querySelectorAll('h1').length).toBe(1);
      expect(shownText()).not.toMatch(/NaN|undefined|\[object|Infinity/);
    }
  });

  it('waits in words when there are no figures yet', async () => {
    await renderApp(null);
    expect(shownText()).toContain('Opening your figures…');
  });

  it('opens what the main process asks for', async () => {
    const bridge = await renderApp(snapshots.fine);
    await act(async () => bridge.emitView('settings'));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Settings');
    expect(document.title).toBe('Settings – Tidemark');
  });

  it('offers only what can be done before the first connection', async () => {
    await renderApp(snapshots.neverConnected);
    const items = screen.getByRole('navigation').querySelectorAll('button');
    expect([...items].map((item) => item.textContent)).toEqual(['Connect', 'Settings']);
  });

  it('still shows kept figures after disconnecting', async () => {
    await renderApp(snapshots.disconnected);
    expect(shownText()).toContain('Not connected yet');
    expect(shownText()).toContain('82 %');
  });

  it('says that demo data are demo data, in every view of figures', async () => {
    const bridge = await renderApp(snapshots.demo);
    expect(shownText()).toContain('Demo data — connect your organization');
    await act(async () => bridge.emitView('history'));
    expect(shownText()).toContain('Demo data — connect your organization');
  });

  it('says once what this desktop cannot do', async () => {
    const bridge = await renderApp(snapshots.fine);
    const notice = { id: 'no-tray', title: 'No tray here', body: 'Use this window.' } as const;
    await act(async () => bridge.emitNotice(notice));
    await act(async () => bridge.emitNotice(notice));
    expect(screen.getAllByText('No tray here').length).toBe(1);
    await act(async () => screen.getByRole('button', { name: 'Got it' }).click());
    expect(screen.queryByText('No tray here')).toBeNull();
  });
});

describe('names from outside', () => {
  it('are text, isolated and short', async () => {
    await renderApp(snapshots.hostile);
    expect(document.querySelector('img')).toBeNull();
    const name = document.querySelector('header bdi');
    expect(name?.textContent).toContain('<img src=x onerror=alert(1)>');
    expect(name?.textContent).not.toContain('\u202e');
    expect(name?.textContent?.length).toBeLessThan(90);
    expect(HOSTILE_NAME.length).toBeGreaterThan(10_000);
  });
});
