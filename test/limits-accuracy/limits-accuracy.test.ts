import { beforeAll, expect, it } from 'vitest';
import { collectCases } from './collect-cases.js';
import { type Judged, judgeCases } from './judge-cases.js';
import { judgeUnits } from './judge-units.js';

// The same with more people and on other seeds is `npm run bench:limits`.
const POOL = { weekly: 60, fiveHour: 30 };
const SEED = 1;

let figures: readonly Judged[] = [];
beforeAll(() => {
  figures = [...judgeCases(collectCases(POOL, SEED)), ...judgeUnits(120, SEED)];
}, 400_000);

it.each([
  [
    'weekly: median error after',
    'the weekly limit is known within 8 % after one window, 4.5 after five',
  ],
  ['weekly: 9 in 10 errors after', 'in 9 of 10 cases within 28 % after one window, 17 after five'],
  [
    'five_hour: median error after',
    'the 5-hour limit is known within 13 % after one window, 6 after five',
  ],
  [
    'five_hour: 9 in 10 errors after',
    'in 9 of 10 cases within 45 % after one window, 18 after ten',
  ],
  ['interval holds', 'the 80 % interval holds the truth 8 times in 10, early and late'],
  ['weekly steady: interval', 'it holds for steady work'],
  ['weekly wildmix: interval', 'it holds at least 45 times in 100 where the mix of work is wild'],
  ['weekly ', 'it holds for every way of working, by the week'],
  ['five_hour ', 'and by five hours'],
  ['confidence', 'confidence is off by 6 points at most'],
  ['where it says 90 %', 'what it calls strong is within 20 %'],
  ['weekly: follows', 'a new weekly limit is followed within three windows'],
  ['five_hour: follows', 'so is a new 5-hour limit'],
  ['weekly: tells', 'a changed limit is told of, and hardly one that did not change'],
  ['five_hour: tells', 'the same of five hours'],
  ['12 % false', 'claimed hits that are none do little harm'],
  ['35 % false', 'even where a third of quiet windows has one'],
  ['% shown', 'the percentage of a running window is near, and nearer with a reading'],
  ['weekly: hours left', 'hours left in the week are near, and their interval holds'],
  ['five_hour: hours left', 'so are hours left of five'],
  ['right unit', 'the unit that the meter counts in is found'],
])('%s: %s', (name) => {
  const judged = figures.filter(({ figure }) => figure.startsWith(name));
  expect(judged.length).toBeGreaterThan(0);
  for (const figure of judged) {
    expect(figure).toMatchObject({ isMet: true });
    expect(figure.cases).toBeGreaterThanOrEqual(15);
  }
});
