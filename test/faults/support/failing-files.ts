import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { createNth } from './nth.js';

/** Takes turns: a disk that fails, and one that is full. */
const CODES = ['EIO', 'ENOSPC'] as const;
const BY_PATH = [
  'openSync',
  'mkdirSync',
  'chmodSync',
  'renameSync',
  'unlinkSync',
  'rmSync',
  'writeFileSync',
  'appendFileSync',
  'copyFileSync',
  'readFileSync',
] as const;
const BY_FILE = ['writeSync', 'fsyncSync'] as const;

export const files = createNth();

let folder: string | null = null;
const opened = new Set<unknown>();

/** Only what is done in this folder is counted. */
export function watchFolder(path: string | null): void {
  folder = path;
}

const isWatched = (path: unknown) => folder !== null && String(path).startsWith(folder);

function passOrFail(name: string): void {
  if (!files.isTurn()) return;
  const code = CODES[files.passed % CODES.length];
  throw Object.assign(new Error(`${code}: ${name}`), { code, syscall: name });
}

function wrap(
  name: (typeof BY_PATH)[number] | (typeof BY_FILE)[number],
  counts: (first: unknown) => boolean,
) {
  // Each of these is a plain function of the module, and is put back as one.
  const real = fs[name] as (...words: unknown[]) => unknown;
  Reflect.set(fs, name, (...words: unknown[]) => {
    if (counts(words[0])) passOrFail(name);
    const done = real(...words);
    if (name === 'openSync') {
      if (isWatched(words[0])) opened.add(done);
      else opened.delete(done);
    }
    return done;
  });
}

for (const name of BY_PATH) wrap(name, isWatched);
for (const name of BY_FILE) wrap(name, (file) => opened.has(file));
syncBuiltinESMExports();
