import { collectCases, type FollowedType } from './collect-cases.js';
import { BASELINES } from './guess-baselines.js';
import { type Judged, judgeCases, quantile } from './judge-cases.js';
import { judgeUnits } from './judge-units.js';
import { timeLearner } from './time-learner.js';

/** Prints the whole table; false: something is missed. */
export function runBench(users: number, seed: number): boolean {
  const cases = collectCases({ weekly: users, fiveHour: Math.ceil(users / 2) }, seed);
  const judged = [...judgeCases(cases), ...judgeUnits(2 * users, seed)];
  printTable([
    ['figure', 'wanted', 'got', 'cases', ''],
    ...judged.map((one) => [
      one.figure,
      wantedOf(one),
      one.got.toFixed(1),
      String(one.cases),
      one.isMet ? '' : 'MISSED',
    ]),
  ]);
  console.log('');
  printTable([
    ['median / 9 in 10 errors in %, after', '1', '2', '3', '5', '10'],
    ...(['weekly', 'five_hour'] as const).flatMap((kind) => [
      [`${kind}: learned`, ...errorsOf(cases, kind, null)],
      ...BASELINES.map((name) => [`${kind}: ${name}`, ...errorsOf(cases, kind, name)]),
    ]),
  ]);
  console.log('');
  for (const windows of [30, 30, 300]) {
    const { ms, loops, longestStepMs } = timeLearner(windows);
    console.log(
      `${windows} windows: ${ms.toFixed(0)} ms, ${loops.toFixed(1)} fixed loops, longest step ${longestStepMs.toFixed(1)} ms`,
    );
  }
  return judged.every(({ isMet }) => isMet);
}

function errorsOf(
  cases: readonly FollowedType[],
  of: FollowedType['kind'],
  name: (typeof BASELINES)[number] | null,
): string[] {
  const all = cases
    .filter(({ kind, type }) => kind === of && type !== 'false35')
    .flatMap(({ users }) => users.flatMap(({ standings }) => standings));
  return [1, 2, 3, 5, 10].map((n) => {
    const errors = all.flatMap((one) => {
      const guess = name === null ? one.median : one.baselines[name];
      return one.n === n && guess !== null ? [100 * Math.abs(guess / one.truth - 1)] : [];
    });
    return `${quantile(errors, 0.5).toFixed(1)} / ${quantile(errors, 0.9).toFixed(1)}`;
  });
}

function wantedOf({ least, most }: Judged): string {
  if (least === null) return `<= ${most?.toFixed(1)}`;
  return most === null ? `>= ${least}` : `${least}..${most}`;
}

function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    console.log(cells.join('  ').trimEnd());
  }
}
