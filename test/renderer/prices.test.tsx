// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { noteFailure } from '../../src-main/shared/failure.js';
import { hostile, NOW, snapshots } from '../fixtures/snapshots.js';
import { closeApp, renderApp, shownText } from './render-app.js';

afterEach(closeApp);

async function renderPrices(...args: Parameters<typeof renderApp>) {
  const bridge = await renderApp(...args);
  await act(async () => bridge.emitView('settings'));
  return bridge;
}

const group = () => within(screen.getByRole('region', { name: 'Prices' }));
const click = (name: string | RegExp) =>
  act(async () => group().getByRole('button', { name }).click());
const type = (label: string, value: string) =>
  act(async () => void fireEvent.change(group().getByLabelText(label), { target: { value } }));
const save = () => click('Save price');
const patches = (bridge: Awaited<ReturnType<typeof renderApp>>) =>
  bridge.calls.filter(([name]) => name === 'updateSettings').map(([, patch]) => patch);

describe('prices in the settings', () => {
  it('shows models in use with rates, days and who says so, the unpriced one first', async () => {
    await renderPrices(snapshots.fine);
    const models = group()
      .getAllByRole('listitem')
      .map((row) => row.querySelector('strong')?.textContent);
    expect(models).toEqual(['claude-next-9', 'claude-opus-5-5', 'claude-haiku-5-5']);
    expect(shownText()).toContain('No price is known: left out of estimates.');
    expect(shownText()).toContain(
      'uncached input 4 · 5m creation 5 · 1h creation 8 · cache read 0.2 · output 20',
    );
    expect(shownText()).toContain(
      'Since 22 Sept 2026, in part from third parties as of 20 Nov 2026.',
    );
    expect(shownText()).toContain('Output 2.5 with a prompt over 100 K tokens');
    expect(shownText()).toContain('Standard rates are official.');
  });

  it('takes a price for the unpriced model; cache prices left empty follow the input', async () => {
    const bridge = await renderPrices(snapshots.fine);
    await click('Enter a price for claude-next-9');
    await type('Uncached input', '6');
    expect(group().getByLabelText('Cache creation, 5 min').getAttribute('placeholder')).toBe('7.5');
    await type('Output', '30');
    await save();
    expect(patches(bridge)).toEqual([
      {
        priceOverrides: [
          {
            model: 'claude-next-9',
            from: null,
            uncachedInput: 6,
            cacheCreation5m: 7.5,
            cacheCreation1h: 12,
            cacheRead: 0.6,
            output: 30,
          },
        ],
      },
    ]);
    expect(group().queryByRole('button', { name: 'Save price' })).toBeNull();
    expect(shownText()).toContain(
      'uncached input 6 · 5m creation 7.5 · 1h creation 12 · cache read 0.6 · output 30',
    );
    expect(shownText()).not.toContain('No price is known');
  });

  it('changes a known price from a day on, and takes it back', async () => {
    const bridge = await renderPrices(snapshots.fine);
    await click('Change the price of claude-opus-5-5');
    expect((group().getByLabelText('Cache read') as HTMLInputElement).value).toBe('0.2');
    await type('Output', '18');
    await type('From (UTC day)', '2026-11-10');
    await save();
    expect(patches(bridge)[0]).toMatchObject({
      priceOverrides: [
        { model: 'claude-opus-5-5', from: '2026-11-10', output: 18, cacheRead: 0.2 },
      ],
    });
    expect(shownText()).toContain('Yours since 10 Nov 2026');
    await click('Take back your price of claude-opus-5-5');
    expect(patches(bridge)[1]).toEqual({ priceOverrides: [] });
    expect(shownText()).not.toContain('Yours since');
  });

  it('prices a model that is not in the list', async () => {
    const bridge = await renderPrices(snapshots.fine);
    await click('Price another model');
    await type('Uncached input', '1');
    await type('Output', '5');
    await save();
    expect(patches(bridge)).toEqual([]);
    expect(shownText()).toContain('Name the model');
    await type('Model', ' claude-private-1 ');
    await save();
    expect(patches(bridge)[0]).toMatchObject({ priceOverrides: [{ model: 'claude-private-1' }] });
    expect(group().getByText('claude-private-1')).toBeDefined();
  });

  it.each([
    ['-5', 'Uncached input: A price cannot be negative.'],
    ['1,25', 'Uncached input: Write decimals with a point, like 1.25.'],
    ['1e9', 'Uncached input: A price is a plain number, like 5 or 1.25.'],
    ['', 'Enter at least uncached input and output.'],
  ])('does not send %j, and says why', async (text, words) => {
    const bridge = await renderPrices(snapshots.fine);
    await click('Enter a price for claude-next-9');
    await type('Uncached input', text);
    await type('Output', '5');
    await save();
    expect(patches(bridge)).toEqual([]);
    expect(shownText()).toContain(words);
  });

  it('says why a price was refused and keeps what was typed', async () => {
    const note = noteFailure({ kind: 'invalid-input', detail: 'too many' }, NOW);
    await renderPrices(snapshots.fine, { updateSettings: async () => ({ ok: false, note }) });
    await click('Enter a price for claude-next-9');
    await type('Uncached input', '6');
    await type('Output', '30');
    await save();
    expect(shownText()).toContain('too many');
    expect((group().getByLabelText('Output') as HTMLInputElement).value).toBe('30');
  });

  it('is there, if empty, when the prices cannot be read', async () => {
    await renderPrices(snapshots.fine, { readPrices: () => Promise.reject(new Error('failed')) });
    expect(group().getByRole('button', { name: 'Price another model' })).toBeDefined();
  });
});

describe('the note about unpriced models', () => {
  it('leads to where a price can be entered', async () => {
    await renderApp(hostile);
    await act(async () => screen.getAllByRole('button', { name: 'Enter a price' })[0]?.click());
    expect(group().getByRole('button', { name: 'Enter a price for claude-next-9' })).toBeDefined();
    expect(screen.getByRole('region', { name: 'Prices' }).contains(document.activeElement)).toBe(
      true,
    );
  });
});
