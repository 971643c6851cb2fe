import { describe, expect, it } from 'vitest';
import { listEvidence } from '../../../src-main/core/limits/list-evidence.js';
import type { Evidence } from '../../../src-main/shared/evidence.js';
import { DAY_MS, HOUR_MS } from '../../../src-main/shared/units.js';
import { evidenceOf } from '../../fixtures/evidence.js';

const AT = evidenceOf().at;
const NOW = AT + DAY_MS;
const found = { outliers: [], passed: [], misplaced: [] };
const used = { usd: [10, 12], tokens: [1000, 1000] } as const;
const list = (some: Partial<Evidence>, more: Partial<typeof found> = {}) =>
  listEvidence([evidenceOf({ used, ...some })], { ...found, ...more }, NOW)[0];
const IGNORED_CHANGE = { kind: 'change', isIgnored: true, isDenied: false } as const;

describe('records as they are listed', () => {
  it('are told newest first, whatever their order', () => {
    const [a, b] = [evidenceOf({ id: 'a' }), evidenceOf({ id: 'b', at: AT + HOUR_MS })];
    expect(listEvidence([a, b], found, NOW).map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('say what they stand for and the limit that they alone would mean', () => {
    expect(list({ pct: 40 })).toMatchObject({ usd: 11, means: 27.5, unused: null });
    const settled = { usd: [14, 14], tokens: [1, 1] } as const;
    expect(list({ kind: 'hit', pct: null, settled })).toMatchObject({ usd: 14, means: 14 });
    expect(list({ kind: 'quiet', pct: null })).toMatchObject({ usd: 11, means: null });
    expect(list({ pct: 0 })?.means).toBeNull();
    expect(list({ pct: 90, half: 10, source: 'text' })).toMatchObject({ usd: 11, means: null });
  });

  it.each([
    ['ignored', { isIgnored: true }, {}, /ignored/],
    ['of a change that was denied', { kind: 'change', isIgnored: true }, {}, /did not change/],
    ['of later', { at: NOW + 1 }, {}, /still to come/],
    ['without visible use', { used: null }, {}, /not visible here/],
    ['of a hit just now', { kind: 'hit', used: null, at: NOW - 60_000 }, {}, /still being told/],
    ['of a change that is ignored', IGNORED_CHANGE, {}, /is ignored/],
    ['with none at all', { used: { tokens: [0, 0] } }, {}, /not visible here/],
    ['of a window that is none now', { kind: 'quiet' }, { passed: ['one'] }, /another one/],
    ['that disagree', {}, { outliers: ['one'] }, /disagrees/],
    ['of the plan by mistake', {}, { misplaced: ['one'] }, /meant for the API\?/],
    ['of the API by mistake', { meter: 'api' }, { misplaced: ['one'] }, /meant for the plan\?/],
  ] as const)('%s say why nothing is learned', (_, some, more, why) => {
    expect(list(some as Partial<Evidence>, more as Partial<typeof found>)?.unused).toMatch(why);
  });

  it('of a quiet window with a hit of its own say so, not with one of another window', () => {
    const quiet = evidenceOf({ id: 'q', kind: 'quiet', used, start: AT - DAY_MS, end: AT + 1 });
    const why = (hit: Partial<Evidence>) =>
      listEvidence([quiet, evidenceOf({ id: 'h', kind: 'hit', used, ...hit })], found, NOW).find(
        ({ id }) => id === 'q',
      )?.unused;
    expect(why({})).toMatch(/was reached/);
    expect(why({ window: 'five_hour' })).toBeNull();
    expect(why({ meter: 'api' })).toBeNull();
    expect(why({ isIgnored: true })).toBeNull();
    expect(why({ at: AT + 1 })).toBeNull();
  });
});
