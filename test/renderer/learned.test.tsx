// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { noteFailure } from '../../src-main/shared/failure.js';
import type { WindowLimit } from '../../src-main/shared/limits.js';
import { DAY_MS } from '../../src-main/shared/units.js';
import { drawCourse, layoutLearned, placeInstant } from '../../src-renderer/charts/draw-learned.js';
import { columnsOfLimit, courseOf } from '../../src-renderer/charts/learned-columns.js';
import { planWeek, WEEK_START } from '../fixtures/limit-windows.js';
import { evidence, limits } from '../fixtures/limits.js';
import { NOW } from '../fixtures/snapshots.js';
import { closeApp } from './render-app.js';
import { callsOf, card, plain, press, renderLimits } from './render-limits.js';

afterEach(closeApp);

const WEEK = 'What Tidemark has learned about your week';
const sliders = () => screen.getAllByRole('slider');
const key = (slider: HTMLElement | undefined, name: string) =>
  act(async () => {
    if (slider) fireEvent.keyDown(slider, { key: name });
  });
const live = (slider: HTMLElement | undefined) =>
  slider?.closest('figure')?.querySelector('[aria-live]')?.textContent;
const columnsOf = (week: WindowLimit = planWeek.good) => columnsOfLimit(week, evidence, NOW);

describe('what was learned about the week', () => {
  it('is a median in its band, bars of use, crosses and rings', async () => {
    await renderLimits(limits.changed);
    const chart = within(card(WEEK)).getByRole('figure');
    const count = (part: string) => chart.querySelectorAll(`[class*=${part}]`).length;
    expect([count('median'), count('band')]).toEqual([1, 1]);
    const barsOf = (name: string) =>
      chart.querySelector(`[class*=${name}]`)?.getAttribute('d')?.match(/M/g) ?? [];
    // The running week, and one whose beginning was not seen.
    expect([barsOf('_use').length, barsOf('hatchedUse').length]).toEqual([24, 2]);
    expect([count('hit'), count('reading'), count('faint')]).toEqual([3, 3, 2]);
    expect(chart.querySelector('figcaption')?.textContent).toMatch(
      /^What Tidemark has learned about your week: \$35, likely \$32 – \$38; 26 weeks seen, 4 with a limit hit; the limit looks 30 % higher since 14 Sept?\.$/,
    );
  });

  it('is told by key, week by week and figure by figure', async () => {
    await renderLimits(limits.good);
    const [chart] = sliders();
    await key(chart, 'ArrowLeft');
    expect(chart?.getAttribute('aria-valuetext')).toBe('15 Nov – 22 Nov');
    expect(live(chart)).toMatch(
      /^Used so far \$28.60; Limit learned about \$35; Likely \$32 – \$38; Seen limit hit, 1 reading$/,
    );
    await key(chart, 'ArrowLeft');
    await key(chart, 'ArrowUp');
    expect(live(chart)).toMatch(/^Used \$[\d.]+$/);
  });

  it('is a table with the same figures', async () => {
    await renderLimits(limits.good);
    await press('Table');
    const rows = within(card(WEEK)).getAllByRole('row');
    expect(rows).toHaveLength(27);
    expect(rows[1]?.textContent).toBe(
      '15 Nov – 22 Nov$28.60about $35$32 – $38limit hit, 1 reading',
    );
    expect(rows.at(-1)?.textContent).toMatch(/^24 May – 31 May\$[\d.]+.*quiet$/);
  });

  it('can be had of every window', async () => {
    await renderLimits(limits.good);
    await act(async () => screen.getByRole('radio', { name: '5-hour window' }).click());
    expect(card('What Tidemark has learned about your 5 hours').textContent).toContain('a window');
    await key(sliders()[0], 'ArrowLeft');
    expect(sliders()[0]?.getAttribute('aria-valuetext')).toBe('Sat 21 Nov, 13:10–18:10');
  });

  it('says so while there is nothing to draw', async () => {
    await renderLimits(limits.none);
    expect(plain(WEEK)).toContain('The course appears with the first week that is seen');
    expect(screen.queryByRole('figure')).toBeNull();
  });
});

