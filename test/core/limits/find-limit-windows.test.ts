import { describe, expect, it } from 'vitest';
import { findLimitWindows } from '../../../src-main/core/limits/find-limit-windows.js';
import { weekWindow } from '../../../src-main/core/limits/week-window.js';
import { windowAt } from '../../../src-main/core/limits/windows/limit-window.js';
import type { Evidence } from '../../../src-main/shared/evidence.js';
import { defaultSettings } from '../../../src-main/shared/settings.js';
import { DAY_MS, HOUR_MS } from '../../../src-main/shared/units.js';
import { evidenceOf } from '../../fixtures/evidence.js';

const NOW = Date.UTC(2026, 10, 20, 14, 5);
const END = Date.UTC(2026, 10, 23, 9);
const told = (some: Partial<Evidence> = {}) =>
  evidenceOf({ end: END, source: 'statusline', ...some });
const find = (some: Partial<Parameters<typeof findLimitWindows>[0]>) =>
  findLimitWindows({
    meter: 'plan',
    evidence: [],
    span: { from: NOW - 30 * DAY_MS, to: NOW },
    settings: defaultSettings,
    uses: [],
    hasUse: true,
    ...some,
  });

describe('the windows of the limits', () => {
  it('are those of the week alone until another kind was told of', () => {
    expect([...find({}).keys()]).toEqual(['weekly']);
    expect([...find({ hasUse: false }).keys()]).toEqual([]);
    const session = told({ window: 'five_hour', end: NOW + HOUR_MS });
    expect([...find({ evidence: [session] }).keys()].sort()).toEqual(['five_hour', 'weekly']);
  });

  it('are none of a kind of which only noted, ignored or changed records are left', () => {
    const records = [
      told({ window: 'five_hour', isIgnored: true }),
      told({ window: 'five_hour', kind: 'quiet', source: 'window' }),
      told({ window: 'five_hour', kind: 'change', source: 'manual' }),
    ];
    expect(find({ evidence: records }).has('five_hour')).toBe(false);
  });

  it('of a plan end as it was told, of the API as it was set', () => {
    const at = (meter: 'plan' | 'api') =>
      windowAt(find({ meter, evidence: [told({ meter })] }).get('weekly') ?? [], NOW)?.to;
    expect(at('plan')).toBe(END);
    expect(at('api')).toBe(weekWindow(NOW, defaultSettings).to);
  });

  it('do not end as it was worked out, or told in a record that is ignored', () => {
    for (const some of [{ source: 'window', kind: 'quiet' }, { isIgnored: true }] as const) {
      const [window] = [find({ evidence: [told(some)] }).get('weekly') ?? []];
      expect(windowAt(window, NOW)?.to).toBe(weekWindow(NOW, defaultSettings).to);
    }
  });

  it('do not end where a record was only placed', () => {
    const placed = told({ source: 'entry', isPlaced: true });
    const windows = find({ evidence: [placed] }).get('weekly') ?? [];
    expect(windowAt(windows, NOW)?.to).toBe(weekWindow(NOW, defaultSettings).to);
  });

  it('are not cut where a percentage lies below one that a person corrected', () => {
    const said = { pct: 40, at: NOW - DAY_MS };
    const corrected = told({ id: 'a', pct: 90, at: NOW - DAY_MS, said });
    const later = told({ id: 'b', pct: 45, at: NOW - HOUR_MS });
    const windows = find({ evidence: [corrected, later] }).get('weekly') ?? [];
    expect(windowAt(windows, NOW)?.from).toBe(END - 7 * DAY_MS);
  });

  it('of one family of models end with the week of all, unless it was told otherwise', () => {
    const opus = told({ id: 'o', window: 'weekly:opus', end: null, kind: 'hit', source: 'manual' });
    const endOf = (records: readonly Evidence[]) =>
      windowAt(find({ evidence: records }).get('weekly:opus') ?? [], NOW)?.to;
    expect(endOf([told(), opus])).toBe(END);
    expect(endOf([told(), { ...opus, end: END + DAY_MS }])).toBe(END + DAY_MS);
  });

  it('are cut where a typed percentage falls, not where "more than 80 %" or a difference does', () => {
    const at = NOW - DAY_MS;
    const before = told({ id: 'a', pct: 90, at: at - HOUR_MS, source: 'entry' });
    const weeks = (after: Partial<Evidence>) =>
      windowAt(
        find({ evidence: [before, told({ id: 'b', pct: 5, at, source: 'entry', ...after })] }).get(
          'weekly',
        ) ?? [],
        NOW,
      )?.from;
    expect(weeks({})).toBe(at);
    expect(weeks({ source: 'text' })).toBe(END - 7 * DAY_MS);
    expect(weeks({ source: 'statusline' })).toBe(END - 7 * DAY_MS);
    expect(weeks({ since: at - 1 })).toBe(END - 7 * DAY_MS);
    expect(weeks({ isIgnored: true })).toBe(END - 7 * DAY_MS);
  });
});
