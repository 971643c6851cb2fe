// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { noteFailure } from '../../src-main/shared/failure.js';
import { HOUR_MS, MINUTE_MS } from '../../src-main/shared/units.js';
import { fiveHours, planWeek, weekLoad } from '../fixtures/limit-windows.js';
import { limits } from '../fixtures/limits.js';
import { NOW, snapshots } from '../fixtures/snapshots.js';
import { closeApp, shownText } from './render-app.js';
import { callsOf, card, plain, press, renderLimits } from './render-limits.js';

afterEach(closeApp);

const staffOf = (name: string) =>
  within(card(name)).getByRole('img').getAttribute('aria-label') ?? '';

describe('a window of which nothing is known', () => {
  it('none: says that no use was seen and what to do', async () => {
    await renderLimits(limits.none);
    expect(plain('Week')).toContain('–no use seen');
    expect(plain('Week')).toContain(
      'No use has been seen yet. Enter the % from Claude’s usage page to teach Tidemark.',
    );
    expect(plain('Week')).not.toMatch(/\$|\d %/);
    expect(plain('Week')).toContain('No evidence yet');
  });

  it('bound: says at least how much, and no percentage', async () => {
    await renderLimits(limits.bound);
    expect(plain('Week')).toContain('Not known yet');
    expect(plain('Week')).toContain(
      'You have used at least $28.20 in a week, at list price, without being stopped. Enter the % from Claude’s usage page to teach Tidemark.',
    );
    expect(plain('Week')).toContain('3 quiet weeks, last 7 days ago');
    expect(plain('Week')).not.toMatch(/\d %/);
    expect(staffOf('Week')).toContain('the limit is somewhere above the mark');
    const more = { ...planWeek.bound, used: { usd: [29, 30] as const } };
    await renderLimits({ ...limits.bound, windows: [more] });
    expect(card('Week').querySelector('svg [class*=red]')).toBeNull();
  });

  it('bound: names the window that it is of', async () => {
    await renderLimits(limits.good);
    expect(plain('Week, Opus')).toContain('at least $11.20 of Opus in a week');
    const five = { ...fiveHours, ...planWeek.bound, window: 'five_hour' as const };
    await renderLimits({ ...limits.good, windows: [five] });
    expect(plain('5-hour window')).toContain(
      'at least $28.20 in 5 hours, at list price, without being stopped',
    );
  });
});

describe('a learned limit', () => {
  it('rough: is a range, with no single number and no hours', async () => {
    await renderLimits(limits.rough);
    expect(plain('Week')).toContain('Rough guess: $24 – $52');
    expect(plain('Week')).toContain('55 – 100 %used, a rough guess');
    expect(plain('Week')).not.toMatch(/\$35|82 %|hours|of work|Left/);
    expect(staffOf('Week')).toMatch(/^Between 55 % and 100 % of the weekly limit/);
  });

  it('fair: is about one number, with its interval', async () => {
    await renderLimits(limits.fair);
    expect(plain('Week')).toMatch(/^WeekFair/);
    expect(plain('Week')).toContain('About $35 (likely $30 – $41)');
    expect(plain('Week')).toContain('~82 %of about $35likely 76 – 88 %');
  });

  it('good: is a number, with its interval, why, what is left and how long it lasts', async () => {
    await renderLimits(limits.good);
    expect(plain('Week')).toMatch(/^WeekGood/);
    expect(plain('Week')).toContain('$35, likely $32 – $38');
    expect(plain('Week')).toContain('2 limit hits, 3 readings, last 4 days ago');
    expect(plain('Week')).toContain(
      'Left: about $6.20 (likely $4.10 – $9.30), 7.1 M tokens, 11 h of work (likely 7 – 16).',
    );
    expect(plain('Week')).toContain('Lasts until the reset.');
    expect(staffOf('Week')).toBe(
      '82 % of the weekly limit; an even pace would be 88 %; the limit is likely between 93 % and 109 % of it',
    );
  });

  it('strong: is a number with its spread in percent', async () => {
    await renderLimits(limits.strong);
    expect(plain('Week')).toMatch(/^WeekStrong/);
    expect(plain('Week')).toContain('$35 (±4 %)');
  });

  it('never says exact or guaranteed', async () => {
    for (const known of Object.values(limits)) {
      await renderLimits(known);
      expect(shownText()).not.toMatch(/\bexact|guarantee/i);
    }
  });

  it('beyond its limit for sure says so and no more', async () => {
    const percent = { low: 104, median: 100, high: 140 };
    const week = { ...planWeek.good, now: { ...weekLoad, percent } };
    await renderLimits({ ...limits.good, windows: [week] });
    expect(plain('Week')).toContain('>100 %of $35$35, likely $32 – $38');
    expect(plain('Week')).not.toContain('140');
  });

  it('says where it comes from, in one click', async () => {
    await renderLimits(limits.good);
    await act(async () =>
      within(card('Week'))
        .getByRole('button', { name: /2 limit hits, 3 readings/ })
        .click(),
    );
    expect(within(card('Week')).getByText(/learned from 2 limit hits and 3 readings/)).toBeTruthy();
    expect(within(card('Week')).getByText('Copy with source')).toBeTruthy();
  });
});

