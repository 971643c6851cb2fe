import { chooseUnit } from '../../src-main/core/limits/learn/choose-unit.js';
import { learnKind } from '../../src-main/core/limits/learn/learn-kind.js';
import { atLeast, type Judged, share } from './judge-cases.js';
import { simulateUnitUser } from './simulate-units.js';

/** Share of people, in percent, whose unit is right after so many windows with a hit or a reading. */
const WANTED = new Map([
  [2, 80],
  [3, 93],
  [5, 97],
]);

export function judgeUnits(users: number, seed: number): Judged[] {
  const right = new Map<number, boolean[]>([...WANTED.keys()].map((n) => [n, []]));
  for (let user = 0; user < users; user += 1) {
    const { unit, evidence } = simulateUnitUser(seed * 100_003 + user);
    let n = 0;
    for (const { windows, units, evidenceCourse } of learnKind(evidence, 'weekly', {})) {
      const window = windows.at(-1);
      if (!window?.hit && !window?.readings.length) continue;
      n += 1;
      const shown = chooseUnit(
        units.map((learned) => learned.unit),
        evidenceCourse,
      );
      right.get(n)?.push(shown === unit);
      if (n === 5) break;
    }
  }
  return [...WANTED].map(([n, wanted]) => {
    const cases = right.get(n) ?? [];
    return atLeast(
      `right unit after ${n}, %`,
      share(cases, (one) => one),
      wanted,
      cases,
    );
  });
}
