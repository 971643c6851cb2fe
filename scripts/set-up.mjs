import { existsSync, statSync } from 'node:fs';
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { reasonOf, runCommand, runNpm } from './command.mjs';

// Only Node's own modules here: this runs before node_modules exists.
export const repoFolder = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const installed = path.join(repoFolder, 'node_modules/.package-lock.json');
const lockFile = path.join(repoFolder, 'package-lock.json');
const buildScript = path.join(repoFolder, 'scripts/build.mjs');
const builtMark = path.join(repoFolder, 'dist/built');
const buildLock = path.join(repoFolder, 'node_modules/.cache/tidemark-building');
const buildInputs = [
  'src-main',
  'src-renderer',
  'assets',
  'scripts/build.mjs',
  'package.json',
  'package-lock.json',
].map((name) => path.join(repoFolder, name));
const INSTALL_LIMIT_MS = 20 * 60_000;
const BUILD_LIMIT_MS = 3 * 60_000;

/**
 * Installs the locked dependencies when they are missing or older than the lock file.
 * @param {{ log?: (line: string) => void }} [options]
 */
export async function ensureDependencies({ log = console.error } = {}) {
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lockFile).mtimeMs) return;
  log('Installing dependencies (npm ci) ...');
  const result = await runNpm(['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: repoFolder,
    timeoutMs: INSTALL_LIMIT_MS,
  });
  if (result.code !== 0) throw new Error(`npm ci failed: ${reasonOf(result)}`);
}

/**
 * Builds when the last good build is older than what it was made from, or always with `force`.
 * @param {{ log?: (line: string) => void, force?: boolean }} [options]
 */
export async function ensureBuild({ log = console.error, force = false } = {}) {
  if (!force && (await isBuilt())) return;
  const release = await takeLock();
  try {
    // Who held the lock may have built it.
    if (!force && (await isBuilt())) return;
    log('Building ...');
    const result = await runCommand(process.execPath, [buildScript], { cwd: repoFolder });
    if (result.code === 0) return;
    throw new Error(`The build failed:\n${(result.stdout + result.stderr).trim()}`);
  } finally {
    await release();
  }
}

/** What is found fresh is marked so: `bin/tidemark.mjs` compares the mark with git's log. */
async function isBuilt() {
  const looked = new Date();
  const built = await stat(builtMark).catch(() => undefined);
  if (!built) return false;
  const newest = await Promise.all(buildInputs.map(newestChangeMs));
  if (Math.max(...newest) > built.mtimeMs) return false;
  await utimes(builtMark, looked, looked).catch(() => undefined);
  return true;
}

/** A folder is made by one process only; one that a killed run left behind is old. */
async function takeLock() {
  await mkdir(path.dirname(buildLock), { recursive: true });
  for (;;) {
    try {
      await mkdir(buildLock);
      return () => rm(buildLock, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const held = await stat(buildLock).catch(() => undefined);
    if (held && Date.now() - held.mtimeMs > BUILD_LIMIT_MS) {
      await rm(buildLock, { recursive: true, force: true });
    }
    await sleep(100);
  }
}

/** Folders count too: their time tells of removed and renamed files. */
async function newestChangeMs(target) {
  const facts = await stat(target).catch(() => undefined);
  if (!facts) return 0;
  if (!facts.isDirectory()) return facts.mtimeMs;
  const names = await readdir(target);
  const inside = await Promise.all(names.map((name) => newestChangeMs(path.join(target, name))));
  return Math.max(facts.mtimeMs, ...inside);
}
