import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

const filesOf = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.([cm]?ts|tsx|mjs|cjs)$/.test(name))
    .map((name) => ({ name, text: readFileSync(join(root, folder, name), 'utf8') }));

/** Neither part of a word, a date, a path of a drawing nor a property. */
const ID = /(?<![\w%}/.])[ADFHKMPSTUW][1-9]\d?(?![\w%])/g;
const idsIn = (text: string) => [...text.matchAll(ID)].map(([id]) => id);

/** The sources of prices are named S1, S2 … as well. */
const namesSources = (name: string) => /^(cli\/prices\.|core\/pricing\/)/.test(name);
/** No such fault, and a percentile. */
const NO_IDS = ['A39', 'P90'];

const inTests = new Map(
  filesOf('test')
    .filter(({ name }) => !namesSources(name) && name !== 'faults/ids.test.ts')
    .map(({ name, text }) => [name, new Set(idsIn(text).filter((id) => !NO_IDS.includes(id)))]),
);
const commentsOf = (text: string) => text.match(/\/\/.*|^ *\/?\*.*/gm)?.join('\n') ?? '';
const inComments = [...filesOf('src-main'), ...filesOf('src-renderer')].flatMap(({ text }) =>
  idsIn(commentsOf(text)),
);

const ROW = /^\| ([A-Z]\d+) \| (.+?) \| (.+) \|$/gm;
const rows = [...readFileSync(join(import.meta.dirname, 'README.md'), 'utf8').matchAll(ROW)].map(
  ([, id = '', words = '', heldBy = '']) => ({ id, words, heldBy }),
);
const explained = rows.map(({ id }) => id);
/** "not played: why" in place of a test. */
const isPlayed = ({ heldBy }: (typeof rows)[number]) => !heldBy.startsWith('not played: ');

test('each id that a comment or a test names is explained in the list, once', () => {
  const cited = new Set([...inComments, ...[...inTests.values()].flatMap((ids) => [...ids])]);
  expect([...cited].filter((id) => !explained.includes(id))).toEqual([]);
  expect(new Set(explained).size).toBe(explained.length);
});

test('each id of the list is named by a test, but for those that say why they are not played', () => {
  const tested = new Set([...inTests.values()].flatMap((ids) => [...ids]));
  expect(rows.filter(isPlayed).filter(({ id }) => !tested.has(id))).toEqual([]);
  expect(rows.filter((row) => !isPlayed(row) && tested.has(row.id))).toEqual([]);
});

test('each file that the list names for an id names that id', () => {
  const named = rows
    .filter(isPlayed)
    .flatMap(({ id, heldBy }) => heldBy.split(', ').map((name) => ({ id, name })));
  expect(named.filter(({ id, name }) => !inTests.get(name)?.has(id))).toEqual([]);
});
