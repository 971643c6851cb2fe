import os from 'node:os';
import process from 'node:process';
import { electronRuntime } from './electron-runtime.mjs';
import { ensureBuild, ensureDependencies } from './set-up.mjs';
import { DESKTOP_PACKAGES, ensurePackages } from './system-packages.mjs';

// Tells figures and asserts none: what other programs do here burdens every one of them.
const isQuick = process.argv.includes('--quick');
const log = (line) => console.error(line);

try {
  await ensureDependencies({ log });
  await ensureBuild({ log });
  await ensurePackages(DESKTOP_PACKAGES, { log });
  const { executable, version } = await electronRuntime({ log });
  // Only now: these need what was just installed.
  const { runBench } = await import('../test/bench/run-bench.mjs');
  const { printTable } = await import('../test/bench/report.mjs');
  const begun = Date.now();
  const loadBefore = os.loadavg()[0];
  const rows = await runBench({ executable, isQuick, log });
  const load = `load ${loadBefore.toFixed(1)} before, ${os.loadavg()[0].toFixed(1)} after`;
  const seconds = Math.round((Date.now() - begun) / 1000);
  console.log(`Electron ${version}, ${os.cpus().length} cores, ${load}, ${seconds} s`);
  printTable(rows);
} catch (error) {
  console.error(error.stack);
  process.exitCode = 1;
}
