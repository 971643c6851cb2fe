import { describe, expect, it } from 'vitest';
import { isSyncStale } from '../../../src-main/core/snapshot/derive-snapshot.js';
import { noteFailure } from '../../../src-main/shared/failure.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { fetched, usd } from '../../fakes/figures.js';
import {
  type Changes,
  derive,
  held,
  MONTH,
  NOW,
  noCoverage,
  OPEN,
  spent,
  without,
} from './derive-with.js';

describe('the glance', () => {
  const failure = noteFailure({ kind: 'key-refused' }, NOW);
  const old = { lastSuccessAt: NOW - 12 * MINUTE_MS };

  it.each([
    ['unknown before anything is held', 'unknown', { held: held({ coverage: noCoverage }) }],
    ['fine without a limit', 'fine', { held: spent(5) }],
    ['fine below 80 %', 'fine', { held: spent(7.99), limit: usd(10) }],
    ['near from 80 %', 'near', { held: spent(8), limit: usd(10) }],
    ['near up to 100 %', 'near', { held: spent(9.999), limit: usd(10) }],
    ['over from 100 %', 'over', { held: spent(10), limit: usd(10) }],
    ['fine with a known zero', 'fine', { limit: usd(10) }],
    ['stale after two missed cycles', 'stale', { held: spent(8), limit: usd(10), record: old }],
    ['stale also when over', 'stale', { held: spent(11), limit: usd(10), record: old }],
    ['failing when a person must act', 'failing', { held: spent(8), record: { failure } }],
    ['failing also when stale', 'failing', { record: { ...old, failure } }],
    [
      'failing also without figures',
      'failing',
      { held: held({ coverage: noCoverage }), record: { failure } },
    ],
    [
      'what it was when a failure mends itself',
      'near',
      {
        held: spent(8),
        limit: usd(10),
        record: { failure: noteFailure({ kind: 'offline' }, NOW) },
      },
    ],
    [
      'unknown with a limit and an hour missing in the middle of the week',
      'unknown',
      { held: held({ coverage: without(OPEN - DAY_MS) }), limit: usd(10) },
    ],
  ] satisfies [string, string, Changes][])('is %s', (_, glance, changes) => {
    expect(derive(changes).glance).toBe(glance);
  });
});

describe('staleness', () => {
  it('two missed cycles and a minute', () => {
    expect(isSyncStale(NOW - 11 * MINUTE_MS, NOW, 5)).toBe(false);
    expect(isSyncStale(NOW - 11 * MINUTE_MS - 1, NOW, 5)).toBe(true);
    expect(isSyncStale(NOW - 30 * MINUTE_MS, NOW, 15)).toBe(false);
    expect(isSyncStale(null, NOW, 5)).toBe(false);
  });

  it('figures of a first sync that never ended grow old too', () => {
    const old = fetched(MONTH, OPEN + HOUR_MS, HOUR_MS, NOW - 3 * DAY_MS);
    const coverage = { ...noCoverage, hours: old };
    const snapshot = derive({ held: held({ coverage }), record: { lastSuccessAt: null } });
    expect(snapshot).toMatchObject({
      glance: 'stale',
      sync: { isStale: true, lastSuccessAt: null },
    });
  });

  it('figures of a first sync are as fresh as its newest page', () => {
    const { coverage } = held();
    const hours = new Map(coverage.hours).set(MONTH, NOW - DAY_MS);
    const mixed = held({ coverage: { ...coverage, hours } });
    expect(derive({ held: mixed, record: { lastSuccessAt: null } }).sync.isStale).toBe(false);
  });

  it('figures that a first sync is still fetching are not stale, nor is nothing at all', () => {
    expect(derive({ record: { lastSuccessAt: null } }).sync.isStale).toBe(false);
    const nothing = held({ coverage: noCoverage });
    expect(derive({ held: nothing, record: { lastSuccessAt: null } }).sync.isStale).toBe(false);
  });
});
