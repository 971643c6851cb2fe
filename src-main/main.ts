import { join } from 'node:path';
import { app, dialog, powerMonitor } from 'electron';
import { setAppMenu } from './adapters/app-menu.js';
import { registerAppScheme } from './adapters/app-scheme.js';
import { defaultDataDirectory } from './adapters/data-directory.js';
import { isKeychainCallOut } from './adapters/keytar-calls.js';
import { NO_OVERRIDES, namesOfOverrides, readOverrides } from './adapters/overrides.js';
import { startDesktopApp } from './desktop-app.js';

const QUIT_LIMIT_MS = 3_000;

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

function start(): void {
  if (isDebugged()) {
    app.exit(1);
    return;
  }
  if (process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    console.error('NODE_TLS_REJECT_UNAUTHORIZED=0 is refused: the key would not be safe.');
    app.exit(2);
    return;
  }
  const { overrides, ignored } = readEnvironment();
  const dataDirectory =
    overrides.dataDirectory ?? defaultDataDirectory(process.env, process.platform);
  app.setPath('userData', dataDirectory);
  if (!app.requestSingleInstanceLock()) {
    app.exit(0);
    return;
  }

  registerAppScheme();
  const folder = join(app.getAppPath(), 'dist');
  const ready = app.whenReady().then(() => {
    setAppMenu();
    return startDesktopApp({
      dataDirectory,
      overrides,
      ignoredOverrides: ignored,
      rendererFolder: join(folder, 'renderer'),
      preloadFile: join(folder, 'main', 'preload.cjs'),
      workerFile: join(folder, 'main', 'simulator-worker.cjs'),
      upkeepFile: join(folder, 'main', 'upkeep-worker.cjs'),
      statusLineScript: app.isPackaged
        ? { shipped: join(process.resourcesPath, 'statusline.cjs'), isCopied: true }
        : { shipped: join(folder, 'cli', 'statusline.cjs'), isCopied: false },
      iconFile: join(app.getAppPath(), 'assets', 'icon-256.png'),
      wantsDemo: process.argv.includes('--demo'),
      wantsDemoWithoutKey: process.argv.includes('--demo-without-key'),
      startsHidden: process.argv.includes('--hidden'),
      quit: () => app.quit(),
    });
  });

  app.on('second-instance', () => void ready.then((desktop) => desktop.open()));
  app.on('activate', () => void ready.then((desktop) => desktop.open()));
  // The tray outlives its window.
  app.on('window-all-closed', () => undefined);
  void ready.then((desktop) => {
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
      // A keychain that waits for a person holds even process.exit(), and every timer with it.
      .finally(() => (isKeychainCallOut() ? kill() : app.exit(0)));
  });

  process.on('uncaughtException', (error) => {
    void ready.then((desktop) => desktop.noteBug(error));
    dialog.showErrorBox(
      'Tidemark has to close',
      'Something unexpected happened. Your figures are safe; start Tidemark again.',
    );
    app.quit();
  });
  process.on('unhandledRejection', (reason) => {
    void ready.then((desktop) => desktop.noteBug(reason));
  });
}

try {
  start();
} catch (error) {
  console.error(error instanceof RangeError ? error.message : error);
  app.exit(2);
}
