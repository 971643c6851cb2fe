import { join } from 'node:path';
import { expect } from 'vitest';
import { dumpHistory } from './dump-history.js';
import { barePlace, copyPlace, type Place } from './place.js';
import { differenceOf, type End, expectSame, NO_DIFFERENCE, readEnd } from './read-end.js';
import { type RunRequest, runStaged, type StagedRun, type Stop } from './staged-run.js';

export interface Scenario {
  readonly run: RunRequest;
  /** Fills the place before each run; left out for a place that is still empty. */
  readonly prepared?: Place;
  /** Looked at right after the kill, in a copy. */
  readonly afterKill?: (place: Place, killed: StagedRun) => void;
  /** Looked at when the run after the kill has ended. */
  readonly atEnd?: (place: Place, killed: StagedRun, again: StagedRun) => void;
  /** Left out of every line that is compared. */
  readonly ignores?: RegExp;
  /** What an undisturbed run says on standard error. */
  readonly says?: RegExp;
  readonly passagesAStage?: number;
  /** The last passages of each stage in place of some all over. */
  readonly isAboutEnd?: boolean;
  /** Only these stages: the others are another scenario's. */
  readonly stages?: RegExp;
}

const COMMITS = ['transaction:committed', 'migration:done'];
/** Two processors: two processes at a time. */
const AT_ONCE = 2;

/**
 * Runs undisturbed, then once for each stage that was passed, killed there. After each kill the
 * history is what had been committed, and a run that nobody disturbs ends where the first one did.
 * Answers with the stages where it was killed.
 */
export async function killEverywhere(scenario: Scenario): Promise<readonly string[]> {
  const expected = await runUndisturbed(scenario);
  const { stages = /./, passagesAStage = 3, isAboutEnd = false } = scenario;
  const stops = spread(
    expected.stages.filter((stage) => stages.test(stage)),
    passagesAStage,
    isAboutEnd,
  );
  const waiting = [...stops];
  const work = async () => {
    for (let stop = waiting.shift(); stop; stop = waiting.shift()) {
      await killOnce(scenario, stop, expected);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return stops.map(({ stage }) => stage);
}

interface Undisturbed {
  readonly stages: readonly string[];
  readonly end: End;
}

async function runUndisturbed(scenario: Scenario): Promise<Undisturbed> {
  const place = startPlace(scenario);
  const ended = await runStaged(scenario.run, place);
  expect(ended, 'undisturbed').toMatchObject({ code: 0 });
  expect(ended.stderr, 'undisturbed').toMatch(scenario.says ?? /^$/);
  return { stages: ended.stages, end: readEnd(place) };
}

async function killOnce(scenario: Scenario, stop: Stop, expected: Undisturbed): Promise<void> {
  const where = `killed at ${stop.stage}, passage ${stop.passage}`;
  const place = startPlace(scenario);
  const begin = scenario.afterKill ? [] : readEnd(copyPlace(place)).history;
  // Two things are written at once: what was committed is told by a copy after each commit.
  const copies = scenario.afterKill ? undefined : join(place.base, 'copies');
  const killed = await runStaged(scenario.run, place, { killAt: stop, copies });
  // Learning goes on beside the sync and may write once less: then the passage before is the last.
  if (killed.code === 0 && stop.passage > 1) {
    return killOnce(scenario, { ...stop, passage: stop.passage - 1 }, expected);
  }
  expect(killed.signal, where).toBe('SIGKILL');

  // What lies there is looked at in a copy: a look must not mend anything.
  const copy = copyPlace(place);
  if (scenario.afterKill) {
    scenario.afterKill(copy, killed);
  } else {
    const commits = killed.stages.filter((stage) => COMMITS.includes(stage)).length;
    const committed = commits === 0 ? begin : dumpHistory(copyAfter(copies, commits));
    expect(differenceOf(readEnd(copy).history, committed), where).toEqual(NO_DIFFERENCE);
  }

  const again = await runStaged(scenario.run, place);
  expect(again, where).toMatchObject({ code: 0 });
  if (again.stderr !== '') expect(again.stderr, where).toMatch(scenario.says ?? /^$/);
  expectSame(readEnd(place), expected.end, where, scenario.ignores);
  scenario.atEnd?.(place, killed, again);
}

const copyAfter = (copies: string | undefined, commits: number) =>
  join(copies ?? '', `${commits}.sqlite3`);

const startPlace = ({ prepared }: Scenario) => (prepared ? copyPlace(prepared) : barePlace());

/** Each stage that was passed, at most so many times: the first, the last and some between. */
function spread(stages: readonly string[], most: number, isAboutEnd: boolean): Stop[] {
  return [...new Set(stages)].flatMap((stage) => {
    const passages = stages.filter((passed) => passed === stage).length;
    const count = Math.min(passages, most);
    const first = isAboutEnd ? passages - count + 1 : 1;
    const step = count === 1 ? 0 : (passages - first) / (count - 1);
    return Array.from({ length: count }, (_, index) => ({
      stage,
      passage: first + Math.round(index * step),
    }));
  });
}
