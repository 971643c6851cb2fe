// @vitest-environment jsdom
import { act, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { HOUR_MS, MINUTE_MS } from '../../src-main/shared/units.js';
import { createHatching } from '../../src-renderer/charts/describe-basis.js';
import { stackHours } from '../../src-renderer/charts/HourStrip.js';
import { inventHistory } from '../fixtures/histories.js';
import { NOW, snapshots } from '../fixtures/snapshots.js';
import { closeApp, renderApp, shownText } from './render-app.js';

afterEach(closeApp);

const card = (name: string) => screen.getByRole('region', { name });

/** The words of a card without the numbers along its rulers and axes. */
function figuresOf(name: string): string {
  const copy = document.createElement('div');
  copy.innerHTML = card(name).innerHTML;
  for (const picture of copy.querySelectorAll('svg')) picture.remove();
  return copy.textContent ?? '';
}

describe('this week', () => {
  it('says the percentage, the limit and whose it is, and the pace', async () => {
    await renderApp(snapshots.fine);
    const week = within(card('This week'));
    expect(week.getByText('82 %')).toBeTruthy();
    expect(card('This week').textContent).toContain('of $34.80, typed by you');
    expect(card('This week').textContent).toContain('6 % in reserve.');
    expect(card('This week').textContent).toContain('At this pace it lasts until the reset.');
    expect(card('This week').textContent).toContain('resets in 20 h 36 min, Sun 11:59');
  });

  it('draws the staff with its words', async () => {
    await renderApp(snapshots.fine);
    const staff = within(card('This week')).getByRole('img');
    expect(staff.getAttribute('aria-label')).toBe(
      '82 % of the weekly limit; an even pace would be 88 %',
    );
  });

  it('says that it is near the limit and when it runs out', async () => {
    await renderApp(snapshots.near);
    const text = card('This week').textContent;
    expect(text).toContain('near the limit');
    expect(text).toContain('7 % over an even pace.');
    expect(text).toContain('it runs out Sun 00:40, 11\u00a0h before the reset');
  });

  it('says that it is over the limit, and the staff reaches beyond 100 %', async () => {
    await renderApp(snapshots.over);
    expect(card('This week').textContent).toContain('117 %');
    expect(card('This week').textContent).toContain('over the limit');
    const fills = card('This week').querySelectorAll('svg > rect');
    expect(fills.length).toBe(3);
  });

  it('gives no pace before the week has begun to tell one', async () => {
    await renderApp(snapshots.justBegun);
    expect(card('This week').textContent).toContain('0.4 %');
    expect(card('This week').textContent).toContain('too early to tell a pace');
  });

  it('shows the spend and invites to type a limit when there is none', async () => {
    await renderApp(snapshots.noLimit);
    const week = within(card('This week'));
    expect(week.getByText('$28.61')).toBeTruthy();
    expect(week.getByLabelText('Weekly limit')).toBeTruthy();
    expect(card('This week').textContent).not.toContain('%,');
  });

  it('names a learned limit as learned, with its interval', async () => {
    await renderApp(snapshots.learned);
    const text = plain('This week');
    expect(text).toContain('~82 %');
    expect(text).toContain('of about $35, learned');
    expect(text).toContain('likely 76 – 88 %');
    expect(text).toContain('limit likely $32 – $38');
  });

  it('of which Claude said a percentage has no "~", the age, and a week of its own', async () => {
    await renderApp(snapshots.planReading);
    const text = plain('This week, Claude plan');
    expect(text).toContain('44 %as Claude said 40 min ago');
    expect(text).toContain('resets in 3 d 17 h, Wed 09:00');
    expect(text).not.toContain('~');
  });

  it('that Claude said is of no dollars, and over it starts anew with its own week', async () => {
    const { limit } = snapshots.learned.week;
    const week = { ...snapshots.planReading.week, limit, percent: 104 };
    await renderApp({ ...snapshots.planReading, week });
    const text = plain('This week, Claude plan');
    expect(text).toContain('>100 %over the limit44 % as Claude said 40 min ago');
    expect(text).toContain('limit likely $32 – $38');
    expect(text).toContain('The limit starts anew Wed 09:00.');
  });

  it('of a plan names the organization’s spend as another thing', async () => {
    await renderApp(snapshots.planReading);
    const text = plain('This week, Claude plan');
    expect(text).toContain('API spend: $28.61 · part reportedsince Sun 11:59');
    expect(text).not.toContain('last week by this time');
  });

  it('of a rough guess is a range, with no single number', async () => {
    await renderApp(snapshots.roughWeek);
    expect(plain('This week')).toContain('55 – 100 %used, a rough guess');
    expect(plain('This week')).toContain('Too little is known of the limit to tell a pace.');
    expect(card('This week').textContent).not.toContain('82 %');
    const staff = within(card('This week')).getByRole('img');
    expect(staff.getAttribute('aria-label')).toMatch(/^Between 55 % and 100 % of the weekly limit/);
  });

  it('without a limit leads to where it can be learned', async () => {
    await renderApp(snapshots.noLimit);
    await act(async () =>
      within(card('This week')).getByRole('button', { name: 'Teach Tidemark' }).click(),
    );
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Limits');
  });

  it('keeps old figures and says how old they are', async () => {
    await renderApp(snapshots.stale);
    expect(card('This week').textContent).toContain('as of 3 h 20 min ago');
    expect(card('This week').textContent).toContain('82 %');
  });
});

/** What is read, without what only a screen reader says. */
function plain(name: string): string {
  const copy = document.createElement('div');
  copy.innerHTML = card(name).innerHTML;
  for (const hidden of copy.querySelectorAll('svg, .visuallyHidden, figcaption')) hidden.remove();
  return (copy.textContent ?? '').replace(/\s+/gu, ' ');
}

describe('what is not known', () => {
  it('is a dash and never $0', async () => {
    await renderApp(snapshots.unknown);
    for (const name of ['This week', 'Today', 'November', 'Tokens this week']) {
      expect(figuresOf(name)).toContain('–');
      expect(figuresOf(name)).not.toMatch(/\$0|(^|\D)0( %|$)/);
    }
    expect(plain('Today')).toContain('last hour not known');
  });

  it('differs from zero, which is shown as zero', async () => {
    await renderApp(snapshots.empty);
    expect(card('This week').textContent).toContain('0 %');
    expect(card('Today').textContent).toContain('$0.00');
    expect(plain('Tokens this week')).toContain('Cache efficiency–');
  });
});

describe('today and this month', () => {
  it('labels an estimate as one, with its interval', async () => {
    await renderApp(snapshots.fine);
    expect(plain('Today')).toContain('part reported');
    expect(plain('Today')).toContain('$4.12likely $4.03 – $4.20');
    expect(plain('Today')).toContain('$0.38 in the last hour');
    expect(plain('November')).toContain('part reported');
    expect(plain('November')).toContain('reported through 20 Nov');
  });

  it('gives no interval where no bill has taught one', async () => {
    await renderApp(snapshots.firstWeek);
    expect(plain('Today')).toContain('$4.12');
    expect(plain('Today')).not.toContain('likely');
  });

  it('shows how the day that closed last turned from estimate to bill', async () => {
    await renderApp(snapshots.dayClosed);
    expect(plain('Today')).toContain('20 Nov closed: $6.71 billed, $6.57 expected');
  });

  it('a bill that came more than a day ago is no news', async () => {
    await renderApp(snapshots.billsLate);
    expect(plain('Today')).not.toContain('closed');
    expect(plain('Today')).toContain('UTC day 21 Nov: not reported yet, $4.02 by the price table');
  });

  it('compares week, day and month with the one before by the same time', async () => {
    await renderApp(snapshots.fine);
    expect(plain('This week')).toContain('12 % more than last week by this time');
    expect(plain('Today')).toContain('10 % less than yesterday by now');
    expect(plain('November')).toContain('6 % more than October by now');
  });

  it('is silent where the time before is not wholly held', async () => {
    const { previous } = snapshots.fine.week;
    const { provenance } = previous.spent;
    const spent = { ...previous.spent, provenance: { ...provenance, isComplete: false } };
    const week = { ...snapshots.fine.week, previous: { ...previous, spent } };
    for (const snapshot of [snapshots.firstWeek, { ...snapshots.fine, week }]) {
      await renderApp(snapshot);
      expect(plain('This week')).not.toContain('last week');
    }
  });

  it('forecasts the month and says how wrong that was before', async () => {
    await renderApp(snapshots.fine);
    expect(plain('November')).toContain('Forecast $168, likely $155 – $184');
    expect(plain('November')).toContain(
      'It was usually off by 6 % at this point of five earlier months',
    );
  });

  it('draws the month in dollars: billed, estimated, and what it will likely come to', async () => {
    await renderApp(snapshots.fine);
    const staff = within(card('November')).getByRole('img');
    expect(staff.getAttribute('aria-label')).toBe(
      '$126.40 spent; $122.28 of it reported; forecast $168, likely $155 – $184',
    );
    expect(staff.textContent).toContain('$0$50$100$150');
    await renderApp(snapshots.firstWeek);
    expect(within(card('November')).queryByRole('img')).toBeNull();
  });

  it('claims no past error without a past month, and no forecast without enough history', async () => {
    await renderApp(snapshots.newForecast);
    expect(plain('November')).toContain('Forecast $168');
    expect(plain('November')).not.toContain('off by');
    await renderApp(snapshots.firstWeek);
    expect(plain('November')).not.toContain('Forecast');
  });

  it('draws billed hours solid and estimated hours hatched', () => {
    const { columns } = stackHours(snapshots.fine.last24Hours);
    const isHatched = createHatching(columns);
    expect(columns.map(isHatched)).toEqual(columns.map((_, index) => index >= 9));
  });

  it('names other currencies without adding them', async () => {
    await renderApp(snapshots.hostile);
    expect(card('November').textContent).toContain('Also reported, not added: 12.00 EUR');
  });
});

describe('last 30 days', () => {
  it('summarizes the picture in one sentence', async () => {
    await renderApp(snapshots.fine);
    const figure = within(card('Last 30 days')).getByRole('figure');
    expect(figure.textContent).toMatch(
      /Cost by model, last 30 days: \$[\d.]+ in total; highest \w+ \d+ \w+ with \$/,
    );
    expect(card('Last 30 days').textContent).toContain('reported through 20 Nov, then estimated');
  });

  it('names models without a price', async () => {
    await renderApp(snapshots.hostile);
    expect(card('Last 30 days').textContent).toContain(
      'No list price, counted only as bills have named it',
    );
    expect(plain('Last 30 days')).toContain('claude-next-9 (1.24 M tokens)');
    expect(card('Last 30 days').textContent).toContain('and 1 more');
  });

  it('says that nothing was used, and that nothing is held, in different words', async () => {
    await renderApp(snapshots.empty, {
      readHistory: async (query) => ({ ok: true, value: inventHistory(query, { isEmpty: true }) }),
    });
    expect(card('Last 30 days').textContent).toContain('Nothing was used in this time.');
    await renderApp(snapshots.unknown, {
      readHistory: async (query) => ({ ok: true, value: inventHistory(query, { missing: 1 }) }),
    });
    expect(card('Last 30 days').textContent).toContain('Nothing of this time is held yet.');
  });
});

describe('freshness and trouble', () => {
  it('counts on by the clock of the main process alone', async () => {
    const bridge = await renderApp(snapshots.fine);
    expect(shownText()).toContain('updated 12 s ago · next in 48 s');
    await act(async () => bridge.emitTick(NOW + 10_000));
    expect(shownText()).toContain('updated 22 s ago · next in 38 s');
  });

  it('says offline in a word and keeps the figures with their age', async () => {
    const bridge = await renderApp(snapshots.offline);
    expect(shownText()).toContain('offlineupdated 12 min ago');
    expect(shownText()).toContain('Figures are from 12 min ago.');
    expect(shownText()).toContain('82 %');
    await act(async () => screen.getByRole('button', { name: 'Try now' }).click());
    expect(bridge.calls.some(([name]) => name === 'syncNow')).toBe(true);
  });

  it('M2: says offline when it looks again, for then nothing is asked yet', async () => {
    const bridge = await renderApp(snapshots.offline);
    expect(shownText()).toContain('updated 12 min ago · looking again in 18 s');
    await act(async () => bridge.emitTick(NOW + 18_000));
    expect(shownText()).toContain('looking again any moment');
  });

  it('A6: says how long it pauses because it was asked to', async () => {
    await renderApp(snapshots.rateLimited);
    expect(shownText()).toContain('pausedupdated 6 min ago · next in 4 min');
  });

  it('T1: a clock that is set right while it waits leaves ages and the next sync true', async () => {
    const bridge = await renderApp(snapshots.fine);
    await act(async () => bridge.emitTick(NOW + 3 * HOUR_MS));
    const early = { ...snapshots.fine, generatedAt: NOW + 3 * HOUR_MS };
    await act(async () => bridge.emitSnapshot(early));
    await act(async () => bridge.emitSnapshot(snapshots.fine));
    expect(shownText()).toContain('updated 12 s ago · next in 48 s');
    await act(async () => bridge.emitTick(NOW + 5_000));
    await act(async () => bridge.emitSnapshot(snapshots.fine));
    expect(shownText()).toContain('updated 17 s ago · next in 43 s');
  });

  it('offers to connect again where a new key is the way out', async () => {
    await renderApp(snapshots.failing);
    expect(shownText()).toContain('This key was not accepted');
    expect(shownText()).toContain('Connect a working admin key. Your history stays.');
    await act(async () => screen.getByRole('button', { name: 'Connect again' }).click());
    expect(screen.getByRole('heading', { name: 'Connect your organization' })).toBeTruthy();
  });

  it('asks to unlock a locked keychain', async () => {
    await renderApp(snapshots.locked);
    expect(shownText()).toContain('The keychain is locked');
    expect(shownText()).toContain('keychain locked');
  });

  it('never lets go of figures when a new snapshot fails', async () => {
    const bridge = await renderApp(snapshots.fine);
    await act(async () => bridge.emitSnapshot(snapshots.failing));
    await act(async () => bridge.emitTick(NOW + MINUTE_MS));
    expect(shownText()).toContain('82 %');
  });
});