describe('a limit that seems to have changed', () => {
  it('is told, and the answer is kept as evidence', async () => {
    const bridge = await renderLimits(limits.changed);
    expect(plain(WEEK)).toMatch(
      /Your weekly limit looks 30 % higher since 14 Sept?\.KeepIt did not change/,
    );
    const answer = { kind: 'change', meter: 'plan', window: 'weekly', at: Date.UTC(2026, 8, 14) };
    await press('It did not change');
    await press('Keep');
    expect(callsOf(bridge, 'addEvidence')).toEqual([
      { ...answer, isDenied: true },
      { ...answer, isDenied: false },
    ]);
  });

  it('that was answered is not asked again', async () => {
    const { changed } = planWeek.changed;
    const week = { ...planWeek.changed, changed: { ...changed, isAnswered: true } };
    await renderLimits({ ...limits.changed, windows: [week] });
    expect(plain(WEEK)).not.toContain('looks');
    expect(card(WEEK).querySelector('[class*=notice]')).toBeNull();
  });

  it.each([
    [false, /26 weeks seen, 4 with a limit hit; the limit looks 30 % higher since 14 Sept?\.$/, 2],
    [true, /26 weeks seen, 4 with a limit hit\.$/, 0],
  ])('stays on the chart unless it was denied (%s)', async (isDenied, words, marks) => {
    const changed = { ...planWeek.changed.changed, isAnswered: true, isDenied };
    await renderLimits({ ...limits.changed, windows: [{ ...planWeek.changed, changed }] });
    const chart = within(card(WEEK)).getByRole('figure');
    expect(chart.querySelector('figcaption')?.textContent).toMatch(words);
    expect(chart.querySelectorAll('[class*=change]')).toHaveLength(marks);
  });

  it('says why an answer could not be kept', async () => {
    const note = noteFailure({ kind: 'storage-full' }, NOW);
    await renderLimits(limits.changed, { addEvidence: async () => ({ ok: false, note }) });
    await press('Keep');
    expect(plain(WEEK)).toContain('The disk is full.');
  });
});

