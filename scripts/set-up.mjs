import { existsSync, statSync } from 'node:fs';
import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { reasonOf, runCommand, runNpm } from './command.mjs';

// Only Node's own modules here: this runs before node_modules exists.
export const repoFolder = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const installed = path.join(repoFolder, 'node_modules/.package-lock.json');
const lockFile = path.join(repoFolder, 'package-lock.json');
const builtMark = path.join(repoFolder, 'node_modules/.cache/tidemark-built');
const buildInputs = [
  'src-main',
  'src-renderer',
  'assets',
  'scripts/build.mjs',
  'package.json',
  'package-lock.json',
].map((name) => path.join(repoFolder, name));
const INSTALL_LIMIT_MS = 20 * 60_000;

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
  log('Building ...');
  // Taken before the build, so that a file saved during it makes the next one.
  const begun = new Date();
  const script = path.join(repoFolder, 'scripts/build.mjs');
  const result = await runCommand(process.execPath, [script], { cwd: repoFolder });
  if (result.code !== 0) {
    throw new Error(`The build failed:\n${(result.stdout + result.stderr).trim()}`);
  }
  await mkdir(path.dirname(builtMark), { recursive: true });
  await writeFile(builtMark, '');
  await utimes(builtMark, begun, begun);
}

async function isBuilt() {
  if (!existsSync(path.join(repoFolder, 'dist')) || !existsSync(builtMark)) return false;
  const newest = await Promise.all(buildInputs.map(newestChangeMs));
  return Math.max(...newest) <= statSync(builtMark).mtimeMs;
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
