import { describe, expect, it } from 'vitest';
import { type TrayView, trayView } from '../../src-main/core/snapshot/tray-view.js';
import { noteFailure } from '../../src-main/shared/failure.js';
import type { CostBasis, CostFigure, Snapshot, WeekLimit } from '../../src-main/shared/snapshot.js';
import { fine, restingSync } from '../fixtures/snapshots.js';

const at = (text: string) => Date.parse(text);
const NOW = at('2026-11-21T13:10:00Z');
const dollars = (amount: number) => Math.round(amount * 100_000_000);

const learned: WeekLimit = {
  microcents: dollars(34.8),
  source: 'learned',
  low: dollars(30),
  high: dollars(38),
  confidence: 0.8,
};
const typed: WeekLimit = {
  microcents: learned.microcents,
  source: 'typed',
  low: null,
  high: null,
  confidence: null,
};

const figureOf = (amount: number, basis: CostBasis): CostFigure => ({
  ...fine.week.spent,
  microcents: dollars(amount),
  basis,
  range: null,
});
const unknown: CostFigure = { ...fine.month.cost, microcents: null, basis: null, range: null };

const calm: Snapshot = {
  ...fine,
  generatedAt: NOW,
  week: {
    ...fine.week,
    percentWindow: { from: at('2026-11-15T11:59:00Z'), to: at('2026-11-22T11:59:00Z') },
    spent: figureOf(14.62, 'mixed'),
    limit: typed,
    percent: 42,
    percentSource: 'typed',
    pace: {
      expectedPercent: 86,
      pointsOver: -44,
      words: '44 % in reserve',
      outlook: 'lasts',
      runsOutAt: null,
    },
  },
  today: { ...fine.today, cost: figureOf(4.12, 'estimated') },
  month: { ...fine.month, cost: unknown, forecast: null },
  sync: {
    ...restingSync,
    lastSuccessAt: at('2026-11-21T13:05:00Z'),
    nextAt: at('2026-11-21T13:15:00Z'),
    coverage: { from: null, to: null, gaps: [] },
  },
};

const withWeek = (week: Partial<Snapshot['week']>, more: Partial<Snapshot> = {}): Snapshot => ({
  ...calm,
  ...more,
  week: { ...calm.week, ...week },
});
const withSync = (sync: Partial<Snapshot['sync']>, more: Partial<Snapshot> = {}): Snapshot => ({
  ...calm,
  ...more,
  sync: { ...calm.sync, ...sync },
});
const view = (snapshot: Snapshot | null, trayContent: 'percent' | 'percent-and-cost' = 'percent') =>
  trayView(snapshot, { trayContent });
const factLines = ({ menu }: TrayView) =>
  menu.slice(
    0,
    menu.findIndex(({ label }) => label === null),
  );
const lines = (snapshot: Snapshot | null) => factLines(view(snapshot)).map(({ label }) => label);

describe('the calm week', () => {
  it('is a percentage, its bar, and a title without noise', () => {
    expect(view(calm).icon).toEqual({
      shape: 'percent',
      text: '42',
      fraction: 0.42,
      level: 'fine',
      dimmed: false,
      cost: null,
    });
    expect(view(calm).title).toBe('42 %');
  });

  it('says every number, its basis and its source in the first menu rows', () => {
    expect(lines(calm)).toEqual([
      'Week: 42 % of $34.80 (your limit)',
      'Resets Sun 12:59 · 44 % in reserve',
      'Today: $4.12 (estimate)',
      'Updated 14:05',
    ]);
  });

  it('says the same in the tooltip', () => {
    expect(view(calm).tooltip.split('\n')).toEqual([
      'Week 42 % of $34.80 (your limit)',
      'Resets Sun 12:59',
      'Today $4.12 (estimate)',
      'Updated 14:05',
    ]);
  });

  it('adds today’s cost where the person wants it', () => {
    const shown = view(calm, 'percent-and-cost');
    expect(shown.title).toBe('42 % · $4.12');
    expect(shown.icon.cost).toBe('$4.1');
  });

  it.each([
    ['typed', 'Week: 42 % of $34.80 (your limit)'],
    ['spend_limit', 'Week: 42 % of $34.80 (spend limit)'],
  ] as const)('names a %s limit as such', (source, line) => {
    expect(lines(withWeek({ limit: { ...learned, source } }))[0]).toBe(line);
  });

  it('says when the week runs out instead of the pace', () => {
    const runsOutAt = at('2026-11-21T19:00:00Z');
    const pace = { ...calm.week.pace, outlook: 'runs out' as const, runsOutAt };
    expect(lines(withWeek({ pace }, { glance: 'near' }))[1]).toBe(
      'Resets Sun 12:59 · runs out Sat 20:00',
    );
  });
});