describe('the course', () => {
  it('stands on the windows in order, the running one last, with what was known by then', () => {
    const columns = columnsOf();
    expect(columns).toHaveLength(26);
    expect(columns.at(-1)).toMatchObject({ from: WEEK_START, state: 'open', usd: 28.6 });
    expect(columns[0]?.limit).toEqual(planWeek.good.course[0]?.limit);
  });

  it('leaves weeks that nobody saw as gaps', () => {
    const past = planWeek.good.past.filter((_, index) => index < 5 || index > 8);
    const readings = evidence.filter(({ kind }) => kind === 'reading');
    const columns = columnsOfLimit({ ...planWeek.good, past }, readings, NOW);
    expect(columns).toHaveLength(26);
    expect(columns.filter(({ state }) => state === 'missing')).toHaveLength(4);
  });

  it('knows the use of an older window by its record, where that was whole', () => {
    const past = planWeek.good.past.filter((_, index) => index < 5 || index > 8);
    const hit = evidence.find(({ kind }) => kind === 'hit');
    const span = planWeek.good.past[6]?.window;
    if (!hit || !span) throw new Error('The fixture has no hit or no seventh week');
    const columnWith = (kind: 'hit' | 'quiet' | 'reading') =>
      columnsOfLimit(
        { ...planWeek.good, past },
        [{ ...hit, kind, usd: 21, at: span.from + 1, start: span.from, end: span.to }],
        NOW,
      ).find(({ from }) => from === span.from);
    expect(columnWith('quiet')).toMatchObject({ state: 'closed', usd: 21, isHit: false });
    expect(columnWith('hit')).toMatchObject({ state: 'closed', usd: 21, isHit: true });
    expect(columnWith('reading')).toMatchObject({ state: 'missing', usd: null });
  });

  it('draws a hit where it was, inside its week', () => {
    const columns = columnsOf();
    expect(placeInstant(WEEK_START, columns, 260)).toBe(250);
    expect(placeInstant(WEEK_START + 3.5 * DAY_MS, columns, 260)).toBe(255);
    expect(placeInstant(WEEK_START - 999 * DAY_MS, columns, 260)).toBe(0);
  });

  it('goes on level from the last evidence to now', () => {
    const columns = columnsOf();
    const frame = layoutLearned(columns, 640, 260);
    const { line } = drawCourse(planWeek.good.course, columns, frame, NOW);
    const [last, before] = line.slice(1).split('L').reverse();
    expect(last?.split(' ')[1]).toBe(before?.split(' ')[1]);
    expect(Number(last?.split(' ')[0])).toBeGreaterThan(Number(before?.split(' ')[0]));
  });

  it('counts evidence of the running window before that has ended', () => {
    const week = { ...planWeek.good, course: [], lastEvidenceAt: NOW - DAY_MS };
    expect(courseOf(week, NOW)).toEqual([{ at: NOW - DAY_MS, limit: planWeek.good.limit?.usd }]);
    expect(
      columnsOf(week)
        .map(({ limit }) => limit !== null)
        .indexOf(true),
    ).toBe(25);
    expect(courseOf(planWeek.bound, NOW)).toEqual([]);
  });

  it('gives no single number where the interval is that of a rough guess', async () => {
    await renderLimits(limits.rough);
    await key(sliders()[0], 'ArrowLeft');
    expect(live(sliders()[0])).toContain('Limit learned a rough guess; Likely $24 – $52');
  });

  it('is not flattened by an early interval or by a record that does not count', () => {
    const [first, ...rest] = planWeek.good.course;
    if (!first) throw new Error('The fixture has no course');
    const wide = { ...first, limit: { ...first.limit, high: 90_000 } };
    const columns = columnsOf({ ...planWeek.good, course: [wide, ...rest] });
    const highest = (shown: typeof columns) =>
      layoutLearned(shown, 640, 260).axis.ticks.at(-1)?.value;
    expect(highest(columns)).toBeLessThan(90);
    expect(evidence.some(({ means }) => means === 200)).toBe(true);
    expect(highest(columnsOf())).toBe(50);
  });
});

describe('when it is used', () => {
  const TITLE = 'When you use it';

  it('tells hours that are not held from hours without use', async () => {
    await renderLimits(limits.good);
    const cells = [...card(TITLE).querySelectorAll('[data-hour]')];
    expect(cells).toHaveLength(168);
    const kinds = (part: string) => cells.filter((cell) => cell.className.includes(part)).length;
    expect(kinds('missing')).toBe(6);
    expect(kinds('shade0')).toBe(71);
    expect(within(card(TITLE)).getByRole('figure').textContent).toContain(
      'most on Monday 13:00–14:00, $1.20 on average; 71 of 168 hours of the week without use; 6 not held.',
    );
  });

  it('is walked by arrow keys, round the week', async () => {
    await renderLimits(limits.good);
    const heat = within(card(TITLE)).getByRole('slider');
    await key(heat, 'ArrowRight');
    expect(heat.getAttribute('aria-valuetext')).toBe('Monday 00:00–01:00');
    expect(live(heat)).toBe('no use');
    await key(heat, 'ArrowUp');
    expect(heat.getAttribute('aria-valuetext')).toBe('Sunday 00:00–01:00');
    expect(live(heat)).toBe('nothing held');
    expect(plain(TITLE)).toContain('Sunday 00:00–01:00: nothing held');
  });

  it('is a table with the other one, a dash where nothing is held', async () => {
    await renderLimits(limits.good);
    await press('Table');
    const rows = within(card(TITLE)).getAllByRole('row');
    expect(rows).toHaveLength(25);
    expect(rows[1]?.textContent).toBe(`00:00${'$0.00'.repeat(6)}–`);
  });

  it('says so while nothing is held', async () => {
    await renderLimits(limits.none);
    expect(plain(TITLE)).toContain('Nothing of the last eight weeks is held yet.');
  });
});
