// @vitest-environment jsdom
import { act, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Costs, CostsQuery } from '../../src-main/shared/costs.js';
import { noteFailure } from '../../src-main/shared/failure.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src-main/shared/units.js';
import { costsQueryOf } from '../../src-renderer/views/costs-ranges.js';
import { describeCosts } from '../../src-renderer/views/describe-costs.js';
import {
  describeDays,
  describeUncaused,
  orderCauses,
} from '../../src-renderer/views/describe-residual.js';
import { describeScale } from '../../src-renderer/views/describe-scale.js';
import { sumResidual } from '../../src-renderer/views/sum-residual.js';
import { type CostsFlaws, inventCosts } from '../fixtures/costs.js';
import { NOW, snapshots, WEEK_FROM } from '../fixtures/snapshots.js';
import { closeApp, renderApp, shownText } from './render-app.js';

afterEach(closeApp);

const TODAY = NOW - (NOW % DAY_MS);
const HOUR_END = NOW - (NOW % HOUR_MS) + HOUR_MS;

const answering = (flaws: CostsFlaws) => ({
  readCosts: async (query: CostsQuery) => ({ ok: true, value: inventCosts(query, flaws) }) as const,
});
const edited = (edit: (costs: Costs) => Costs) => ({
  readCosts: async (query: CostsQuery) =>
    ({ ok: true, value: edit(inventCosts(query, { agrees: true })) }) as const,
});

async function renderCosts(...args: Parameters<typeof renderApp>) {
  const bridge = await renderApp(...args);
  await act(async () => bridge.emitView('costs'));
  return bridge;
}
const pick = (name: string) => act(async () => screen.getByRole('radio', { name }).click());
const press = (key: string) =>
  act(async () => void fireEvent.keyDown(screen.getByRole('slider'), { key }));
const card = (name: string) => screen.getByRole('region', { name });
const textOf = (name: string) => (card(name).textContent ?? '').replace(/\s+/gu, ' ');
// The calls hold what was asked as it came.
const queries = (bridge: Awaited<ReturnType<typeof renderApp>>) =>
  bridge.calls.filter(([name]) => name === 'readCosts').map(([, query]) => query as CostsQuery);

describe('the range', () => {
  const spanOf = (range: Parameters<typeof costsQueryOf>[0]) =>
    costsQueryOf(range, snapshots.fine.week, NOW);

  it('of whole UTC days is compared with what had passed by the same hour', () => {
    const from = TODAY - 6 * DAY_MS;
    expect(spanOf('7d')).toEqual({
      from,
      to: TODAY + DAY_MS,
      before: { from: from - 7 * DAY_MS, to: HOUR_END - 7 * DAY_MS },
    });
  });

  it('of a week begins with the reset, and is compared with as much of the week before', () => {
    const { from, to, before } = spanOf('week');
    expect([from, to]).toEqual([WEEK_FROM, HOUR_END]);
    expect(before).toEqual({ from: WEEK_FROM - 7 * DAY_MS, to: HOUR_END - 7 * DAY_MS });
  });

  it('of a month is compared with the calendar month before', () => {
    const [september, october, november] = [8, 9, 10].map((month) => Date.UTC(2026, month));
    expect(spanOf('month')).toMatchObject({ from: november, to: TODAY + DAY_MS });
    expect(spanOf('month').before?.from).toBe(october);
    expect(spanOf('last-month')).toEqual({
      from: october,
      to: november,
      before: { from: september, to: october },
    });
  });

  it('of a long month never reaches into itself for what was before', () => {
    const atEnd = Date.UTC(2026, 2, 31, 20);
    const { from, before } = costsQueryOf('month', snapshots.fine.week, atEnd);
    expect([from, before?.to]).toEqual([Date.UTC(2026, 2), Date.UTC(2026, 2)]);
  });

  it('is asked for as chosen, and again when new figures were fetched', async () => {
    const bridge = await renderCosts(snapshots.fine);
    await pick('Last month');
    expect(queries(bridge).at(-1)?.to).toBe(Date.UTC(2026, 10));
    const count = queries(bridge).length;
    await act(async () => bridge.emitTick(NOW + 5000));
    expect(queries(bridge).length).toBe(count);
    const sync = { ...snapshots.fine.sync, lastSuccessAt: NOW + 5000 };
    await act(async () => bridge.emitSnapshot({ ...snapshots.fine, sync }));
    expect(queries(bridge).length).toBe(count + 1);
  });
});

