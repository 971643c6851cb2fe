// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { noteFailure } from '../../src-main/shared/failure.js';
import type { PublishedChange } from '../../src-main/shared/limits.js';
import { formatSpend, nameLimiter } from '../../src-main/shared/published-words.js';
import { describePublishedChange } from '../../src-renderer/views/limits/published-words.js';
import { limits } from '../fixtures/limits.js';
import { HOSTILE_NAME, NOW, snapshots } from '../fixtures/snapshots.js';
import { closeApp, shownText } from './render-app.js';
import { card, plain, press, renderLimits } from './render-limits.js';

afterEach(closeApp);

const TITLE = 'Published limits of the API';
const rowsOf = (group: string) =>
  within(card(`Limits of ${group}`))
    .getAllByRole('row')
    .map(({ textContent }) => textContent);

describe('published limits', () => {
  it('stand beside the busiest minute of the day and of the week, with when', async () => {
    await renderLimits(limits.good);
    expect(rowsOf('Claude Opus')).toEqual([
      expect.stringContaining('Cap'),
      expect.anything(),
      'Input tokens a minute, without cache readsbinds first400,00041,200 10 %Sat 12:22338,000 85 %Thu 13:22',
      'Output tokens a minute100,0004,100 4.1 %Sat 12:229,300 9.3 %Thu 13:22',
    ]);
    expect(plain(TITLE)).toContain('Minutes of 160 of 168 hours were looked at.');
  });

  it('say what is missing where no minute can be told', async () => {
    await renderLimits(limits.good);
    expect(rowsOf('Claude Opus')[1]).toBe('Requests a minute2,000not counted by these reports');
  });

  it('of models without use wait until they are asked for', async () => {
    const idle = limits.good.rates.map((rate) =>
      rate.group === 'Claude Sonnet' ? { ...rate, day: null, week: null } : rate,
    );
    await renderLimits({ ...limits.good, rates: idle });
    const held = () => screen.queryByRole('region', { name: 'Limits of Claude Sonnet' });
    expect(held()).toBeNull();
    await press('Show 1 more without use in the last 7 days');
    expect(held()).not.toBeNull();
  });

  it('without a cap say so, and no percentage', async () => {
    await renderLimits(limits.good);
    expect(rowsOf('Claude Sonnet')[2]).toBe(
      'Input tokens a minute, without cache readsno cap12,000 Sat 12:2218,000 Thu 13:22',
    );
  });

  it('of spend are told with their period and since when', async () => {
    await renderLimits(limits.good);
    const spends = within(card('Spend limits')).getAllByRole('listitem');
    expect(spends.map(({ textContent }) => textContent?.replace(/[\u2068\u2069]/gu, ''))).toEqual([
      'Organization$500.00 a month since 23 Aug',
      'Workspace Prod API$120.00 a month since 23 Aug',
      'Anthropic’s own monthly cap$200,000.00 a month since 23 Aug',
    ]);
  });

  it('that were never read say why', async () => {
    await renderLimits(limits.none);
    expect(plain(TITLE)).toContain('None were read yet.');
    const detail = '403 permission_error This key lacks a permission.';
    const failure = noteFailure({ kind: 'permission-missing', detail }, NOW);
    const sync = { ...snapshots.fine.sync, refusals: [{ feature: 'limits', failure } as const] };
    await renderLimits(limits.none, {}, { ...snapshots.fine, sync });
    expect(plain(TITLE)).toContain(
      'This key may not read the limits of the API. Anthropic says: “This key lacks a permission.”',
    );
  });
});

describe('words of published limits', () => {
  const change: PublishedChange = {
    at: Date.UTC(2026, 10, 3),
    kind: 'rate',
    workspaceName: 'Prod',
    group: 'Opus',
    limiter: 'output_tokens_per_minute',
    before: 80_000,
    after: null,
    isNew: false,
    isGone: false,
  };
  const said = (part: Partial<PublishedChange>) =>
    describePublishedChange({ ...change, ...part }, 'UTC').replace(/[\u2068\u2069]/gu, '');

  it('tell a change, a first sight and an end apart', () => {
    expect(said({})).toBe('3 Nov: Opus, output tokens a minute of Prod 80,000 → no cap');
    expect(said({ isNew: true, before: null, after: 7 })).toContain('first seen with 7');
    expect(said({ isGone: true })).toContain('gone, was 80,000');
    expect(said({ kind: 'spend', before: 100_000_000, after: 250_000_000 })).toBe(
      '3 Nov: spend limit of Prod $1.00 → $2.50',
    );
  });

  it('keep what is not known yet under its own name', () => {
    expect(nameLimiter('images_per_hour')).toBe('images_per_hour');
    expect(nameLimiter('constructor')).toBe('constructor');
    expect(formatSpend(1_200_000_000, 'EUR')).toBe('12.00 EUR');
    expect(formatSpend(null, 'USD')).toBe('no cap');
  });
});

describe('texts from outside', () => {
  it('H1 H2 H4: names, notes and texts are text, isolated and short', async () => {
    await renderLimits(limits.hostile);
    expect(document.querySelector('main img')).toBeNull();
    expect(shownText()).toContain('<img src=x onerror=alert(1)>');
    expect(document.body.textContent).not.toMatch(/[\u202a-\u202e]/u);
    for (const element of document.querySelectorAll('main bdi, main option, main legend')) {
      expect((element.textContent ?? '').length).toBeLessThan(260);
    }
    for (const element of document.querySelectorAll('main *')) {
      for (const { name, value } of element.attributes) {
        const isSound = value.length < 700 && !/[\u202a-\u202e]/u.test(value);
        expect(isSound, `${element.tagName} ${name}`).toBe(true);
      }
    }
    expect(HOSTILE_NAME.length).toBeGreaterThan(9000);
  });

  it('H3: a text of nothing visible says so', async () => {
    await renderLimits(limits.hostile);
    const texts = within(card('Texts that Tidemark does not know')).getAllByRole('listitem');
    expect(texts[1]?.textContent).toBe('20 Nov 2026, 15:22 no text');
  });

  it('are only listed when there are any', async () => {
    await renderLimits(limits.good);
    expect(screen.queryByText('Texts that Tidemark does not know')).toBeNull();
  });
});
