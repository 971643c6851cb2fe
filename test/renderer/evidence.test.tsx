// @vitest-environment jsdom
import { act, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { noteFailure } from '../../src-main/shared/failure.js';
import { HOUR_MS } from '../../src-main/shared/units.js';
import { evidence, limits } from '../fixtures/limits.js';
import { NOW } from '../fixtures/snapshots.js';
import { closeApp, shownText } from './render-app.js';
import { callsOf, card, plain, press, renderLimits, type } from './render-limits.js';

afterEach(closeApp);

const rows = () => within(card('Evidence')).getAllByRole('listitem');
const textOf = (row: HTMLElement | undefined) => (row?.textContent ?? '').replace(/\s+/gu, ' ');
const refuse = async () =>
  ({ ok: false, note: noteFailure({ kind: 'storage-full' }, NOW) }) as const;

describe('evidence', () => {
  it('is listed newest first: when, what, who said it, what it alone would mean', async () => {
    await renderLimits(limits.good);
    expect(rows().map(textOf)).toEqual([
      expect.stringMatching(/^21 Nov, 14:4280 %by itself says \$35Week · status line/),
      expect.stringMatching(
        /^17 Nov, 15:22limit hit at \$34.10by itself says \$34Week · limit record/,
      ),
      expect.stringMatching(/^3 Nov.*64 %by itself says \$35Week · typed · from the usage page/),
      expect.stringMatching(/^27 Oct.*12 %by itself says \$200.*It disagrees with the rest/),
      expect.stringMatching(
        /^25 Oct.*\$28.20 without being stoppedWeek · quiet week, seen in part/,
      ),
      expect.stringMatching(/^19 Oct.*30 %use not visible here.*No use was seen here/),
      expect.stringMatching(/^14 Sept?.*limit hit at \$33.80by itself says \$34Week · you/),
      expect.stringMatching(/^24 Jul.*limit hit.*limit banner.*Count again.*Ignored by you\./),
    ]);
  });

  it('says what a person answered about a change', async () => {
    const [first] = evidence;
    if (!first) throw new Error('The fixture has no evidence');
    const change = { ...first, kind: 'change', source: 'manual', pct: null, means: null } as const;
    const denied = { ...change, id: 'd', isIgnored: true };
    await renderLimits({ ...limits.good, evidence: [change, denied] });
    expect(textOf(rows()[0])).toContain('the limit changed');
    expect(textOf(rows()[1])).toContain('it did not change');
    expect(plain('Evidence')).not.toContain('Ignored');
  });

  it('of every kind can be edited and ignored; an answer has nothing that could be ignored', async () => {
    const [first] = evidence;
    if (!first) throw new Error('The fixture has no evidence');
    const bare = { ...first, pct: null, half: null, means: null };
    const change = { ...bare, id: 'c', kind: 'change', source: 'manual', isDenied: false } as const;
    const kinds = [
      change,
      { ...change, id: 'd', isIgnored: true, isDenied: true },
      { ...change, id: 'i', isIgnored: true },
      { ...bare, id: 'q', kind: 'quiet', source: 'window' },
      { ...bare, id: 'h', kind: 'hit', source: 'record' },
    ] as const;
    const bridge = await renderLimits({ ...limits.good, evidence: kinds });
    expect(
      rows().map((row) => textOf(row).match(/Edit|Ignored by you|Ignore|Count again/g)),
    ).toEqual([
      ['Edit', 'Ignore'],
      ['Edit'],
      ['Edit', 'Count again', 'Ignored by you'],
      ['Edit', 'Ignore'],
      ['Edit', 'Ignore'],
    ]);
    expect(textOf(rows()[1])).toContain('it did not change');
    expect(textOf(rows()[2])).toContain('the limit changed');
    await act(async () =>
      within(rows()[3] as HTMLElement)
        .getByRole('button', { name: /^Edit/ })
        .click(),
    );
    const form = within(screen.getByRole('form', { name: /without being stopped/ }));
    expect(form.queryByLabelText('Time')).toBeNull();
    await type(form.getByLabelText('Note'), 'on holiday');
    await act(async () => form.getByRole('button', { name: 'Save' }).click());
    expect(callsOf(bridge, 'editEvidence')).toEqual([{ id: 'q', note: 'on holiday' }]);
  });

  it('that says "more than 80 %" is no percentage and means no single limit', async () => {
    const [first] = evidence;
    if (!first) throw new Error('The fixture has no evidence');
    const bound = { ...first, source: 'text', pct: 90, half: 10, means: null } as const;
    await renderLimits({ ...limits.good, evidence: [bound] });
    expect(textOf(rows()[0])).toMatch(/^21 Nov, 14:42more than 80 %at \$27\.90/);
    expect(textOf(rows()[0])).not.toMatch(/90 %|alone/);
    await press(/^Edit more than 80 %/);
    expect(screen.queryByLabelText('Percent')).toBeNull();
    expect(screen.getByLabelText('Time')).toBeTruthy();
  });

  it('that a person corrected says so, with what was said before', async () => {
    const [first] = evidence;
    if (!first) throw new Error('The fixture has no evidence');
    const corrected = { ...first, pct: 40, said: { pct: 82, at: first.at } };
    const moved = { ...first, id: 'm', said: { pct: first.pct, at: first.at - HOUR_MS } };
    const ignored = { ...first, id: 'n', isIgnored: true, said: { pct: first.pct, at: first.at } };
    await renderLimits({ ...limits.good, evidence: [corrected, moved, ignored] });
    expect(textOf(rows()[0])).toContain('status line, corrected, was 82 %');
    expect(textOf(rows()[1])).toMatch(/status line, corrected(?!, was)/);
    expect(textOf(rows()[2])).not.toContain('corrected');
  });

  it('beyond eight records is shown when asked for, and until then what was told before quiet weeks', async () => {
    const many = [...evidence, ...evidence].map((one, index) => ({ ...one, id: `m${index}` }));
    await renderLimits({ ...limits.good, evidence: many });
    expect(rows()).toHaveLength(8);
    expect(plain('Evidence')).not.toContain('without being stopped');
    await press('Show all 16, 2 of them quiet');
    expect(rows()).toHaveLength(16);
    await press('Show fewer');
    expect(rows()).toHaveLength(8);
  });

  it('can be ignored, counted again and deleted, and the limits are read anew', async () => {
    let reads = 0;
    const bridge = await renderLimits(limits.good, {
      readLimits: async () => {
        reads += 1;
        return { ok: true, value: limits.good };
      },
    });
    await press(/^Ignore 80 %/);
    await press(/^Count again limit hit at \$27.00/);
    await press(/^Delete limit hit at \$34.10/);
    expect(callsOf(bridge, 'editEvidence')).toEqual([
      { id: 'r1', isIgnored: true },
      { id: 'h3', isIgnored: false },
    ]);
    expect(callsOf(bridge, 'deleteEvidence')).toEqual(['h1']);
    expect(reads).toBe(4);
  });

  it('that could not be changed says why', async () => {
    await renderLimits(limits.good, { editEvidence: refuse, deleteEvidence: refuse });
    await press(/^Ignore 80 %/);
    expect(textOf(rows()[0])).toContain('The disk is full.');
  });

  it('is corrected by what was changed alone', async () => {
    const bridge = await renderLimits(limits.good);
    await press(/^Edit 64 %/);
    const form = within(screen.getByRole('form', { name: /^Correct 64 %/ }));
    await type(form.getByLabelText('Percent'), '65,5');
    await type(form.getByLabelText('Time'), '16:05');
    await act(async () => form.getByRole('button', { name: 'Save' }).click());
    expect(callsOf(bridge, 'editEvidence')).toEqual([
      { id: 'r2', pct: 65.5, at: Date.UTC(2026, 10, 3, 15, 5) },
    ]);
    expect(screen.queryByRole('form')).toBeNull();
  });

  it('is not sent when nothing was changed, nor when a field makes no sense', async () => {
    const bridge = await renderLimits(limits.good);
    await press(/^Edit 64 %/);
    const save = () => act(async () => screen.getByRole('button', { name: 'Save' }).click());
    await type(screen.getByLabelText('Percent'), 'much');
    await save();
    expect(shownText()).toContain('Type a percentage, like 82 or 82.5.');
    await type(screen.getByLabelText('Percent'), '64');
    await type(screen.getByLabelText('Time'), '25:00');
    await save();
    expect(shownText()).toContain('Enter a day and a time, like 14:05.');
    await type(screen.getByLabelText('Day'), '2027-01-01');
    await type(screen.getByLabelText('Time'), '10:00');
    await save();
    expect(shownText()).toContain('That time has not come yet.');
    await type(screen.getByLabelText('Day'), '2026-11-03');
    await type(screen.getByLabelText('Time'), '15:22');
    await save();
    expect(screen.queryByRole('form')).toBeNull();
    expect(callsOf(bridge, 'editEvidence')).toEqual([]);
  });
});

describe('a percentage that Claude shows', () => {
  const open = async (...args: Parameters<typeof renderLimits>) => {
    const bridge = await renderLimits(...args);
    await press('Enter Claude’s %');
    return bridge;
  };
  const add = () => act(async () => screen.getByRole('button', { name: 'Add' }).click());

  it('is added with its limit, and the reset may be left empty', async () => {
    const bridge = await open(limits.good);
    expect(document.activeElement).toBe(screen.getByLabelText('Percent'));
    await type(screen.getByLabelText('Percent'), '83 %');
    await type(screen.getByLabelText('Limit'), 'plan five_hour');
    await add();
    expect(callsOf(bridge, 'addEvidence')).toEqual([
      { kind: 'reading', meter: 'plan', window: 'five_hour', pct: 83, at: null, resetsAt: null },
    ]);
    expect(plain('Evidence')).toContain('Added.');
  });

  it('is added with the reset by the clock of the shown zone', async () => {
    const bridge = await open(limits.good);
    await type(screen.getByLabelText('Percent'), '12');
    await type(screen.getByLabelText('Resets, day'), '2026-11-25');
    await type(screen.getByLabelText('Resets, time'), '9:00');
    await add();
    expect(callsOf(bridge, 'addEvidence')).toEqual([
      expect.objectContaining({ window: 'weekly', resetsAt: Date.UTC(2026, 10, 25, 8) }),
    ]);
  });

  it('says what is wrong instead of sending it', async () => {
    const bridge = await open(limits.good);
    await add();
    expect(shownText()).toContain('Type a percentage');
    await type(screen.getByLabelText('Percent'), '12');
    await type(screen.getByLabelText('Resets, day'), '2026-11-25');
    await add();
    expect(shownText()).toContain('Enter a day and a time');
    await type(screen.getByLabelText('Resets, day'), '2026-11-20');
    await type(screen.getByLabelText('Resets, time'), '10:00');
    await add();
    expect(shownText()).toContain('A reset lies ahead');
    expect(callsOf(bridge, 'addEvidence')).toEqual([]);
  });

  it('that was refused stays in the form, with the reason', async () => {
    await open(limits.good, { addEvidence: refuse });
    await type(screen.getByLabelText('Percent'), '12');
    await add();
    expect(shownText()).toContain('The disk is full.');
    expect((screen.getByLabelText('Percent') as HTMLInputElement).value).toBe('12');
  });
});

describe('“I just hit the limit”', () => {
  it('asks which one and when, now unless said otherwise', async () => {
    const bridge = await renderLimits(limits.good);
    await press('I just hit the limit');
    expect((screen.getByLabelText('Day') as HTMLInputElement).value).toBe('2026-11-21');
    expect((screen.getByLabelText('Time') as HTMLInputElement).value).toBe('15:22');
    await act(async () => screen.getByRole('button', { name: 'Add' }).click());
    expect(callsOf(bridge, 'addEvidence')).toEqual([
      { kind: 'hit', meter: 'plan', window: 'weekly', at: NOW },
    ]);
  });

  it('noted in the tray opens the view and the form with that time, once', async () => {
    const bridge = await renderLimits(limits.good);
    await act(async () => bridge.emitView('overview'));
    const at = NOW - HOUR_MS - 1234;
    await act(async () => bridge.emitHit(at));
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Limits');
    expect((screen.getByLabelText('Time') as HTMLInputElement).value).toBe('14:22');
    expect(document.activeElement).toBe(screen.getByLabelText('Limit'));
    await act(async () => screen.getByRole('button', { name: 'Add' }).click());
    expect(callsOf(bridge, 'addEvidence')).toEqual([expect.objectContaining({ kind: 'hit', at })]);
    await act(async () => bridge.emitView('overview'));
    await act(async () => bridge.emitView('limits'));
    expect(screen.queryByRole('form')).toBeNull();
  });
});

describe('evidence as a file', () => {
  it('goes out, and coming in tells what came and what was left out', async () => {
    const bridge = await renderLimits(limits.good);
    await press('Export…');
    expect(plain('Evidence')).toContain('Saved.');
    await press('Import…');
    expect(plain('Evidence')).toContain('12 records came in, 3 were known, 1 left out:');
    expect(plain('Evidence')).toContain('Line 4 has no window.');
    expect(callsOf(bridge, 'exportEvidence')).toHaveLength(1);
  });

  it('that was not chosen or could not be written says nothing or why', async () => {
    await renderLimits(limits.good, {
      importEvidence: async () => ({ ok: true, value: null }),
      exportEvidence: refuse,
    });
    await press('Import…');
    expect(plain('Evidence')).not.toContain('came in');
    await press('Export…');
    expect(plain('Evidence')).toContain('The disk is full.');
  });
});
