// @vitest-environment jsdom
import { act, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { MINUTE_MS } from '../../src-main/shared/units.js';
import { snapshots } from '../fixtures/snapshots.js';
import { closeApp, renderApp, shownText } from './render-app.js';

afterEach(closeApp);

it('T1: a clock that is hours off is said in every view, and the note goes with the trouble', async () => {
  const bridge = await renderApp(snapshots.wrongClock);
  for (const view of ['overview', 'history', 'settings', 'connect'] as const) {
    await act(async () => bridge.emitView(view));
    const note = screen.getByText('This computer’s clock is 3 h behind.').closest('[role=status]');
    expect(note?.textContent).toContain('Times here follow Anthropic’s.');
  }
  await act(async () => bridge.emitSnapshot(snapshots.fine));
  expect(shownText()).not.toContain('This computer’s clock');
});

it('T1: a clock that is ahead is said to be ahead', async () => {
  const sync = { ...snapshots.fine.sync, clockOffsetMs: -25 * MINUTE_MS - 700 };
  await renderApp({ ...snapshots.fine, sync });
  expect(shownText()).toContain('This computer’s clock is 25 min ahead.');
});
