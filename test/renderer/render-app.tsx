import { act, cleanup, render } from '@testing-library/react';
import type { Bridge } from '../../src-main/shared/ipc-contract.js';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { App } from '../../src-renderer/App.js';
import { subscribeStore } from '../../src-renderer/bridge.js';
import { useWindow } from '../../src-renderer/store.js';
import { createFakeBridge, type FakeBridge } from '../fixtures/fake-bridge.js';

const blank = useWindow.getInitialState();
let stop: (() => void) | null = null;

/** The whole window on a fake bridge, settled. */
export async function renderApp(
  snapshot: Snapshot | null,
  overrides: Partial<Bridge> = {},
): Promise<FakeBridge> {
  closeApp();
  const bridge = createFakeBridge(snapshot, overrides);
  Object.defineProperty(window, 'tidemark', { value: bridge, configurable: true });
  useWindow.setState(blank, true);
  await act(async () => {
    stop = subscribeStore();
    render(<App />);
  });
  return bridge;
}

export function closeApp(): void {
  stop?.();
  stop = null;
  cleanup();
}

/** All text on screen as one line, without the marks that isolate names. */
export const shownText = () =>
  (document.body.textContent ?? '').replace(/[\u2068\u2069]/gu, '').replace(/\s+/gu, ' ');
