import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { electronRuntime } from './electron-runtime.mjs';
import { ensureBuild, ensureDependencies, repoFolder } from './set-up.mjs';
import { ensurePackages, missingLibraries, RUN_PACKAGES } from './system-packages.mjs';

const log = (line) => console.error(line);
const SETTLE_MS = 200;
const isWatching = process.argv[2] === '--watch';
const appArgs = process.argv.slice(isWatching ? 3 : 2);

try {
  requireDisplay();
  await ensureDependencies({ log });
  await ensureBuild({ log });
  const { executable } = await electronRuntime({ log });
  if ((await missingLibraries(executable)).length) await ensurePackages(RUN_PACKAGES, { log });
  run(executable);
} catch (error) {
  log(error.message);
  process.exitCode = 1;
}

function requireDisplay() {
  if (process.platform !== 'linux') return;
  if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return;
  throw new Error(
    'There is no display here (DISPLAY and WAYLAND_DISPLAY are not set); what works without one ' +
      'is the command line, "npx tidemark --help", and "npm run shots", which draws its own.',
  );
}

function run(executable) {
  let child = startApp(executable);
  let isRestarting = false;
  let isStopping = false;
  child.on('exit', onExit);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.on(signal, () => {
      isStopping = true;
      child.kill(signal);
    });
  }
  if (isWatching) watchSources(restart);

  function onExit(code, signal) {
    if (isRestarting) return;
    process.exit(signal ? (isStopping ? 0 : 1) : (code ?? 1));
  }

  async function restart() {
    await ensureBuild({ log });
    isRestarting = true;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    child = startApp(executable);
    child.on('exit', onExit);
    isRestarting = false;
  }
}

function startApp(executable) {
  // Electron refuses to start as root with its sandbox on; only there it is switched off.
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [...asRoot, repoFolder, '--demo-without-key', ...appArgs];
  const child = spawn(executable, args, { stdio: 'inherit' });
  child.on('error', (error) => {
    log(`Electron could not be started: ${error.message}`);
    process.exit(1);
  });
  return child;
}

/** One rebuild and restart for each burst of changes, never two at a time. */
function watchSources(restart) {
  let timer;
  let isBusy = false;
  let isDirty = false;
  const onChange = () => {
    clearTimeout(timer);
    timer = setTimeout(rebuild, SETTLE_MS);
  };
  for (const folder of ['src-main', 'src-renderer', 'assets']) {
    watch(path.join(repoFolder, folder), { recursive: true }, onChange);
  }
  log('Watching src-main, src-renderer and assets.');

  async function rebuild() {
    if (isBusy) {
      isDirty = true;
      return;
    }
    isBusy = true;
    await restart().catch((error) => log(error.message));
    isBusy = false;
    if (isDirty) {
      isDirty = false;
      onChange();
    }
  }
}
