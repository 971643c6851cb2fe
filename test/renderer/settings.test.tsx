// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { noteFailure } from '../../src-main/shared/failure.js';
import { NOW, snapshots } from '../fixtures/snapshots.js';
import { closeApp, renderApp, shownText } from './render-app.js';

afterEach(closeApp);

async function renderSettings(...args: Parameters<typeof renderApp>) {
  const bridge = await renderApp(...args);
  await act(async () => bridge.emitView('settings'));
  return bridge;
}

const choose = (label: string, option: string) =>
  act(async () => {
    const select = screen.getByLabelText(label) as HTMLSelectElement;
    const found = [...select.options].find(({ text }) => text === option);
    fireEvent.change(select, { target: { value: found?.value } });
  });

const patches = (bridge: Awaited<ReturnType<typeof renderApp>>) =>
  bridge.calls.filter(([name]) => name === 'updateSettings').map(([, patch]) => patch);

describe('settings', () => {
  it('saves each change at once and says so', async () => {
    const bridge = await renderSettings(snapshots.fine);
    await choose('Resets on', 'Wednesday');
    await choose('Time zone of today', 'Europe/Oslo');
    await choose('Tray shows', 'Percentage and today’s cost');
    await choose('Sync every', '15 min');
    await choose('History depth', '13 months');
    await act(async () => screen.getByLabelText('Start at login').click());
    expect(patches(bridge)).toEqual([
      { weeklyResetWeekday: 3 },
      { timeZone: 'Europe/Oslo' },
      { trayContent: 'percent-and-cost' },
      { refreshMinutes: 15 },
      { historyDays: 396 },
      { startAtLogin: true },
    ]);
    expect(screen.getAllByText('saved').length).toBe(6);
  });

  it('follows the chosen theme', async () => {
    await renderSettings(snapshots.fine);
    await choose('Theme', 'Dark');
    expect(document.documentElement.dataset.theme).toBe('dark');
  });

  it('keeps a limit in microcents, and none as none', async () => {
    const bridge = await renderSettings(snapshots.fine);
    const limit = screen.getByLabelText('Weekly limit in dollars') as HTMLInputElement;
    expect(limit.value).toBe('34.80');
    await act(async () => {
      fireEvent.change(limit, { target: { value: '$1,250.5' } });
      fireEvent.blur(limit);
    });
    expect(patches(bridge)).toEqual([{ weeklyLimitMicrocents: 125_050_000_000 }]);
    const again = screen.getByLabelText('Weekly limit in dollars');
    await act(async () => {
      fireEvent.change(again, { target: { value: '' } });
      fireEvent.blur(again);
    });
    expect(patches(bridge)[1]).toEqual({ weeklyLimitMicrocents: null });
  });

  it('does not send what is no amount, and says why', async () => {
    const bridge = await renderSettings(snapshots.fine);
    const limit = screen.getByLabelText('Weekly limit in dollars');
    await act(async () => {
      fireEvent.change(limit, { target: { value: 'plenty' } });
      fireEvent.blur(limit);
    });
    expect(patches(bridge)).toEqual([]);
    expect(shownText()).toContain('Type an amount in dollars');
  });

  it('says why a value was refused and shows the old one', async () => {
    const note = noteFailure({ kind: 'invalid-input', detail: 'unknown time zone' }, NOW);
    await renderSettings(snapshots.fine, { updateSettings: async () => ({ ok: false, note }) });
    await choose('In the time zone', 'Europe/Oslo');
    expect(shownText()).toContain('That cannot be used. unknown time zone');
    const select = screen.getByLabelText('In the time zone') as HTMLSelectElement;
    expect(select.selectedOptions[0]?.text).toBe('UTC');
  });

  it('names the organization and the end of the key only', async () => {
    const bridge = await renderSettings(snapshots.fine);
    expect(shownText()).toContain('The key ends in …7kQA, in your keychain.');
    await act(async () => screen.getByRole('button', { name: 'Disconnect…' }).click());
    expect(bridge.calls).toContainEqual(['disconnect', undefined]);
    expect(shownText()).toContain('your history stays here');
  });

  it('lets one leave the demo', async () => {
    const bridge = await renderSettings(snapshots.demo);
    await act(async () => screen.getByRole('button', { name: 'Leave the demo' }).click());
    expect(bridge.calls).toContainEqual(['stopDemo', undefined]);
  });
});

describe('the invitation to type a limit', () => {
  it('saves it from the overview', async () => {
    const bridge = await renderApp(snapshots.noLimit);
    const limit = screen.getByLabelText('Weekly limit');
    await act(async () => void fireEvent.change(limit, { target: { value: '35' } }));
    await act(async () => screen.getByRole('button', { name: 'Set limit' }).click());
    expect(patches(bridge)).toEqual([{ weeklyLimitMicrocents: 3_500_000_000 }]);
  });
});
