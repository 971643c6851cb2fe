import { cpSync, mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../../scripts/command.mjs';
import { root } from './build-once.js';
import { cleanUpAfter, temporaryFolder } from './run-tidemark.js';

cleanUpAfter('all');

const FILES = ['assets', 'bin', 'package-lock.json', 'package.json', 'scripts', 'src-main'];

/** As git leaves it: nothing is built. The dependencies are those of this checkout. */
function checkOut(): string {
  const folder = temporaryFolder();
  for (const name of [...FILES, 'src-renderer']) {
    cpSync(join(root, name), join(folder, name), { recursive: true, preserveTimestamps: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, '.git/logs'), { recursive: true });
  writeFileSync(join(folder, '.git/logs/HEAD'), '');
  return folder;
}

/** What git does when it brings another version. */
function update(folder: string, version: string): void {
  const file = join(folder, 'package.json');
  const facts = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...facts, version }));
  const now = new Date();
  utimesSync(join(folder, '.git/logs/HEAD'), now, now);
}

async function askAllAtOnce(folder: string) {
  const ask = () => runCommand(process.execPath, [join(folder, 'bin/tidemark.mjs'), '--version']);
  const ended = await Promise.all([ask(), ask(), ask(), ask()]);
  return {
    answers: ended.map(({ code, stdout }) => `${code} ${stdout.trim()}`),
    builds: ended.filter(({ stderr }) => stderr.includes('Building')).length,
    other: ended.map(({ stderr }) => stderr.replace('Building ...\n', '')).join(''),
  };
}

test('commands that start at once after a checkout wait for one build, and all run what it made', async () => {
  const folder = checkOut();
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const all = (answer: string) => [answer, answer, answer, answer];
  expect(await askAllAtOnce(folder)).toEqual({
    answers: all(`0 ${version}`),
    builds: 1,
    other: '',
  });
  update(folder, '99.0.0');
  expect(await askAllAtOnce(folder)).toEqual({ answers: all('0 99.0.0'), builds: 1, other: '' });
  expect(await askAllAtOnce(folder)).toMatchObject({ answers: all('0 99.0.0'), builds: 0 });
}, 180_000);
