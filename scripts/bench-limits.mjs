import process from 'node:process';
import { ensureDependencies, repoFolder } from './set-up.mjs';

// How far off learned limits are, on simulated people whose true limit is known.
const DEFAULT_USERS = 120;
const DEFAULT_SEED = 2;

try {
  await ensureDependencies({ log: (line) => console.error(line) });
  // Only now: it needs what was just installed.
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport('./test/limits-accuracy/run-bench.ts', {
    configFile: false,
    root: repoFolder,
    logLevel: 'warn',
  });
  const [users = DEFAULT_USERS, seed = DEFAULT_SEED] = process.argv.slice(2).map(Number);
  if (![users, seed].every((value) => Number.isInteger(value) && value > 0)) {
    throw new Error('usage: bench:limits [users of each type] [seed]');
  }
  if (!module.runBench(users, seed)) process.exitCode = 1;
} catch (error) {
  console.error(error.stack);
  process.exitCode = 1;
}
