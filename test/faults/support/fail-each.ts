import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { watchFolder } from './failing-files.js';
import type { Nth } from './nth.js';
import { copyPlace, emptyPlace, type Place } from './place.js';
import { expectSame, readEnd } from './read-end.js';
import { type Command, type Ended, runCommand } from './run-sync.js';

export interface Series {
  readonly nth: Nth;
  readonly name: string;
  readonly url: string;
  /** The command in which the n-th fails; a sync when left out. */
  readonly command?: (place: Place) => Partial<Command>;
  /** Copied before each run; a place where a limit is set when left out. */
  readonly prepared?: Place;
  /** Looked at right after the failure. */
  readonly afterFailure?: (place: Place, where: string) => void;
  /** Left out of every line of the history that is compared. */
  readonly ignores?: RegExp;
}

/**
 * Runs with the first, the second, the third ... failing, until a run has no failure left. Each
 * ends with a sentence and an exit code, and what comes after ends where an undisturbed run does.
 */
export async function failEach(series: Series): Promise<readonly Ended[]> {
  const { nth, name, url, command = () => ({}), prepared, ignores } = series;
  const startPlace = () => (prepared ? copyPlace(prepared) : placeWithLimit());
  const run = (place: Place, more: (place: Place) => Partial<Command>) =>
    runCommand({ dataFolder: place.dataFolder, url, ...more(place) });
  const expected = startPlace();
  nth.arm(0);
  expect(await run(expected, command), 'undisturbed').toEqual({ code: 0, said: '' });
  const end = readEnd(expected);

  const all: Ended[] = [];
  for (let count = 1; ; count += 1) {
    const where = `${name} ${count} failed`;
    const place = startPlace();
    watchFolder(place.dataFolder);
    nth.arm(count);
    const ended = await run(place, command).catch((error: unknown) => {
      throw new Error(`${where}, and it threw`, { cause: error });
    });
    const { hasFailed } = nth;
    nth.arm(0);
    watchFolder(null);
    if (!hasFailed) return all;
    all.push(ended);
    expectAnswer(ended, where);
    series.afterFailure?.(place, where);
    if (ended.code === 0 && ended.said === '') expectSame(readEnd(place), end, where, ignores);
    expect(await run(place, command), where).toMatchObject({ code: 0 });
    expectSame(readEnd(place), end, where, ignores);
  }
}

/** All is well, or one sentence for people and a code for scripts. */
function expectAnswer({ code, said }: Ended, where: string): void {
  if (code === 0 && said === '') return;
  expect(said, where).toMatch(/^tidemark: [A-Z][^\n]+[.?]$/);
  expect(said, where).not.toMatch(/undefined|Error|\bat /);
  expect([0, 3, 4, 5], where).toContain(code);
}

/** A person who set a limit: there is an alert to decide about. */
export function placeWithLimit(): Place {
  const place = emptyPlace();
  const settings = { weeklyLimitMicrocents: 1 };
  writeFileSync(join(place.dataFolder, 'settings.json'), JSON.stringify({ settings }));
  return place;
}
