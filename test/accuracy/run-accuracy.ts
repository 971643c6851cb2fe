import { judgeFigures } from './judge-figures.js';
import type { WatchPlan } from './plan-looks.js';
import { printFigures } from './print-figures.js';
import { type Watched, watchOrganization } from './watch-organization.js';

const BENCH_PLAN: WatchPlan = {
  followedDays: 6,
  momentsADay: 3,
  leastHistoryDays: 35,
  mostHistoryDays: 110,
};

/** Watches so many organizations one after another. True: every wanted figure was met. */
export async function runAccuracy(
  organizations: number,
  log: (line: string) => void,
): Promise<boolean> {
  const watched: Watched[] = [];
  for (let seed = 1; seed <= organizations; seed += 1) {
    watched.push(await watchOrganization(seed, BENCH_PLAN));
    if (seed % 10 === 0) log(`${seed} of ${organizations} organizations`);
  }
  const figures = judgeFigures(watched);
  printFigures(figures);
  return figures.every(({ isMet }) => isMet !== false);
}