describe('the month', () => {
  const month = { ...calm.month, cost: figureOf(126.4, 'mixed') };

  it('has a line of its own, with what it will come to', () => {
    expect(lines({ ...calm, month })[3]).toBe('November: $126.40');
    expect(lines({ ...calm, month: { ...month, forecast: fine.month.forecast } })[3]).toBe(
      'November: $126.40 · forecast $168',
    );
  });

  it('leaves the tooltip as short as it was', () => {
    expect(view({ ...calm, month }).tooltip).toBe(view(calm).tooltip);
  });
});

it('names the basis of what is shared out of a bill', () => {
  const today = { ...calm.today, cost: figureOf(4.12, 'allocated') };
  expect(lines({ ...calm, today })[2]).toBe('Today: $4.12 (from the bill)');
});

describe("a plan's week", () => {
  const unknownPlan = { meter: 'plan', limit: null, percent: null, percentSource: null } as const;

  it('of which nothing is known is never told in API money', () => {
    const shown = view(withWeek(unknownPlan));
    expect(shown.icon).toMatchObject({ shape: 'unknown', text: '–', fraction: 0 });
    expect(shown.title).toBe('–');
    expect(lines(withWeek(unknownPlan))[0]).toBe('Week: – (nothing known of the plan yet)');
    expect(lines(withWeek({ ...unknownPlan, meter: 'api' }))[0]).toContain('$14.62');
  });

  it('that Claude told of has its percentage, with its age after a quarter of an hour', () => {
    const said = (minutes: number) =>
      withWeek({
        ...unknownPlan,
        percent: 61,
        percentSource: 'reading',
        reading: { pct: 61, at: NOW - minutes * 60_000 },
      });
    expect(view(said(2)).icon.text).toBe('61');
    expect(lines(said(2))[0]).toBe('Week: 61 % (Claude says)');
    expect(lines(said(70))[0]).toMatch(/^Week: 61 % \(Claude said at \d\d:\d\d\)$/);
  });
});

describe('what is learned', () => {
  const week = {
    limit: learned,
    percentSource: 'learned',
    percentRange: { low: 38, high: 47 },
  } as const;

  it('bears "~" in icon, title and words, and is "about" that much', () => {
    const shown = view(withWeek(week));
    expect(shown.icon.text).toBe('~42');
    expect(shown.title).toBe('~42 %');
    expect(lines(withWeek(week))[0]).toBe('Week: ~42 % of about $35 (learned, likely 38 – 47 %)');
  });

  it('keeps to the four characters of the icon', () => {
    for (const percent of [0.2, 7, 100, 999, 1200, 123_456]) {
      expect(view(withWeek({ ...week, percent })).icon.text.length).toBeLessThanOrEqual(4);
    }
  });

  it('roughly is called a rough guess, without an amount', () => {
    expect(lines(withWeek({ ...week, limit: null }))[0]).toBe('Week: 38 – 47 % (rough guess)');
  });

  it('gives way to what Claude said, which bears none and tells when once it is older', () => {
    const said = (minutes: number) =>
      withWeek({
        ...week,
        percentSource: 'reading',
        reading: { pct: 42, at: NOW - minutes * 60_000 },
      });
    expect(view(said(5)).icon.text).toBe('42');
    expect(lines(said(14))[0]).toBe('Week: 42 % (Claude says)');
    expect(lines(said(40))[0]).toBe('Week: 42 % (Claude said at 13:30)');
    const moved = withWeek({
      ...week,
      percentSource: 'reading',
      percent: 55,
      percentRange: { low: 51, high: 60 },
      reading: { pct: 42, at: NOW - 40 * 60_000 },
    });
    expect(lines(moved)[0]).toBe('Week: ~55 % (likely 51 – 60 %, Claude said 42 % at 13:30)');
    expect(view(moved).icon.text).toBe('~55');
    expect(lines(said(26 * 60))[0]).toBe('Week: 42 % (Claude said Fri 12:10)');
  });
});

