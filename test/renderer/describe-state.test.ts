// @vitest-environment jsdom
import { expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../src-main/shared/units.js';
import { describeCache } from '../../src-renderer/charts/cache-words.js';
import { createHatching } from '../../src-renderer/charts/describe-basis.js';
import type { Column } from '../../src-renderer/charts/stack-history.js';
import { describeColumn } from '../../src-renderer/charts/summarize.js';
import { at } from '../fakes/figures.js';

const from = at('2026-11-20T00:00:00Z');
const column: Column = {
  ...{ from, to: from + DAY_MS, state: 'partial', basis: 'reported', total: 5, values: [5] },
};

it('a billed day that lacks hours is unfinished, but never called still filling', () => {
  expect(describeColumn(column)).toBe('hours missing, reported');
  expect(describeColumn({ ...column, state: 'open', basis: 'estimated' })).toBe(
    'still filling, estimate',
  );
  expect(describeColumn({ ...column, to: from + HOUR_MS })).toBe('not read whole, reported');
  expect(createHatching([column])(column)).toBe(true);
});

it('so is a bucket of the cache', () => {
  const use = {
    ...{ from, to: from + DAY_MS, uncachedInput: 1, cacheCreation: 0, cacheRead: 9 },
    ...{ efficiency: 0.9, savedMicrocents: null, couldSaveMicrocents: null },
  };
  expect(describeCache({ ...use, state: 'partial' })).toBe('on target, hours missing');
  expect(describeCache({ ...use, state: 'open' })).toBe('on target, still filling');
});
