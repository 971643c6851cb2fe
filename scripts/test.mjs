import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { runCommand } from './command.mjs';
import { electronRuntime } from './electron-runtime.mjs';
import { ensureBuild, ensureDependencies, repoFolder } from './set-up.mjs';
import { DESKTOP_PACKAGES, ensurePackages } from './system-packages.mjs';
import { countPlaywright, countVitest } from './test-counts.mjs';

const isFast = process.argv.includes('--fast');
const RUNNER_LIMIT_MS = 30 * 60_000;
const results = path.join(repoFolder, 'test-results');
const log = (line) => console.log(line);

/** @typedef {{ passed: number, failed: number }} Counts */

const begun = Date.now();
const total = { passed: 0, failed: 0 };
await layer('dependencies', () => ensureDependencies({ log }).then(noTests));
await layer('check', check);
const isBuilt = await layer('build', () => ensureBuild({ log, force: true }).then(noTests));
await layer('vitest', runVitest);
if (isFast) log('The desktop layer was left out (--fast).');
else if (isBuilt) await layer('desktop', runDesktop);
else await layer('desktop', () => Promise.reject(new Error('nothing was built to run')));
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
log(`All of it took ${secondsSince(begun)} s.`);
log(`${total.passed} passed, ${total.failed} failed`);

/**
 * Runs one layer and adds its counts; one that breaks down counts as one failed test.
 * @param {string} name
 * @param {() => Promise<Counts>} run
 */
async function layer(name, run) {
  const layerBegun = Date.now();
  const counts = await run().catch((error) => {
    log(`${name}: ${error.message}`);
    return { passed: 0, failed: 1 };
  });
  total.passed += counts.passed;
  total.failed += counts.failed;
  const told =
    counts.passed + counts.failed
      ? `${counts.passed} of ${counts.passed + counts.failed} passed, `
      : '';
  log(`- ${name}: ${told}${secondsSince(layerBegun)} s`);
  return counts.failed === 0;
}

function secondsSince(timeMs) {
  return ((Date.now() - timeMs) / 1000).toFixed(1);
}

async function noTests() {
  return { passed: 0, failed: 0 };
}

async function check() {
  const { code } = await runHere([path.join(repoFolder, 'scripts/check.mjs')]);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function runVitest() {
  const report = path.join(results, 'vitest.json');
  const words = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return await runWithReport(
    'node_modules/vitest/vitest.mjs',
    ['run', ...words],
    report,
    countVitest,
  );
}

async function runDesktop() {
  await ensurePackages(DESKTOP_PACKAGES, { log });
  const { executable } = await electronRuntime({ log });
  const config = path.join(repoFolder, 'test/desktop/playwright.config.ts');
  const report = path.join(results, 'desktop.json');
  const runner = 'node_modules/@playwright/test/cli.js';
  const extraEnv = { TIDEMARK_ELECTRON: executable };
  const counts = await runWithReport(
    runner,
    ['test', '-c', config],
    report,
    countPlaywright,
    extraEnv,
  );
  for (const name of counts.secondTries) log(`Held on the second try only: ${name}`);
  return counts;
}

/** Only a runner's own report is counted, never its text, and never a report of an earlier run. */
async function runWithReport(runner, words, report, count, extraEnv = {}) {
  await mkdir(results, { recursive: true });
  await rm(report, { force: true });
  const { code } = await runHere([path.join(repoFolder, runner), ...words], extraEnv);
  if (!existsSync(report)) throw new Error(`no report was written (exit code ${code})`);
  const counts = count(JSON.parse(await readFile(report, 'utf8')));
  // Such as an error outside of any test.
  if (code !== 0 && counts.failed === 0) return { ...counts, failed: 1 };
  return counts;
}

function runHere(words, extraEnv = {}) {
  return runCommand(process.execPath, words, {
    cwd: repoFolder,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...extraEnv },
    timeoutMs: RUNNER_LIMIT_MS,
  });
}