it('offers the same commands in every state', () => {
  for (const snapshot of [null, calm, { ...calm, glance: 'failing' as const }]) {
    const { menu } = view(snapshot);
    expect(menu.slice(-7)).toEqual([
      { label: null, action: null },
      { label: 'Open Tidemark', action: 'open' },
      { label: 'Sync now', action: 'sync' },
      { label: 'I just hit the limit…', action: 'hit' },
      { label: 'Settings…', action: 'settings' },
      { label: null, action: null },
      { label: 'Quit', action: 'quit' },
    ]);
    expect(menu.slice(0, -7).every(({ action, label }) => action === 'open' && label)).toBe(true);
  }
});

describe('no number is better than a wrong number', () => {
  it('shows a dash before there are figures', () => {
    const shown = view(null);
    expect(shown.icon).toMatchObject({ shape: 'unknown', text: '–', dimmed: true });
    expect(shown.title).toBe('–');
    expect(lines(null)).toEqual(['Week: –', 'Today: –', 'No figures yet']);
  });

  it('shows a dash for a percentage that is not known', () => {
    const shown = view(withWeek({ percent: null }));
    expect(shown.icon.shape).toBe('unknown');
    expect(factLines(shown)[0]?.label).toBe('Week: – of $34.80 (your limit)');
  });

  it('tells that no key is connected', () => {
    const connection = { state: 'never-saved', lastFour: null, organization: null } as const;
    const snapshot = withSync({ lastSuccessAt: null }, { glance: 'unknown', connection });
    expect(lines(snapshot).slice(-2)).toEqual(['Not connected yet', 'Not updated yet']);
  });

  it.each([
    [0, '0', 0, 'Week: 0 %'],
    [0.4, '<1', 0.01, 'Week: 0.4 %'],
    [0.04, '<1', 0.01, 'Week: <0.1 %'],
    [1, '1', 0.01, 'Week: 1 %'],
    [99.4, '99', 0.99, 'Week: 99 %'],
    [99.7, '99', 1, 'Week: 99.7 %'],
  ])('%s percent keeps its meaning', (percent, text, fraction, start) => {
    const shown = view(withWeek({ percent }));
    expect(shown.icon).toMatchObject({ text, fraction });
    expect(factLines(shown)[0]?.label).toMatch(new RegExp(`^${start} of`));
  });

  it('does not change the icon for what the eye cannot see', () => {
    expect(view(withWeek({ percent: 42.3 })).icon).toEqual(view(calm).icon);
  });
});

describe('a week without a limit', () => {
  const spent = withWeek({ limit: null, percent: null });

  it('shows what was spent, without a bar', () => {
    expect(view(spent).icon).toMatchObject({ shape: 'percent', text: '$15', fraction: null });
    expect(view(spent, 'percent-and-cost')).toMatchObject({
      title: '$14.62',
      icon: { cost: null },
    });
    expect(lines(spent)[0]).toBe('Week: $14.62 (part estimate), no limit set');
  });

  it.each([
    [0, '$0'],
    [0.2, '<$1'],
    [7.4, '$7'],
    [999.4, '$999'],
    [999.6, '$1k'],
    [41_200, '$41k'],
    [990_000, '$1M'],
    [2_400_000, '$2M'],
  ])('%s dollars fit in four characters', (amount, text) => {
    const cost = { ...calm.week.spent, microcents: dollars(amount) };
    const shown = view(withWeek({ limit: null, percent: null, spent: cost }));
    expect(shown.icon.text).toBe(text);
    expect(text.length).toBeLessThanOrEqual(4);
  });
});

