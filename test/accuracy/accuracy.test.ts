import { beforeAll, expect, it } from 'vitest';
import { type Judged, judgeFigures } from './judge-figures.js';
import type { WatchPlan } from './plan-looks.js';
import { watchOrganization } from './watch-organization.js';

// The same with more organizations, and nothing allowed for luck, is `npm run bench:accuracy`.
const ORGANIZATIONS = 12;
const TEST_PLAN: WatchPlan = {
  followedDays: 4,
  momentsADay: 2,
  leastHistoryDays: 35,
  mostHistoryDays: 55,
};
/** The looks at one organization miss or hold together: so few of them tell a share no closer. */
const LUCK_POINTS = 8;

let figures: readonly Judged[] = [];
beforeAll(async () => {
  const watched = [];
  for (let seed = 1; seed <= ORGANIZATIONS; seed += 1) {
    watched.push(await watchOrganization(seed, TEST_PLAN));
  }
  figures = judgeFigures(watched, LUCK_POINTS);
}, 240_000);

it.each([
  ['closed days', 'closed days are their bill to the microcent on every path'],
  ['today so far', "today's cost is within 2 % of its bill in the median and 6 % in 9 of 10"],
  ['the day just over', 'so is a day that is over and has no bill'],
  ['weekly percent', 'the weekly percent is within half a point of the truth in the median'],
  ["today's 80 % range", "today's range holds what it was billed 8 times in 10"],
  ['the month forecast', "the month forecast's range holds the bill 8 times in 10"],
])('%s: %s', (name) => {
  const judged = figures.filter(({ figure, isMet }) => figure.startsWith(name) && isMet !== null);
  expect(judged.length).toBeGreaterThan(0);
  for (const figure of judged) {
    expect(figure).toMatchObject({ isMet: true });
    expect(figure.cases).toBeGreaterThan(40);
  }
});
