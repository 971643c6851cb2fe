// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { useWindow } from '../../src-renderer/store.js';
import { goodTrial, refusedTry } from '../fixtures/fake-bridge.js';
import { snapshots } from '../fixtures/snapshots.js';
import { closeApp, renderApp, shownText } from './render-app.js';

afterEach(closeApp);

const KEY = 'sk-ant-admin01-FAKE-FOR-TESTS-ONLY';
const field = () => screen.getByLabelText('Admin key') as HTMLInputElement;
const press = (name: string) => act(async () => screen.getByRole('button', { name }).click());
const typeKey = () => act(async () => void fireEvent.change(field(), { target: { value: KEY } }));

describe('connecting', () => {
  it('tests the key, says whose it is and what it can do, then saves it', async () => {
    const bridge = await renderApp(snapshots.neverConnected);
    await typeKey();
    await press('Test key');
    expect(bridge.calls).toContainEqual(['tryKey', KEY]);
    expect(shownText()).toContain('Fjord Robotics');
    for (const ability of goodTrial.abilities) expect(shownText()).toContain(ability);
    expect(shownText()).toContain(goodTrial.warning);
    expect(bridge.calls.some(([name]) => name === 'saveKey')).toBe(false);
    await press('Save to keychain');
    expect(bridge.calls).toContainEqual(['saveKey', undefined]);
  });

  it('hides the key until asked, and hides it again once it is sent', async () => {
    await renderApp(snapshots.neverConnected, { tryKey: async () => refusedTry });
    expect(field().type).toBe('password');
    await typeKey();
    await press('Reveal');
    expect(field().type).toBe('text');
    await press('Test key');
    expect(field().type).toBe('password');
  });

  it('keeps the key nowhere after it was sent', async () => {
    await renderApp(snapshots.neverConnected, { tryKey: () => new Promise(() => {}) });
    await typeKey();
    await press('Test key');
    expect(field().value).toBe('');
    expect(document.documentElement.outerHTML).not.toContain(KEY);
    expect(JSON.stringify(useWindow.getState())).not.toContain(KEY);
  });

  it('says calmly why a key was not taken, details one click away', async () => {
    await renderApp(snapshots.neverConnected, { tryKey: async () => refusedTry });
    await typeKey();
    await press('Test key');
    expect(shownText()).toContain('This key was not accepted');
    // Nobody has a history before the first key.
    expect(shownText()).not.toContain('history stays');
    expect(document.querySelector('details')?.open).toBe(false);
    expect(document.querySelector('details')?.textContent).toContain('answered 401');
  });

  it('survives a main process that does not answer', async () => {
    await renderApp(snapshots.neverConnected, {
      tryKey: () => Promise.reject(new Error(`no handler for ${KEY}`)),
    });
    await typeKey();
    await press('Test key');
    expect(shownText()).toContain('That did not work');
    expect(document.documentElement.outerHTML).not.toContain(KEY);
  });

  it('shows why saving failed and lets one try again', async () => {
    await renderApp(snapshots.neverConnected, { saveKey: async () => refusedTry });
    await typeKey();
    await press('Test key');
    await press('Save to keychain');
    expect(shownText()).toContain('This key was not accepted');
    expect(screen.getByRole('button', { name: 'Save to keychain' })).toBeTruthy();
  });

  it('opens the page for admin keys by name, and the demo without a key', async () => {
    const bridge = await renderApp(snapshots.neverConnected);
    await press('Where do I get an admin key?');
    await press('Explore with demo data');
    expect(bridge.calls).toContainEqual(['openPage', 'admin-keys']);
    expect(bridge.calls).toContainEqual(['startDemo', undefined]);
  });
});
