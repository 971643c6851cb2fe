import { act, fireEvent, screen } from '@testing-library/react';
import type { Bridge } from '../../src-main/shared/ipc-contract.js';
import type { Limits } from '../../src-main/shared/limits.js';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import type { FakeBridge } from '../fixtures/fake-bridge.js';
import { snapshots } from '../fixtures/snapshots.js';
import { renderApp } from './render-app.js';

/** The Limits view with these figures. */
export async function renderLimits(
  limits: Limits,
  overrides: Partial<Bridge> = {},
  snapshot: Snapshot = snapshots.fine,
): Promise<FakeBridge> {
  const bridge = await renderApp(snapshot, {
    readLimits: async () => ({ ok: true, value: limits }),
    ...overrides,
  });
  await act(async () => bridge.emitView('limits'));
  return bridge;
}

export const card = (name: string) => screen.getByRole('region', { name });

/** What is read in a card, without pictures and what only a screen reader says. */
export function plain(name: string): string {
  const copy = document.createElement('div');
  copy.innerHTML = card(name).innerHTML;
  for (const hidden of copy.querySelectorAll('svg, .visuallyHidden, figcaption')) hidden.remove();
  return (copy.textContent ?? '').replace(/[\u2068\u2069]/gu, '').replace(/\s+/gu, ' ');
}

const nameOf = (button: HTMLElement) =>
  button.getAttribute('aria-label') ?? (button.textContent ?? '').trim();

/** The one button of this name; among so many, by role it would take long. */
export function press(name: string | RegExp) {
  const found = [...document.querySelectorAll('button')].filter((button) =>
    typeof name === 'string' ? nameOf(button) === name : name.test(nameOf(button)),
  );
  if (found.length !== 1) throw new Error(`${found.length} buttons are named ${name}`);
  return act(async () => found[0]?.click());
}

export const type = (field: HTMLElement, value: string) =>
  act(async () => void fireEvent.change(field, { target: { value } }));

/** Arguments of the calls of one name. */
export const callsOf = (bridge: FakeBridge, name: string) =>
  bridge.calls.filter(([called]) => called === name).map(([, argument]) => argument);
