import { nativeTheme, net, powerMonitor } from 'electron';
import { askAboutDisconnect } from './adapters/confirm.js';
import { configFolder } from './adapters/data-directory.js';
import { describeRecovery } from './adapters/history-store/describe-recovery.js';
import { done, type Handlers, refusal, registerIpc, reply } from './adapters/ipc.js';
import { createNotifications } from './adapters/notifications.js';
import { isOnBattery } from './adapters/power-source.js';
import { boundariesOf } from './adapters/scheduler/boundaries-of.js';
import { runOutcome } from './adapters/scheduler/run-outcome.js';
import { createScheduler } from './adapters/scheduler/scheduler.js';
import { setStartAtLogin } from './adapters/start-at-login.js';
import { createTray } from './adapters/tray.js';
import { hasTrayHost, watchTrayHost } from './adapters/tray-host.js';
import { createWindow, openExternalPage } from './adapters/window.js';
import type { Alert } from './core/alerts/decide-alerts.js';
import { type TrayAction, trayView } from './core/snapshot/tray-view.js';
import { createLimitHandlers } from './limit-handlers.js';
import type { LiveParts } from './live-parts.js';
import { type RunningPartsOptions, startDemo, startLive } from './running-parts.js';
import { describeBug } from './shared/describe-bug.js';
import type { Notice, View } from './shared/ipc-contract.js';
import type { SettingsPatch } from './shared/settings.js';
import { type Instant, MINUTE_MS } from './shared/units.js';

export interface DesktopOptions extends RunningPartsOptions {
  readonly ignoredOverrides: readonly string[];
  readonly rendererFolder: string;
  readonly preloadFile: string;
  readonly iconFile: string;
  readonly wantsDemo: boolean;
  readonly wantsDemoWithoutKey: boolean;
  readonly startsHidden: boolean;
  readonly quit: () => void;
}

export interface DesktopApp {
  open(): void;
  wake(): void;
  /** Plugged in or out. */
  notePower(): void;
  noteBug(error: unknown): void;
  close(): Promise<void>;
}

const TICK_MS = 1_000;
/** The tray comes first; network, keychain and store writes follow. */
const FIRST_SYNC_MS = 300;
const SETTINGS_RESET: Notice = {
  id: 'settings-reset',
  title: 'The settings were damaged',
  body: 'The file was set aside and what could be read of it is kept. Look over your settings.',
};
const SETTINGS_NOT_SAVED: Notice = {
  id: 'settings-not-saved',
  title: 'Settings cannot be saved',
  body: 'The data folder cannot be written. Changes last until Tidemark is closed.',
};
const NO_TRAY: Notice = {
  id: 'no-tray',
  title: 'This desktop shows no tray icons',
  body: 'Tidemark keeps running without one. Start it again to get this window back; on GNOME the AppIndicator extension adds a tray.',
};

/** These change what is fetched; the others change what is shown, or when. */
const asksForMore = ({ historyDays, reportPair, isBackfillPaused }: SettingsPatch) =>
  historyDays !== undefined || reportPair !== undefined || isBackfillPaused === false;