describe('trouble', () => {
  it('over the limit keeps the true percentage everywhere', () => {
    const shown = view(withWeek({ percent: 128.4 }, { glance: 'over' }));
    expect(shown.icon).toMatchObject({ shape: 'over', text: '128', level: 'over' });
    expect(shown.title).toBe('128 %');
    expect(shown.tooltip).toContain('128 %');
    expect(factLines(shown)[0]?.label).toContain('128 %');
    expect(view(withWeek({ percent: 1240 }, { glance: 'over' })).icon.text).toBe('1k');
  });

  it('near the limit differs by level', () => {
    const near = withWeek({ percent: 82 }, { glance: 'near' });
    expect(view(near).icon).toMatchObject({ shape: 'percent', text: '82', level: 'near' });
  });

  it('stale figures stay, dimmed, with the time they are from', () => {
    const stale = withSync(
      { lastSuccessAt: at('2026-11-20T13:05:00Z'), isStale: true, failure: null },
      { glance: 'stale' },
    );
    const shown = view(stale);
    expect(shown.icon).toMatchObject({ shape: 'stale', text: '42', dimmed: true });
    expect(shown.title).toBe('42 % at Fri 14:05');
    expect(shown.tooltip.split('\n')[0]).toBe('Stale: not updated since Fri 14:05');
    expect(lines(stale)).toContain('Stale: not updated since Fri 14:05');
  });

  it('names the day when figures are older than the week', () => {
    const old = withSync({ lastSuccessAt: at('2026-11-07T13:05:00Z') }, { glance: 'stale' });
    expect(lines(old)).toContain('Stale: not updated since 7 Nov');
  });

  it('a failure is said in words, with the age of what is still shown', () => {
    const failure = noteFailure({ kind: 'key-refused', detail: 'HTTP 401' }, NOW);
    const shown = view(withSync({ failure }, { glance: 'failing' }));
    expect(shown.icon).toMatchObject({ shape: 'failing', text: '!', dimmed: false });
    expect(shown.title).toBe('42 % at 14:05');
    expect(shown.tooltip.split('\n').slice(0, 2)).toEqual([
      'This key was not accepted',
      'Not updated since 14:05',
    ]);
    expect(JSON.stringify(shown)).not.toContain('401');
  });

  it('says when it goes on by itself', () => {
    const retryAt = at('2026-11-21T13:20:00Z');
    const failure = noteFailure({ kind: 'rate-limited', retryAt }, NOW);
    expect(lines(withSync({ failure }, { glance: 'stale' }))).toContain('Trying again at 14:20');
  });

  it('stays silent about a failure that costs the person nothing', () => {
    const failure = noteFailure({ kind: 'permission-missing' }, NOW);
    expect(lines(withSync({ failure }))).toEqual(lines(calm));
  });

  it('fits into the tooltip that Windows shows, whatever happens', () => {
    const failure = noteFailure({ kind: 'other-organization' }, NOW);
    const limit = { ...learned, microcents: dollars(12_345_678.9) };
    const shown = view({
      ...withSync({ failure }, { glance: 'failing' }),
      week: { ...calm.week, limit },
    });
    expect(shown.tooltip.length).toBeLessThanOrEqual(127);
    expect(shown.tooltip).toContain('42 %');
  });
});

describe('names from outside', () => {
  const named = (model: string) => lines({ ...calm, unpriced: [{ model, tokens: 5 }] }).at(-1);

  it('a model without a price is named', () => {
    expect(named('claude-new-1')).toBe('Without a price, not counted: claude-new-1');
    const two = { model: 'x', tokens: 1 };
    expect(lines({ ...calm, unpriced: [two, two, two] }).at(-1)).toMatch(/: x and 2 more$/);
  });

  it('stay one short line and cannot reorder their neighbours', () => {
    expect(named('a\n\u202Eb\tc\u200B')).toBe('Without a price, not counted: a b c');
    expect(named('m'.repeat(10_000))?.length).toBeLessThan(80);
    expect(named('אב')).toMatch(/\u2068אב\u2069$/);
    expect(named('\u200B')).toMatch(/: unnamed$/);
    expect(named(`e${'\u0301'.repeat(500)}`)?.length).toBeLessThan(40);
  });
});

it('demo figures say so first', () => {
  const demo = { ...calm, mode: 'demo' as const };
  expect(lines(demo)[0]).toBe('Demo data');
  expect(view(demo).tooltip).toMatch(/^Demo data\n/);
});
