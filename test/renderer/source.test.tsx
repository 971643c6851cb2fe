// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { snapshots } from '../fixtures/snapshots.js';
import { closeApp, renderApp } from './render-app.js';

afterEach(() => {
  closeApp();
  Reflect.deleteProperty(document, 'execCommand');
});

const card = (name: string) => within(screen.getByRole('region', { name }));
const ask = (region: string, name: RegExp) => card(region).getByRole('button', { name });

async function open(region: string, name: RegExp) {
  await act(async () => ask(region, name).click());
  return within(card(region).getByRole('note'));
}

/** What a browser does on its copy command, as far as it is asked to. */
function holdClipboard(isAllowed = true) {
  const held = { text: '' };
  const execCommand = vi.fn(() => {
    if (!isAllowed) return false;
    const event = new Event('copy', { bubbles: true, cancelable: true });
    const setData = (_type: string, text: string) => {
      held.text = text;
    };
    Object.defineProperty(event, 'clipboardData', { value: { setData } });
    document.body.dispatchEvent(event);
    return true;
  });
  Object.defineProperty(document, 'execCommand', { value: execCommand, configurable: true });
  return held;
}

async function copyFrom(snapshot: Snapshot, region: string, name: RegExp): Promise<string> {
  const held = holdClipboard();
  await renderApp(snapshot);
  const note = await open(region, name);
  await act(async () => note.getByRole('button', { name: 'Copy with source' }).click());
  expect(note.getByRole('status').textContent).toBe('Copied');
  return held.text;
}

describe('where a number comes from', () => {
  it('carries formula, basis, completeness, range, time of fetching and endpoint', async () => {
    await renderApp(snapshots.fine);
    const text = (await open('Today', /^part reported/)).getByText(/tokens × price table/);
    const note = text.parentElement?.textContent;
    expect(note).toContain('Part reported, part estimate, complete so far');
    expect(note).toContain('21 Nov 2026, 00:00 to 21 Nov 2026, 15:22 (Europe/Oslo)');
    expect(note).toContain('Fetched 21 Nov 2026, 15:22 from cost_report + usage_report/messages');
  });

  it.each([
    ['This week', /^82 %/, /spent since the reset \/ limit/i],
    ['This week', /^6 % in reserve/, /share of the week that has passed/i],
    ['This week', /^part reported/, /reported closed days/i],
    ['This week', /^last week by this time/, /its share by our estimate/i],
    ['Today', /^\$4\.12/, /tokens × price table/i],
    ['Today', /^last hour/, /tokens × price table/i],
    ['Today', /^by hour/, /share of the bill of its day/i],
    ['Today', /^yesterday by now/, /reported closed days/i],
    ['Today', /^20 Nov closed/, /bill of the day/i],
    ['November', /^\$126\.40/, /hours of the UTC month/i],
    ['November', /^Forecast/, /the rest by the hours of recent weeks/i],
    ['November', /^October by now/, /reported closed days/i],
    ['Tokens this week', /^6\.57 M/, /tokens of the hours/i],
    ['Tokens this week', /^Cache efficiency/, /cache read \/ all input/i],
  ] as const)('%s answers for %s', async (region, name, formula) => {
    await renderApp(snapshots.fine);
    expect((await open(region, name)).getByText(formula)).toBeTruthy();
  });

  it('answers for the models without a price', async () => {
    await renderApp(snapshots.hostile);
    const note = await open('Last 30 days', /^No list price/);
    expect(note.getByText(/price table does not name/i)).toBeTruthy();
  });

  it('stays open while the focus is inside, and goes with it', async () => {
    await renderApp(snapshots.fine);
    const note = await open('November', /^Forecast/);
    const word = ask('November', /^Forecast/);
    const copy = note.getByRole('button', { name: 'Copy with source' });
    await act(async () => word.focus());
    await act(async () => copy.focus());
    if (word.parentElement) fireEvent.pointerLeave(word.parentElement);
    expect(word.getAttribute('aria-expanded')).toBe('true');
    await act(async () => copy.blur());
    expect(word.getAttribute('aria-expanded')).toBe('false');
  });

  it('Escape closes it and gives the focus back to the word', async () => {
    await renderApp(snapshots.fine);
    const note = await open('November', /^Forecast/);
    const copy = note.getByRole('button', { name: 'Copy with source' });
    await act(async () => copy.focus());
    fireEvent.keyDown(copy, { key: 'Escape' });
    expect(ask('November', /^Forecast/).getAttribute('aria-expanded')).toBe('false');
    expect(document.activeElement).toBe(ask('November', /^Forecast/));
  });
});

describe('copy with source', () => {
  it('is the figure, its basis and where it is from in one plain line', async () => {
    expect(await copyFrom(snapshots.fine, 'Today', /^\$4\.12/)).toBe(
      '$4.12 today (part reported, part estimate) - cost_report + usage_report/messages, ' +
        '2026-11-20T23:00:00Z to 2026-11-21T14:22:40Z, fetched 2026-11-21T14:22:28Z, ' +
        'complete so far; share of the bill of 20 Nov + tokens × price table, scaled by bills ' +
        'of 14 days. Tidemark.',
    );
  });

  it('with the analytics tells as of when they knew it, not when it was fetched', async () => {
    const { fine } = snapshots;
    const { cost } = fine.today;
    const provenance = { ...cost.provenance, pair: 'analytics' as const };
    const today = { ...fine.today, cost: { ...cost, provenance } };
    const text = await copyFrom({ ...fine, today }, 'Today', /^\$4\.12/);
    expect(text).toContain(', as of 2026-11-21T14:22:28Z, ');
    expect(text).not.toContain('fetched');
  });

  it('says of demo figures that they are', async () => {
    expect(await copyFrom(snapshots.demo, 'November', /^Forecast/)).toMatch(
      /^\$168 in November, likely \$155 – \$184 \(forecast\) - .*Tidemark, demo data\.$/,
    );
  });

  it('names hostile models without what would reorder the line (H2, H4)', async () => {
    const text = await copyFrom(snapshots.hostile, 'Last 30 days', /^No list price/);
    expect(text).toContain('claude-next-9 (1240000 tokens)');
    expect(text).not.toMatch(/[\u202a-\u202e\n]/u);
    expect(text.length).toBeLessThan(1000);
  });

  it('says so where copying is refused', async () => {
    holdClipboard(false);
    await renderApp(snapshots.fine);
    const note = await open('Today', /^\$4\.12/);
    await act(async () => note.getByRole('button', { name: 'Copy with source' }).click());
    expect(note.getByRole('status').textContent).toBe('Could not be copied');
  });
});
