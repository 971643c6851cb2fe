import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { runCommand } from '../../scripts/command.mjs';
import { exitCodeOf } from '../../src-main/cli/exit-code.js';
import type { FailureKind } from '../../src-main/shared/failure.js';
import { root } from './build-once.js';
import { type PrintedDocument, printDocuments } from './printed-documents.js';
import { cleanUpAfter, temporaryFolder } from './run-tidemark.js';

cleanUpAfter('all');

const page = readFileSync(join(root, 'src-main/cli/json.md'), 'utf8');
const types = [...page.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code).join('\n');

let printed: readonly PrintedDocument[] = [];
beforeAll(async () => {
  printed = await printDocuments();
}, 300_000);

const OPTIONS =
  '--ignoreConfig --noEmit --strict --target es2022 --module preserve printed.ts'.split(' ');

/** What the compiler says against these lines beside the types of the page. */
async function compile(lines: readonly string[]): Promise<string> {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, 'printed.ts'), ['export {};', types, ...lines].join('\n'));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { code, stdout, stderr } = await runCommand(process.execPath, [tsc, ...OPTIONS], { cwd });
  return code === 0 ? '' : `${stdout}${stderr}`;
}

const check = ({ words, type, text }: PrintedDocument) =>
  `// tidemark ${words.join(' ')}\n(${text}) satisfies ${type};`;

test('the page has every key that a command prints, and the commands print every key of the page', async () => {
  expect(await compile(printed.map(check))).toBe('');
}, 60_000);

test('a key that the page does not have is told, and one that is not printed', async () => {
  const [first] = printed;
  if (!first) throw new Error('Nothing was printed.');
  const grown = { ...first, text: first.text.replace('{', '{ "newKey": 1,') };
  expect(await compile([check(grown)])).toContain(`'"newKey"' does not exist in type 'Status'`);
  const shrunk = { ...first, text: first.text.replace('"generatedAt"', '"madeAt"') };
  expect(await compile([check(shrunk)])).toContain(`'"madeAt"' does not exist`);
}, 60_000);

test('every type of a document is the shape of something that was printed', () => {
  const table = page.slice(page.indexOf('| command | document |'), page.indexOf('```sh'));
  const named = [...table.matchAll(/`([A-Z]\w+)`/g)].map(([, name]) => name);
  expect(new Set(printed.map(({ type }) => type))).toEqual(new Set(named));
});

test('every kind of failure is there with its exit code', async () => {
  const listed = page.slice(page.indexOf('type FailureKind'));
  const kinds = [...listed.matchAll(/^ +\| (.*?) +\/\/ (\d)$/gm)].flatMap(([, names, code]) =>
    [...(names ?? '').matchAll(/'([a-z-]+)'/g)].map(([, kind]) => [kind, Number(code)] as const),
  );
  // All but the last, which is no failure but a mistake.
  expect(kinds).toHaveLength([...listed.matchAll(/'[a-z-]+'/g)].length - 1);
  for (const [kind, code] of kinds) {
    // The compiler holds below that the page has the app's kinds and no other.
    expect([kind, exitCodeOf({ kind: kind as FailureKind })]).toEqual([kind, code]);
  }
  const source = JSON.stringify(join(root, 'src-main/shared/failure.js'));
  const both = [
    `type Kind = import(${source}).FailureKind | 'unexpected';`,
    'export const there = (kind: Kind): FailureKind => kind;',
    'export const back = (kind: FailureKind): Kind => kind;',
  ];
  expect(await compile(both)).toBe('');
}, 60_000);
