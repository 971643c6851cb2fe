import {
  BrowserWindow,
  dialog,
  nativeTheme,
  screen,
  session,
  shell,
  type WebContents,
  type WebFrameMain,
} from 'electron';
import type { Log } from '../core/ports.js';
import {
  type EventName,
  type Events,
  EXTERNAL_PAGES,
  type ExternalPage,
} from '../shared/ipc-contract.js';
import { MINUTE_MS } from '../shared/units.js';
import { APP_ORIGIN, serveAppScheme } from './app-scheme.js';
import { offerReload } from './window/offer-reload.js';

/** A hidden window reopens at once; after this long its renderer is given back. */
const KEPT_HIDDEN_MS = 5 * MINUTE_MS;
const CRASH_WINDOW_MS = MINUTE_MS;
const PAPER = { light: '#f7f6f3', dark: '#101517' };

export interface WindowOptions {
  readonly rendererFolder: string;
  readonly preloadFile: string;
  readonly iconFile: string;
  readonly log: Log;
  readonly onVisibility: (isVisible: boolean) => void;
  /** The page has loaded and listens. */
  readonly onLoaded: () => void;
  readonly keptHiddenMs?: number;
}

export interface AppWindow {
  open(): void;
  /** False: no page is there to hear it. */
  send<E extends EventName>(event: E, payload: Events[E]): boolean;
  isVisible(): boolean;
  /** True for the main frame of our own window at our own origin. */
  owns(sender: WebContents, frame: WebFrameMain | null): boolean;
  /** The window to attach a dialog to. */
  current(): BrowserWindow | null;
  destroy(): void;
}

/** The only maker of windows (S1). Closing hides; what stays hidden is destroyed. */
export function createWindow(options: WindowOptions): AppWindow {
  const { log, onVisibility } = options;
  let window: BrowserWindow | null = null;
  let destroyTimer: NodeJS.Timeout | null = null;
  let lastCrashAt = 0;
  let isQuitting = false;
  /** In `did-finish-load` Electron still calls the page loading, so this is kept by hand. */
  let isListening = false;

  const pages = session.fromPartition('tidemark');
  serveAppScheme(pages, options.rendererFolder);
  pages.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  pages.setPermissionCheckHandler(() => false);
  pages.on('will-download', (event) => event.preventDefault());

  function create(): BrowserWindow {
    isListening = false;
    const { workAreaSize } = screen.getPrimaryDisplay();
    const made = new BrowserWindow({
      width: Math.min(1120, workAreaSize.width),
      height: Math.min(780, workAreaSize.height),
      minWidth: 360,
      minHeight: 420,
      show: false,
      title: 'Tidemark',
      icon: options.iconFile,
      autoHideMenuBar: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? PAPER.dark : PAPER.light,
      webPreferences: {
        preload: options.preloadFile,
        session: pages,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        spellcheck: false,
      },
    });
    const { webContents } = made;
    webContents.on('will-navigate', (event) => event.preventDefault());
    webContents.on('will-redirect', (event) => event.preventDefault());
    webContents.on('will-attach-webview', (event) => event.preventDefault());
    webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
    webContents.on('did-finish-load', () => {
      isListening = true;
      options.onLoaded();
    });
    webContents.on('render-process-gone', (_event, { reason }) => {
      isListening = false;
      if (!isQuitting && reason !== 'clean-exit') recover(made, reason);
    });
    offerReload(made, log);
    made.once('ready-to-show', () => made.show());
    made.on('show', () => onVisibility(true));
    made.on('restore', () => onVisibility(true));
    made.on('hide', () => onVisibility(false));
    made.on('minimize', () => onVisibility(false));
    made.on('close', (event) => {
      if (isQuitting) return;
      event.preventDefault();
      made.hide();
      destroyTimer = setTimeout(() => made.destroy(), options.keptHiddenMs ?? KEPT_HIDDEN_MS);
    });
    made.on('closed', () => {
      window = null;
      onVisibility(false);
    });
    void made.loadURL(`${APP_ORIGIN}/index.html`);
    return made;
  }

  /** Once by itself; a second crash within a minute asks (P5). */
  function recover(crashed: BrowserWindow, reason: string): void {
    log.warn('renderer-gone', { reason });
    const isSecond = Date.now() - lastCrashAt < CRASH_WINDOW_MS;
    lastCrashAt = Date.now();
    if (!isSecond) {
      crashed.webContents.reload();
      return;
    }
    void dialog
      .showMessageBox({
        type: 'warning',
        message: 'The window stopped twice.',
        detail: 'The tray and notifications go on. Your figures are safe.',
        buttons: ['Close the window', 'Try again'],
        cancelId: 0,
      })
      .then(({ response }) => {
        if (response === 1) crashed.webContents.reload();
        else crashed.destroy();
      });
  }

  return {
    open() {
      if (destroyTimer) clearTimeout(destroyTimer);
      destroyTimer = null;
      if (!window) {
        window = create();
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    send(event, payload) {
      if (!window || !isListening) return false;
      window.webContents.send(event, payload);
      return true;
    },
    isVisible: () => window?.isVisible() === true && !window.isMinimized(),
    owns: (sender, frame) =>
      frame !== null &&
      sender === window?.webContents &&
      frame.parent === null &&
      frame.url.startsWith(`${APP_ORIGIN}/`),
    current: () => window,
    destroy() {
      isQuitting = true;
      if (destroyTimer) clearTimeout(destroyTimer);
      window?.destroy();
    },
  };
}

/** Opens one of a fixed list of pages in the browser (S4). */
export function openExternalPage(page: ExternalPage): void {
  void shell.openExternal(EXTERNAL_PAGES[page]);
}
