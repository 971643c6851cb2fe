// @vitest-environment jsdom
import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { noteFailure } from '../../src-main/shared/failure.js';
import type { Bridge } from '../../src-main/shared/ipc-contract.js';
import type { Limits } from '../../src-main/shared/limits.js';
import { limits } from '../fixtures/limits.js';
import { HOSTILE_NAME, NOW, snapshots } from '../fixtures/snapshots.js';
import { closeApp, renderApp } from './render-app.js';
import { callsOf, card, plain, press } from './render-limits.js';

afterEach(closeApp);

const GROUP = 'Claude Code and limits';

async function renderSettings(known: Limits, overrides: Partial<Bridge> = {}) {
  const bridge = await renderApp(snapshots.fine, {
    readLimits: async () => ({ ok: true, value: known }),
    ...overrides,
  });
  await act(async () => bridge.emitView('settings'));
  return bridge;
}

describe('Claude Code and limits', () => {
  it('lets the person say whose limit is meant, and whether transcripts are read', async () => {
    const bridge = await renderSettings(limits.none);
    const select = screen.getByLabelText('Week percentage is of') as HTMLSelectElement;
    expect([...select.options].map(({ text }) => text)).toEqual([
      'Organization’s API spend',
      'My Claude plan',
    ]);
    await act(async () => void fireEvent.change(select, { target: { value: '1' } }));
    await act(async () => screen.getByLabelText('Read Claude Code’s transcripts').click());
    expect(callsOf(bridge, 'updateSettings')).toEqual([
      { weekMeter: 'plan' },
      { readsTranscripts: true },
    ]);
    expect(plain(GROUP)).toContain('kept are models, token counts, times and limit messages');
  });

  it('says what was found, what was read, and how far reading is', async () => {
    await renderSettings(limits.good);
    expect(plain(GROUP)).toMatch(/212 files found in 1 folder, read from 25 May to 21 Nov\./);
    await renderSettings(limits.reading);
    expect(screen.getByRole('progressbar', { name: 'Reading, 25 %' })).toBeTruthy();
    await renderSettings(limits.noClaudeCode);
    expect(plain(GROUP)).toContain('No transcripts of Claude Code were found');
    expect(plain(GROUP)).toContain('Claude Code was not found on this computer.');
  });

  it('forgets what was read, when asked to', async () => {
    const bridge = await renderSettings(limits.good);
    await press('Forget what was read');
    expect(callsOf(bridge, 'forgetTranscripts')).toHaveLength(1);
    expect(plain(GROUP)).toContain('What was read is forgotten; evidence stays.');
    await renderSettings(limits.good, {
      forgetTranscripts: async () => ({ ok: true, value: 'cancelled' }),
    });
    await press('Forget what was read');
    expect(plain(GROUP)).not.toContain('is forgotten');
  });

  it('says why the limits could not be read, and asks again', async () => {
    let isBusy = true;
    await renderSettings(limits.good, {
      readLimits: async () =>
        isBusy
          ? { ok: false, note: noteFailure({ kind: 'storage-busy' }, NOW) }
          : { ok: true, value: limits.good },
    });
    expect(plain(GROUP)).toContain('The history is in use.');
    isBusy = false;
    await press('Try again');
    expect(plain(GROUP)).toContain('212 files');
  });
});

describe('the status line', () => {
  it('is installed only after what will change was shown', async () => {
    const bridge = await renderSettings(limits.none);
    expect(plain(GROUP)).not.toMatch(/Install(?!ed)/);
    await press('Show what will change');
    expect(plain(GROUP)).toContain('In /home/ada/.claude/settings.json:');
    expect(plain(GROUP)).toContain('Now "statusLine": { "type": "command", "command": "my-line" }');
    expect(plain(GROUP)).toContain('"command": "tidemark statusline"');
    expect(plain(GROUP)).toContain('is kept as /home/ada/.claude/settings.json.before-tidemark.');
    expect(plain(GROUP)).not.toContain('Show what will change');
    expect(callsOf(bridge, 'installStatusLine')).toHaveLength(0);
    await press('Install');
    expect(callsOf(bridge, 'installStatusLine')).toHaveLength(1);
    expect(plain(GROUP)).toContain('Installed. It shows with the next answer.');
  });

  it('that is not wanted after all changes nothing', async () => {
    const bridge = await renderSettings(limits.none);
    await press('Show what will change');
    await press('Cancel');
    expect(card(GROUP).querySelector('pre')).toBeNull();
    expect(callsOf(bridge, 'installStatusLine')).toHaveLength(0);
  });

  it('says that it keeps another command, when it last told something, and goes in one click', async () => {
    const bridge = await renderSettings(limits.good);
    expect(plain(GROUP)).toContain('Your own command is kept and runs along.');
    expect(plain(GROUP)).toContain('Last reading 40 min ago.');
    await press('Remove');
    expect(callsOf(bridge, 'removeStatusLine')).toHaveLength(1);
    expect(plain(GROUP)).toContain('Removed; what was there is back.');
  });

  it('that could not be changed says why', async () => {
    const note = noteFailure({ kind: 'storage-read-only' }, NOW);
    await renderSettings(limits.none, { previewStatusLine: async () => ({ ok: false, note }) });
    await press('Show what will change');
    expect(plain(GROUP)).toContain('The data folder cannot be written.');
  });

  it('says that it is switched off, and promises nothing then', async () => {
    const off = { ...limits.none.statusLine, isSwitchedOff: true };
    await renderSettings(
      { ...limits.none, statusLine: off },
      { installStatusLine: async () => ({ ok: true, value: { ...off, state: 'installed' } }) },
    );
    expect(plain(GROUP)).toMatch(/^.*Not installed\..*While disableAllHooks is set/);
    await press('Show what will change');
    await press('Install');
    expect(plain(GROUP)).not.toContain('It shows with the next answer');
    await renderSettings({ ...limits.good, statusLine: { ...off, state: 'installed' } });
    expect(plain(GROUP)).toMatch(/Installed\. While disableAllHooks is set in its settings/);
    expect(plain(GROUP)).not.toContain('tells Tidemark its percentages');
  });

  it('from which nothing came for a day says what may be in the way', async () => {
    await renderSettings(limits.good);
    expect(plain(GROUP)).not.toContain('trust');
    const statusLine = { ...limits.good.statusLine, lastReadingAt: null, isSilent: true };
    await renderSettings({ ...limits.good, statusLine });
    expect(plain(GROUP)).toMatch(
      /No reading came yet\. .*folders that you trust.*disableAllHooks in its settings\./,
    );
  });

  it('offers nothing where there is nothing to change', async () => {
    for (const state of ['unreadable', 'no-claude-code', 'no-node'] as const) {
      const statusLine = { ...limits.none.statusLine, state };
      await renderSettings({ ...limits.none, statusLine });
      expect(plain(GROUP)).not.toMatch(/Show what will change|Remove/);
    }
  });

  it('H1 H2 H4: paths and lines are text, isolated and short', async () => {
    const preview = { file: HOSTILE_NAME, before: null, after: HOSTILE_NAME, backup: HOSTILE_NAME };
    await renderSettings(limits.hostile, {
      previewStatusLine: async () => ({ ok: true, value: preview }),
    });
    await press('Show what will change');
    expect(card(GROUP).querySelector('img')).toBeNull();
    expect(plain(GROUP)).toContain('no status line');
    expect(plain(GROUP).length).toBeLessThan(3000);
    expect(card(GROUP).textContent).not.toMatch(/[\u202a-\u202e]/u);
  });
});
