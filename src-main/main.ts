import { join } from 'node:path';
import { app, powerMonitor } from 'electron';
import { setAppMenu } from './adapters/app-menu.js';
import { registerAppScheme } from './adapters/app-scheme.js';
import { defaultDataDirectory } from './adapters/data-directory.js';
import { isKeychainCallOut } from './adapters/keytar-calls.js';
import { offerRestart, tellNoStart } from './adapters/last-words.js';
import { createLog } from './adapters/log.js';
import { NO_OVERRIDES, namesOfOverrides, readOverrides } from './adapters/overrides.js';
import { createRedactor } from './adapters/redactor.js';
import { takeFolder } from './adapters/take-folder.js';
import { startDesktopApp } from './desktop-app.js';
import { describeBug } from './shared/describe-bug.js';
import { plainLine } from './shared/plain-name.js';

const QUIT_LIMIT_MS = 3_000;
/** Of a folder's path in a box. */
const LONGEST_PATH = 200;
/** As the command line's, but for a bug. */
const EXIT = { bug: 1, usage: 2, storage: 5 } as const;

function readEnvironment() {
  if (app.isPackaged) return { overrides: NO_OVERRIDES, ignored: namesOfOverrides(process.env) };
  return { overrides: readOverrides(process.env), ignored: [] };
}

/** No fuse covers these switches: a packaged app that was started with them ends (S26). */
const isDebugged = () =>
  app.isPackaged &&
  ['remote-debugging-port', 'remote-debugging-pipe'].some((name) =>
    app.commandLine.hasSwitch(name),
  );

async function refuseFolder(folder: string): Promise<void> {
  await app.whenReady();
  tellNoStart(`The data folder cannot be used: ${plainLine(folder, LONGEST_PATH)}`);
  app.exit(EXIT.storage);
}

function start(): void {
  if (isDebugged()) {
    app.exit(EXIT.bug);
    return;
  }
  if (process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    console.error('NODE_TLS_REJECT_UNAUTHORIZED=0 is refused: the key would not be safe.');
    app.exit(EXIT.usage);
    return;
  }
  const { overrides, ignored } = readEnvironment();
  const dataDirectory =
    overrides.dataDirectory ?? defaultDataDirectory(process.env, process.platform);
  const folderState = takeFolder(dataDirectory);
  if (folderState === 'unusable') {
    void refuseFolder(dataDirectory);
    return;
  }
  if (folderState === 'held-by-another') {
    app.exit(0);
    return;
  }

  const log = createLog(join(dataDirectory, 'logs', 'tidemark.log'), createRedactor(), Date.now);
  let noteBug = (error: unknown) => log.warn('bug', { message: describeBug(error) });
  /** Nobody who waits for the start hears of it any more. */
  const endStart = (error: unknown): Promise<never> => {
    noteBug(error);
    tellNoStart('Something unexpected happened. Your figures are safe; the log says more.');
    app.exit(EXIT.bug);
    return new Promise(() => undefined);
  };

  registerAppScheme();
  const folder = join(app.getAppPath(), 'dist');
  const startWhenReady = async () => {
    await app.whenReady();
    setAppMenu();
    return startDesktopApp({
      dataDirectory,
      overrides,
      ignoredOverrides: ignored,
      rendererFolder: join(folder, 'renderer'),
      preloadFile: join(folder, 'main', 'preload.cjs'),
      workerFile: join(folder, 'main', 'simulator-worker.cjs'),
      upkeepFile: join(folder, 'main', 'upkeep-process.cjs'),
      statusLineScript: app.isPackaged
        ? { shipped: join(process.resourcesPath, 'statusline.cjs'), isCopied: true }
        : { shipped: join(folder, 'cli', 'statusline.cjs'), isCopied: false },
      iconFile: join(app.getAppPath(), 'assets', 'icon-256.png'),
      wantsDemo: process.argv.includes('--demo'),
      wantsDemoWithoutKey: process.argv.includes('--demo-without-key'),
      startsHidden: process.argv.includes('--hidden'),
      quit: () => app.quit(),
    });
  };
  const ready = startWhenReady().catch(endStart);

  app.on('second-instance', () => void ready.then((desktop) => desktop.open()));
  app.on('activate', () => void ready.then((desktop) => desktop.open()));
  // The tray outlives its window.
  app.on('window-all-closed', () => undefined);
  void ready.then((desktop) => {
    // Its log knows the live key by itself.
    noteBug = desktop.noteBug;
    powerMonitor.on('resume', desktop.wake);
    // Linux tells of neither: there the schedule looks each minute.
    powerMonitor.on('on-ac', desktop.notePower);
    powerMonitor.on('on-battery', desktop.notePower);
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => app.quit());
  }

  let isClosing = false;
  app.on('before-quit', (event) => {
    if (isClosing) return;
    event.preventDefault();
    isClosing = true;
    const kill = () => process.kill(process.pid, 'SIGKILL');
    setTimeout(kill, QUIT_LIMIT_MS);
    void ready
      .then((desktop) => desktop.close())
      .catch(noteBug)
      // A keychain that waits for a person holds even process.exit(), and every timer with it.
      .finally(() => (isKeychainCallOut() ? kill() : app.exit(0)));
  });

  let isTold = false;
  process.on('uncaughtException', (error) => {
    noteBug(error);
    if (isTold) return;
    isTold = true;
    if (offerRestart()) {
      const program = process.env.APPIMAGE ?? process.execPath;
      app.relaunch({ execPath: program, args: process.argv.slice(1) });
    }
    app.quit();
  });
  process.on('unhandledRejection', (reason) => noteBug(reason));
}

try {
  start();
} catch (error) {
  console.error(error instanceof RangeError ? error.message : error);
  app.exit(EXIT.usage);
}