describe('what Claude said', () => {
  it('reported: stands without "~", with its age, and dollars are not put into its mouth', async () => {
    await renderLimits(limits.reported);
    expect(plain('Week')).toContain('80 %as Claude said 40 min ago');
    expect(plain('Week')).not.toContain('~80');
    expect(plain('Week')).toContain('$35, likely $32 – $38');
    expect(plain('Week')).toContain('At your usual pace it runs out about Sun 00:22.');
    expect(plain('Week')).toContain('Still settling: the newest 15 minutes may grow.');
    expect(plain('Week')).toContain('on other devices');
  });

  it('is not put into its mouth once more was used', async () => {
    const reading = { pct: 80, at: NOW - 2 * MINUTE_MS };
    const now = { ...weekLoad, percent: { median: 81.2, low: 80.7, high: 81.8 }, reading };
    await renderLimits({ ...limits.reported, windows: [{ ...planWeek.reported, now }] });
    expect(plain('Week')).toContain(
      '~81 %usedlikely 81 – 82 %; 80 % as Claude says, the use since then learned',
    );
  });

  it('just now needs no age', async () => {
    await renderLimits(limits.unread);
    expect(plain('Week')).toContain('42 %as Claude says');
    expect(plain('Week')).toContain('How much that is in dollars is not known yet.');
  });

  it('a while ago is told beside what was learned since', async () => {
    const reading = { pct: 70, at: NOW - 3 * HOUR_MS };
    const week = { ...planWeek.good, now: { ...weekLoad, reading } };
    await renderLimits({ ...limits.good, windows: [week] });
    expect(plain('Week')).toContain(
      'likely 76 – 88 %; 70 % as Claude said 3 h ago, the use since then learned',
    );
  });
});

describe('the cards', () => {
  it('begin with the week, whatever was seen first', async () => {
    const week = planWeek.good;
    const opus = { ...week, window: 'weekly:opus' } as const;
    const session = { ...week, window: 'five_hour' } as const;
    const api = { ...week, meter: 'api' } as const;
    await renderLimits({ ...limits.good, windows: [api, opus, session, week] });
    const names = screen
      .getAllByRole('heading', { level: 2 })
      .map(({ textContent }) => textContent);
    expect(names.slice(0, 4)).toEqual(['Week', '5-hour window', 'Week, Opus', 'Week']);
  });
});

describe('two meters', () => {
  it('stand apart, the chosen one first, and every card says whose use it is', async () => {
    await renderLimits(limits.both);
    const weeks = screen.getAllByRole('region', { name: 'Week' });
    expect(weeks.map(({ textContent }) => textContent?.slice(0, 60))).toEqual([
      expect.stringContaining('Organization’s API spend'),
      expect.stringContaining('Your Claude plan'),
    ]);
    expect(within(card('Organization’s API spend')).getAllByRole('region')).toHaveLength(1);
    expect(plain('Evidence')).toContain('Week · Claude plan · status line');
  });
});

