// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { describeAge } from '../../src-renderer/components/describe-age.js';
import { describePace } from '../../src-renderer/views/describe-pace.js';
import { snapshots } from '../fixtures/snapshots.js';

const { week, timeZone } = snapshots.fine;
const restOf = (spent: Partial<typeof week.spent>) =>
  describePace({ ...week, percent: null, spent: { ...week.spent, ...spent } }, timeZone).rest;

it('a percentage that is not known has its reason: no figures at all, or hours that lack', () => {
  expect(restOf({ microcents: null, basis: null })).toBe('No figures for this week yet.');
  expect(restOf({ microcents: 2_000_000 })).toBe(
    'Some hours are missing, so the percentage is not known.',
  );
});

it('figures of this very moment are from just now, in the strip and in a note', () => {
  expect([0, 1999, 2000, 90_000].map(describeAge)).toEqual([
    'just now',
    'just now',
    '2 s ago',
    '1 min ago',
  ]);
});
