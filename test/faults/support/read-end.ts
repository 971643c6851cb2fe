import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { dumpHistory } from './dump-history.js';
import type { Place } from './place.js';

export interface End {
  readonly history: readonly string[];
  readonly settings: unknown;
  readonly keychain: string | null;
}

/** What a run leaves behind for the next one. */
export function readEnd({ dataFolder, keychain }: Place): End {
  const name = historyName(dataFolder);
  const settings = join(dataFolder, 'settings.json');
  return {
    history: name ? dumpHistory(join(dataFolder, name)) : [],
    settings: existsSync(settings) ? JSON.parse(readFileSync(settings, 'utf8')) : null,
    keychain: existsSync(keychain) ? readFileSync(keychain, 'utf8') : null,
  };
}

export const historyName = (dataFolder: string): string | null =>
  (existsSync(dataFolder) ? readdirSync(dataFolder) : []).find((name) =>
    /^history-[^.]*\.sqlite3$/.test(name),
  ) ?? null;

export const historyOf = ({ dataFolder }: Place): string =>
  join(dataFolder, historyName(dataFolder) ?? '');

/** The history, its backups and what became of damaged ones, without SQLite's side files. */
export const contentsOf = ({ dataFolder }: Place): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(dataFolder)
      .filter((name) => /^history-/.test(name) && !/-(wal|shm)$/.test(name))
      .map((name) => [name, readFileSync(join(dataFolder, name), 'base64')]),
  );

/** A difference of thousands of lines is told by its first ones. */
export function expectSame(end: End, expected: End, where: string, ignores = /$^/): void {
  expect(differenceOf(end.history, expected.history, ignores), where).toEqual(NO_DIFFERENCE);
  const [{ history: _, ...rest }, { history: __, ...expectedRest }] = [end, expected];
  expect(rest, where).toEqual(expectedRest);
}

export const NO_DIFFERENCE = { missing: [], foreign: [], count: 0 };

export function differenceOf(
  lines: readonly string[],
  expected: readonly string[],
  ignores = /$^/,
) {
  const clean = (all: readonly string[]) =>
    all.map((line) => line.replace(ignores, '')).filter((line) => line !== '');
  const [found, wanted] = [clean(lines), clean(expected)];
  const [foundSet, wantedSet] = [new Set(found), new Set(wanted)];
  return {
    missing: wanted.filter((line) => !foundSet.has(line)).slice(0, 3),
    foreign: found.filter((line) => !wantedSet.has(line)).slice(0, 3),
    count: found.length - wanted.length,
  };
}
