import process from 'node:process';
import { ensureDependencies, repoFolder } from './set-up.mjs';

// How far off the shown figures are, on simulated organizations whose true bill is known.
const DEFAULT_ORGANIZATIONS = 60;
const log = (line) => console.error(line);

try {
  await ensureDependencies({ log });
  // Only now: it needs what was just installed.
  const { runnerImport } = await import('vite');
  const { module } = await runnerImport('./test/accuracy/run-accuracy.ts', {
    configFile: false,
    root: repoFolder,
    logLevel: 'warn',
  });
  const given = Number(process.argv[2] ?? DEFAULT_ORGANIZATIONS);
  if (!Number.isInteger(given) || given < 1)
    throw new Error('usage: bench:accuracy [organizations]');
  const isMet = await module.runAccuracy(given, log);
  if (!isMet) process.exitCode = 1;
} catch (error) {
  console.error(error.stack);
  process.exitCode = 1;
}
