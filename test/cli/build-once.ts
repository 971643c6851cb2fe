import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const root = resolve(import.meta.dirname, '../..');
const bundle = join(root, 'dist/cli/cli.cjs');
const sources = ['src-main', 'assets', 'package.json', 'scripts/build.mjs'];
const lock = join(root, 'node_modules/.cache/tidemark-test-build');
const LOCK_LIMIT_MS = 120_000;

function newestChange(path: string): number {
  const facts = statSync(path, { throwIfNoEntry: false });
  if (!facts?.isDirectory()) return facts?.mtimeMs ?? 0;
  return Math.max(...readdirSync(path).map((name) => newestChange(join(path, name))), 0);
}

const isFresh = () =>
  existsSync(bundle) &&
  statSync(bundle).mtimeMs >= Math.max(...sources.map((name) => newestChange(join(root, name))));

/** Builds when the command line is older than its sources. Test files run side by side. */
export async function buildOnce(): Promise<void> {
  while (!isFresh()) {
    if (takeLock()) {
      try {
        if (isFresh()) return;
        const build = spawnSync(process.execPath, ['scripts/build.mjs'], {
          cwd: root,
          encoding: 'utf8',
        });
        if (build.status !== 0) throw new Error(`the build failed: ${build.stderr}`);
        return;
      } finally {
        rmSync(lock, { recursive: true, force: true });
      }
    }
    await sleep(100);
  }
}

/** A folder is made by one process only; one that was left behind by a killed run is old. */
function takeLock(): boolean {
  const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (age > LOCK_LIMIT_MS) rmSync(lock, { recursive: true, force: true });
  try {
    mkdirSync(join(lock, '..'), { recursive: true });
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}