/** Builds everything of the desktop and joins it: the one place that knows everyone. */
export async function startDesktopApp(options: DesktopOptions): Promise<DesktopApp> {
  let parts = startLive(options);
  const isConnected = parts.tidemark.readSnapshot().connection.state !== 'never-saved';
  if (options.wantsDemo || (options.wantsDemoWithoutKey && !isConnected)) {
    await parts.close();
    parts = await startDemo(options);
  }
  const { log } = parts;
  if (options.ignoredOverrides.length > 0) {
    log.warn('environment-ignored', { names: options.ignoredOverrides.join(' ') });
  }
  const notices: Notice[] = [
    ...(parts.settingsMovedTo ? [SETTINGS_RESET] : []),
    ...(parts.settingsRefusal ? [SETTINGS_NOT_SAVED] : []),
  ];
  let recoveriesTold = 0;
  let isClosing = false;
  let ticker: NodeJS.Timeout | null = null;
  /** What a page that is not there yet is to be told. */
  let pendingView: View | null = null;
  let notedHit: Instant | null = null;

  const tray = createTray({ onAction });
  const window = createWindow({
    ...options,
    log,
    onVisibility(isVisible) {
      if (ticker) clearInterval(ticker);
      ticker = isVisible ? setInterval(tick, TICK_MS) : null;
      schedule.replan();
    },
    onLoaded() {
      for (const notice of notices) window.send('notice:raised', notice);
      if (pendingView) window.send('view:requested', pendingView);
      pendingView = null;
      if (notedHit !== null) window.send('hit:noted', notedHit);
      notedHit = null;
    },
  });
  const notifications = createNotifications({ onClick: () => open('overview') });
  const schedule = createScheduler({
    async run() {
      const result = await parts.tidemark.syncNow();
      tellRecoveries();
      void parts.keepUp();
      return runOutcome(result);
    },
    readPace: () => ({
      isVisible: window.isVisible(),
      isOnBattery: isOnBattery({ askSystem: () => powerMonitor.isOnBatteryPower() }),
      hiddenMs: parts.tidemark.readSettings().refreshMinutes * MINUTE_MS,
    }),
    boundaries: () => boundariesOf(parts.tidemark.readSnapshot()),
    // An API on this machine answers without any network.
    isOnline: () => parts.isDemo || options.overrides.baseUrl !== null || net.isOnline(),
    now: () => parts.now(),
    onPlanned: (at) => parts.tidemark.setNextSyncAt(at),
  });

  function tick(): void {
    window.send('clock:ticked', parts.now());
    schedule.checkClock();
  }

  function onAction(action: TrayAction): void {
    if (action === 'quit') options.quit();
    else if (action === 'sync') void schedule.runNow();
    else if (action === 'hit') noteHit();
    else open(action === 'settings' ? 'settings' : null);
  }

  /** The moment counts; which limit it was is asked in the window. */
  function noteHit(): void {
    const at = parts.now();
    notedHit = window.send('hit:noted', at) ? null : at;
    open('limits');
  }

  function open(view: View | null): void {
    pendingView = view && window.send('view:requested', view) ? null : view;
    window.open();
  }

  function raise(notice: Notice): void {
    const known = notices.findIndex(({ id }) => id === notice.id);
    notices.splice(known < 0 ? notices.length : known, 1, notice);
    window.send('notice:raised', notice);
  }

  /** Damage may be found at the start or at any later sync. */
  function tellRecoveries(): void {
    const news = parts.recoveries.slice(recoveriesTold);
    recoveriesTold = parts.recoveries.length;
    for (const recovery of news) raise({ id: 'recovered', ...describeRecovery(recovery) });
  }

  /** Where notifications cannot be shown, the alert waits in the window and in the log (U3). */
  function tellInWindow({ rule, title, body }: Alert): void {
    log.warn('alert-not-shown', { rule, title });
    raise({
      id: 'notifications-unavailable',
      title,
      body: `${body} This desktop shows no notifications.`,
    });
  }

  /** Joins the figures of the running parts to everything that shows them. */
  function show(): void {
    const { tidemark } = parts;
    const render = () => {
      const snapshot = tidemark.readSnapshot();
      tray.show(trayView(snapshot, tidemark.readSettings()));
      window.send('snapshot:changed', snapshot);
    };
    tidemark.onSnapshot(render);
    tidemark.onAlert((alert) => {
      void notifications
        .show({ id: `${alert.rule}@${alert.windowStart}`, title: alert.title, body: alert.body })
        .then((outcome) => {
          // These parts may have been closed while the notification was on its way.
          if (isClosing || parts.tidemark !== tidemark) return;
          tidemark.noteAlertOutcome(alert, outcome);
          if (outcome === 'failed') tellInWindow(alert);
        });
    });
    nativeTheme.themeSource = tidemark.readSettings().theme;
    recoveriesTold = 0;
    tellRecoveries();
    render();
  }

  function showAndSync(): void {
    show();
    if (parts.tidemark.readSnapshot().connection.state !== 'never-saved' || parts.isDemo) {
      setTimeout(() => void schedule.runNow(), FIRST_SYNC_MS);
    }
  }

  /** Ends what runs, keychain and network included, before anything else is started. */
  async function switchTo(start: () => LiveParts | Promise<LiveParts>): Promise<void> {
    await parts.tidemark.stop();
    await schedule.pause();
    await parts.close();
    parts = await start();
  }

  async function showLive(): Promise<void> {
    await switchTo(() => startLive(options));
    showAndSync();
  }

  const handlers: Handlers = {
    'snapshot:read': () => parts.tidemark.readSnapshot(),
    'history:read': (query) => reply(parts.tidemark.readHistory(query)),
    'costs:read': (query) => reply(parts.tidemark.readCosts(query)),
    'cache:read': (query) => reply(parts.tidemark.readCache(query)),
    'prices:read': () => parts.tidemark.readPrices(),
    ...createLimitHandlers({ tidemark: () => parts.tidemark, window: window.current }),
    'settings:read': () => parts.tidemark.readSettings(),
    'settings:update'(patch) {
      const updated = parts.tidemark.updateSettings(patch);
      if (updated.ok) {
        nativeTheme.themeSource = updated.value.theme;
        if (patch.startAtLogin !== undefined) {
          setStartAtLogin(patch.startAtLogin, configFolder(process.env), log);
        }
        if (asksForMore(patch)) void schedule.runAfresh();
        else schedule.replan();
      }
      return reply(updated);
    },
    async 'connection:try'({ adminKey }) {
      if (parts.isDemo) await showLive();
      return reply(await parts.tidemark.tryKey(adminKey));
    },
    async 'connection:save'() {
      const saved = await parts.tidemark.saveKey();
      if (saved.ok) {
        await schedule.pause();
        void schedule.runNow();
      }
      return reply(saved);
    },
    async 'connection:disconnect'() {
      const { organization } = parts.tidemark.readSnapshot().connection;
      const choice = await askAboutDisconnect(window.current(), organization?.name ?? '');
      if (choice === 'cancel') return done('cancelled');
      await switchTo(() => startLive(options));
      const disconnected = await parts.tidemark.disconnect(choice === 'keep');
      // A keychain that kept the key has just asked: only the person asks it again (K3).
      show();
      if (!disconnected.ok) return refusal(disconnected.failure);
      return done(choice === 'keep' ? 'kept' : 'deleted');
    },
    async 'demo:start'() {
      if (parts.isDemo) return done(null);
      await switchTo(() => startDemo(options));
      showAndSync();
      return done(null);
    },
    async 'demo:stop'() {
      if (parts.isDemo) await showLive();
      return done(null);
    },
    'sync:run': async () => {
      void schedule.runNow();
      return done(null);
    },
    'page:open': ({ page }) => {
      openExternalPage(page);
      return done(null);
    },
  };
  registerIpc({ owns: window.owns, handlers, log });

  showAndSync();
  const hostWatch = watchTrayHost({
    onChange: (hasHost) => {
      if (!hasHost) open(null);
    },
  });
  if (!options.startsHidden) open(null);
  void hasTrayHost().then((hasHost) => {
    if (hasHost) return;
    raise(NO_TRAY);
    open(null);
  });

  return {
    open: () => open(null),
    wake: schedule.wake,
    notePower: schedule.replan,
    noteBug: (error) => log.warn('bug', { message: describeBug(error) }),
    async close() {
      isClosing = true;
      schedule.stop();
      hostWatch.stop();
      notifications.clear();
      tray.destroy();
      window.destroy();
      await parts.close();
    },
  };
}