describe('what is missing is said with what to do', () => {
  it('transcripts off: the plan’s use is not counted, and Settings are one click away', async () => {
    await renderLimits(limits.unread);
    expect(shownText()).toContain('The use of your plan is not counted yet');
    expect(plain('Week')).toContain('reading Claude Code’s transcripts is off');
    await press('Open Settings');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Settings');
  });

  it('no Claude Code here', async () => {
    await renderLimits(limits.noClaudeCode);
    expect(shownText()).toContain('Claude Code was not found on this computer');
    expect(shownText()).toContain('Nothing was seen yet.');
    expect(screen.queryByRole('region', { name: 'Week' })).toBeNull();
  });

  it('no connection: leads to Connect, since what is learned is kept with a history', async () => {
    const none = { ...limits.noClaudeCode, rates: [], spends: [], changes: [] };
    const kept = { ...snapshots.fine.connection, state: 'never-saved' } as const;
    await renderLimits(none, {}, { ...snapshots.fine, connection: kept });
    expect(shownText()).toContain('No organization is connected');
    await act(async () => screen.getAllByRole('button', { name: 'Connect' }).at(-1)?.click());
    expect(screen.getByRole('heading', { level: 1 }).textContent).toMatch(/^Connect/);
  });

  it('an answer that fails says why and can be asked for again', async () => {
    let isBusy = true;
    await renderLimits(limits.good, {
      readLimits: async () =>
        isBusy
          ? { ok: false, note: noteFailure({ kind: 'storage-busy' }, NOW) }
          : { ok: true, value: limits.good },
    });
    expect(shownText()).toContain('The history is in use');
    isBusy = false;
    await press('Try again');
    expect(plain('Week')).toContain('~82 %');
  });

  it('a late answer is awaited in words', async () => {
    await renderLimits(limits.good, { readLimits: () => new Promise(() => {}) });
    expect(shownText()).toContain('Reading the limits…');
  });
});

describe('the figures', () => {
  it('are read again each minute, and oftener only while something is being read', async () => {
    let count = 0;
    let answer: typeof limits.good | typeof limits.reading = limits.good;
    const readLimits = async () => {
      count += 1;
      return { ok: true, value: answer } as const;
    };
    const bridge = await renderLimits(limits.good, { readLimits });
    expect(count).toBe(1);
    await act(async () => bridge.emitTick(NOW + 4000));
    expect(count).toBe(1);
    answer = limits.reading;
    await act(async () => bridge.emitTick(NOW + MINUTE_MS));
    const whenBegun = count;
    expect(whenBegun).toBeGreaterThan(1);
    await act(async () => bridge.emitTick(NOW + MINUTE_MS + 4000));
    expect(count).toBe(whenBegun + 1);
    expect(shownText()).toContain('Learning from what is new');
  });

  it('of another organization never stay on screen', async () => {
    const bridge = await renderLimits(limits.good);
    const { connection } = snapshots.fine;
    const organization = { id: 'org-other', name: 'Other' };
    const waiting = { readLimits: () => new Promise<never>(() => {}) };
    Object.assign(window.tidemark, waiting);
    await act(async () =>
      bridge.emitSnapshot({ ...snapshots.fine, connection: { ...connection, organization } }),
    );
    expect(shownText()).toContain('Reading the limits…');
    expect(callsOf(bridge, 'readLimits')).toHaveLength(0);
  });

  it('are the same in a table, one key away, and the key is not taken from who types', async () => {
    await renderLimits(limits.good);
    expect(screen.getAllByRole('slider')).toHaveLength(2);
    await act(async () => void fireEvent.keyDown(document.body, { key: 't' }));
    expect(screen.queryAllByRole('slider')).toHaveLength(0);
    await press('Enter Claude’s %');
    const percent = screen.getByLabelText('Percent');
    await act(async () => void fireEvent.keyDown(percent, { key: 't' }));
    expect(screen.queryAllByRole('slider')).toHaveLength(0);
  });
});