describe('the total', () => {
  it('says what it rests on and how it changed', async () => {
    await renderCosts(snapshots.fine);
    const text = textOf('Cost');
    expect(text).toContain('reported through 20 Nov, then estimated');
    expect(text).toMatch(/\+\$[\d.]+ \(\+11 %\) against the 30 days before, \$[\d.]+/);
  });

  it('names no day as its turn to estimates where bills come after it', () => {
    const { days, total } = inventCosts({ from: TODAY - 3 * DAY_MS, to: TODAY + DAY_MS });
    expect(describeCosts({ days, total })).toBe('reported through 20 Nov, then estimated');
    const late = days.map((day, index) =>
      index === 1 ? ({ ...day, state: 'unbilled', reported: null } as const) : day,
    );
    expect(describeCosts({ days: late, total })).toBe('part reported, part estimated');
  });

  it('is compared with nothing where too little is held', async () => {
    await renderCosts(snapshots.fine, answering({ isFirst: true }));
    expect(textOf('Cost')).toContain('too little is held of the 30 days before');
    expect(textOf('Cost')).not.toContain('+');
    expect(textOf('Who spent it')).not.toContain('+');
  });

  it('says where it comes from, in one click', async () => {
    await renderCosts(snapshots.fine);
    const word = within(card('Cost')).getByRole('button', { name: /reported through 20 Nov/ });
    await act(async () => word.click());
    expect(within(card('Cost')).getByRole('note').textContent).toContain(
      'Bills of closed UTC days; tokens × price table since',
    );
  });

  it('of a week that begins inside a day says that the days do not', async () => {
    await renderCosts(snapshots.fine);
    expect(shownText()).not.toContain('Days are whole UTC days');
    await pick('This week');
    expect(shownText()).toContain('Days are whole UTC days; the total counts from Sun 11:59.');
  });
});

describe('the days', () => {
  it('stand as bill and estimate, the running one hatched', async () => {
    await renderCosts(snapshots.fine);
    const figure = screen.getByRole('figure');
    const bars = [...figure.querySelectorAll('path')].map((path) => ({
      fill: path.getAttribute('fill') ?? '',
      count: (path.getAttribute('d') ?? '').split('M').length - 1,
    }));
    expect(bars.find(({ fill }) => fill === 'var(--tide)')?.count).toBe(29);
    expect(bars.find(({ fill }) => fill.startsWith('url('))?.count).toBe(1);
    expect(textOf('Cost')).toContain('expected: still filling');
  });

  it('are told by key, and so is each figure of them', async () => {
    await renderCosts(snapshots.fine);
    const live = document.querySelector('[aria-live=polite]');
    await press('ArrowLeft');
    expect(live?.textContent).toMatch(
      /^Expected \$[\d.]+; Estimated \$[\d.]+; still filling, estimate$/,
    );
    await press('ArrowLeft');
    expect(screen.getByRole('slider').getAttribute('aria-valuetext')).toBe('Fri 20 Nov');
    expect(live?.textContent).toMatch(/^Reported .*; Residual −\$[\d.]+, −12 %; reported$/);
    await press('ArrowDown');
    expect(live?.textContent).toMatch(/^Residual −\$[\d.]+, −12 %$/);
  });

  it('are a table one key away', async () => {
    await renderCosts(snapshots.fine);
    await act(async () => void fireEvent.keyDown(document.body, { key: 't' }));
    const rows = within(card('Cost')).getAllByRole('row');
    expect(rows.length).toBe(31);
    expect(rows[1]?.textContent).toContain('Sat 21 Nov');
    expect(rows[1]?.textContent).toContain('still filling, estimate');
    expect(rows[2]?.textContent).toMatch(/Fri 20 Nov.*−12 %reported21 Nov 2026, 14:22/);
  });

  it('that are not held are a gap, not zero', async () => {
    await renderCosts(snapshots.fine, answering({ missing: 12 }));
    expect(shownText()).toContain('12 days are not held: a gap, not zero');
  });
});

describe('the residual', () => {
  it('is told with its causes, lasting ones first', async () => {
    await renderCosts(snapshots.fine);
    expect(textOf('Residual')).toContain('12 % below our estimates');
    const causes = within(card('Residual')).getAllByRole('listitem');
    expect(causes.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^Bills are 12.0 % below.*lasting, 29 of 29 billed days−\$[\d.]+$/),
      expect.stringMatching(/^Code execution.*2 of 29 billed days\+\$0\.31$/),
    ]);
  });

  it('names what lasts before what was greater once', () => {
    const once = {
      kind: 'unknown',
      words: 'a',
      microcents: -900,
      days: 1,
      isPersistent: false,
    } as const;
    const lasting = { ...once, microcents: 5, days: 9, isPersistent: true };
    const greater = { ...lasting, microcents: -6 };
    expect(orderCauses([once, lasting, greater])).toEqual([greater, lasting, once]);
  });

  it('is nothing to explain where bills and estimates agree', async () => {
    await renderCosts(snapshots.fine, answering({ agrees: true }));
    expect(textOf('Residual')).toContain(
      'Nothing to explain: bills and estimates agree within 0.1 %.',
    );
  });

  it('that nobody can explain is not hidden', () => {
    const sum = { days: 3, reported: 90, estimated: 100, residual: -10, percent: -10 };
    expect(describeUncaused(sum)).toBe('No cause stands out.');
    expect(describeUncaused({ ...sum, percent: 0.21 })).toContain('within 0.3 %');
    expect(describeUncaused({ ...sum, percent: 0.3 })).toContain('within 0.3 %');
  });

  it('is of those days alone that have both a bill and an estimate', () => {
    const { days } = inventCosts({ from: TODAY - 2 * DAY_MS, to: TODAY + DAY_MS });
    const [first] = days;
    if (!first) throw new Error('no day');
    const unpriced = { ...first, estimated: null, residual: null };
    expect(sumResidual(days)?.days).toBe(2);
    expect(sumResidual([unpriced, ...days])).toEqual(sumResidual(days));
    expect(sumResidual([unpriced])).toBeNull();
  });

  it('waits for the first bill, and says so', async () => {
    await renderCosts(snapshots.fine, answering({ isUnbilled: true }));
    expect(textOf('Residual')).toContain('No day of this time is billed yet');
    expect(textOf('By model and tier')).toContain('No bill yet to compare the estimates with.');
  });

  it('counts a single day as one', () => {
    const cause = {
      kind: 'unknown',
      words: '',
      microcents: 1,
      days: 1,
      isPersistent: false,
    } as const;
    expect(describeDays(cause, 1)).toBe('1 of 1 billed day');
  });
});

describe('what bills taught', () => {
  it('is told with its interval', () => {
    expect(describeScale({ ratio: 0.88, low: 0.986, high: 1.014, days: 14 })).toBe(
      'Bills run 12.0 % below our price table; today’s estimate follows them, likely within ±1.4 %. Learned from the last 14 bills.',
    );
  });

  it('keeps both ends of a lopsided interval, and no end that is not known', () => {
    const scale = { ratio: 1.05, low: 0.98, high: 1.06, days: 3 };
    expect(describeScale(scale)).toContain('5.0 % above our price table');
    expect(describeScale(scale)).toContain('likely −2.0 % to +6.0 %');
    expect(describeScale({ ...scale, ratio: 1, low: null, high: null, days: 1 })).toBe(
      'Bills match our price table; today’s estimate follows them. Learned from the last bill.',
    );
  });
});

describe('who spent it', () => {
  it('is told by workspace, model and key, with shares and changes', async () => {
    await renderCosts(snapshots.fine);
    const rows = () => within(card('Who spent it')).getAllByRole('row');
    expect(rows()[1]?.textContent).toMatch(/^Prod API\$[\d.]+46 %\+\$[\d.]+$/);
    expect(rows()[2]?.textContent).toMatch(/^Default\$[\d.]+24 %−\$[\d.]+$/);
    await pick('Key');
    expect(rows()[1]?.textContent).toContain('nightly-eval');
    expect(textOf('Who spent it')).toContain('allocated');
  });

  it('shows the rest of a long list when asked, with what is unallocated', async () => {
    await renderCosts(snapshots.fine);
    await pick('Key');
    expect(textOf('Who spent it')).not.toContain('Unallocated');
    await act(async () => screen.getByRole('button', { name: 'Show all 12' }).click());
    expect(textOf('Who spent it')).toContain('Unallocated');
  });

  it('tells workspaces of one name apart', async () => {
    await renderCosts(snapshots.fine);
    expect(textOf('Who spent it')).toMatch(/Research.{0,3} …03twin/u);
    expect(textOf('Who spent it')).toMatch(/Research.{0,3} …04twin/u);
  });
});

describe('prices', () => {
  it('that are missing or unsure are named, and a range shows both ends', async () => {
    await renderCosts(snapshots.fine);
    const text = textOf('By model and tier');
    expect(text).toContain('No list price, counted only as bills have named it:');
    expect(text).toContain('claude-next-preview');
    expect(text).toContain('prompts over 100k tokens cost five times as much');
    const haiku = within(card('By model and tier')).getByRole('row', { name: /haiku/ });
    expect(haiku.textContent).toMatch(/\$[\d.]+ – \$[\d.]+.*price bands$/);
  });
});

describe('an answer that is late, refused or empty', () => {
  it('is awaited in words', async () => {
    await renderCosts(snapshots.fine, { readCosts: () => new Promise(() => {}) });
    expect(shownText()).toContain('Reading the costs…');
  });

  it('says what went wrong and can be asked for again', async () => {
    let isBusy = true;
    await renderCosts(snapshots.fine, {
      readCosts: async (query) =>
        isBusy
          ? { ok: false, note: noteFailure({ kind: 'storage-busy' }, NOW) }
          : { ok: true, value: inventCosts(query) },
    });
    expect(shownText()).toContain('The history is in use');
    isBusy = false;
    await act(async () => screen.getByRole('button', { name: 'Try again' }).click());
    expect(screen.getByRole('figure')).toBeTruthy();
  });

  it('tells nothing held from nothing used', async () => {
    await renderCosts(snapshots.fine, answering({ missing: 99 }));
    expect(shownText()).toContain('Nothing of this time is held yet.');
    await renderCosts(snapshots.fine, answering({ isEmpty: true }));
    expect(shownText()).toContain('Nothing was used in this time.');
    await renderCosts(snapshots.fine, answering({ isEmpty: true, missing: 2 }));
    expect(shownText()).toContain('Nothing was used in what is held of this time.');
  });
});

describe('what changed', () => {
  it('names the four greatest changes against last week, each with its sign', async () => {
    const bridge = await renderApp(snapshots.fine);
    const changes = within(card('What changed')).getAllByRole('listitem');
    expect(changes.length).toBe(4);
    expect(changes[0]?.textContent).toMatch(/^Defaultclaude-sonnet-5-5−\$[\d.]+$/);
    expect(changes[1]?.textContent).toMatch(/^Prod APIclaude-opus-5-5\+\$[\d.]+$/);
    expect(queries(bridge)).toEqual([costsQueryOf('week', snapshots.fine.week, NOW)]);
  });

  it('tells two models of one long name apart, and twins by their workspace alone', async () => {
    const long = 'platform-engineering-eu-north-1-production-customer-facing-document-retrieval';
    const pairs = ['01prod/claude-opus', '01prod/claude-haiku', '02evil/claude-opus'];
    const renamed = (costs: Costs): Costs => ({
      ...costs,
      groups: {
        ...costs.groups,
        workspace: costs.groups.workspace.map((group) => ({ ...group, label: long })),
        workspaceModel: costs.groups.workspaceModel
          .slice(0, pairs.length)
          .map((group, index) => ({ ...group, id: `wrkspc_${pairs[index]}-5-5` })),
      },
    });
    await renderApp(snapshots.fine, edited(renamed));
    const rows = within(card('What changed')).getAllByRole('listitem');
    const texts = rows.map(({ textContent }) => textContent?.replace(/[−+]\$.*/u, ''));
    expect(texts.toSorted()).toEqual([
      `${long} …01prodclaude-haiku-5-5`,
      `${long} …01prodclaude-opus-5-5`,
      `${long} …02evilclaude-opus-5-5`,
    ]);
  });

  it('says that there is nothing to compare with, or that nothing changed', async () => {
    await renderApp(snapshots.fine, answering({ isFirst: true }));
    expect(textOf('What changed')).toContain('Last week is not all held');
    const still = (costs: Costs): Costs => ({
      ...costs,
      groups: {
        ...costs.groups,
        workspaceModel: costs.groups.workspaceModel.map((group) => ({
          ...group,
          before: group.microcents,
        })),
      },
    });
    await renderApp(snapshots.fine, edited(still));
    expect(textOf('What changed')).toContain('Nothing changed by a cent or more.');
  });

  it('follows new figures once a minute, not at every sync', async () => {
    const bridge = await renderApp(snapshots.fine);
    const count = queries(bridge).length;
    const synced = (ms: number) => ({
      ...snapshots.fine,
      sync: { ...snapshots.fine.sync, lastSuccessAt: NOW + ms },
    });
    await act(async () => bridge.emitSnapshot(synced(1000)));
    await act(async () => bridge.emitSnapshot(synced(2000)));
    expect(queries(bridge).length).toBe(count);
    await act(async () => bridge.emitTick(NOW + MINUTE_MS));
    expect(queries(bridge).length).toBe(count + 1);
  });

  it('leads to the costs of this week', async () => {
    await renderApp(snapshots.fine);
    const more = within(card('What changed')).getByRole('button', { name: /this week’s costs/ });
    await act(async () => more.click());
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Costs');
    expect(screen.getByRole('radio', { name: 'This week', checked: true })).toBeTruthy();
  });
});
