import path from 'node:path';
import type { Page } from '@playwright/test';
import { runCommand } from '../../scripts/command.mjs';
import { requestSchemas } from '../../src-main/shared/ipc-contract.js';
import { appArguments, electronProgram, type RunningApp, repoFolder } from './app.js';
import { expect, test } from './desktop-test.js';
import { answerMessageBox, waitForMessageBox } from './message-box.js';
import { clickTrayMenu, onlyTrayItem } from './tray-item.mjs';
import { readTray } from './tray-reading.js';
import { waitFor } from './wait-for.mjs';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "font-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'";

const BRIDGE = [
  'addEvidence',
  'deleteEvidence',
  'disconnect',
  'editEvidence',
  'exportEvidence',
  'forgetTranscripts',
  'importEvidence',
  'installStatusLine',
  'onHitNoted',
  'onNotice',
  'onSnapshot',
  'onTick',
  'onViewRequested',
  'openPage',
  'previewStatusLine',
  'readCache',
  'readCosts',
  'readHistory',
  'readLimits',
  'readPrices',
  'readSettings',
  'readSnapshot',
  'removeStatusLine',
  'saveKey',
  'startDemo',
  'stopDemo',
  'syncNow',
  'tryKey',
  'updateSettings',
];

/** The window's bridge, called with what its types would not let through. */
const call = (page: Page, method: string, ...args: readonly unknown[]): Promise<string> =>
  page.evaluate(
    async ([name, values]) => {
      const method: unknown = Reflect.get(Reflect.get(window, 'tidemark'), name);
      if (typeof method !== 'function') throw new Error(`no method ${name}`);
      try {
        return `answered ${JSON.stringify(await method(...values))}`;
      } catch (error) {
        return String(error);
      }
    },
    [method, args] as const,
  );

const windowStates = ({ electron }: RunningApp) =>
  electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => ({
      isVisible: window.isVisible(),
      url: window.webContents.getURL(),
      isCrashed: window.webContents.isCrashed(),
      isLoading: window.webContents.isLoading(),
    })),
  );

const rendererCount = ({ electron }: RunningApp) =>
  electron.evaluate(({ app }) => app.getAppMetrics().filter(({ type }) => type === 'Tab').length);

test.describe('the page is shut in', () => {
  test('every window is isolated and sandboxed, without Node and without webviews (S1)', async ({
    desktop,
  }) => {
    const app = await desktop.start();
    await app.page();
    const preferences = await app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => {
        // Not in the typings, but in every Electron.
        const given = Reflect.get(webContents, 'getLastWebPreferences').call(webContents);
        return {
          contextIsolation: given.contextIsolation,
          sandbox: given.sandbox,
          nodeIntegration: given.nodeIntegration,
          nodeIntegrationInSubFrames: given.nodeIntegrationInSubFrames ?? false,
          nodeIntegrationInWorker: given.nodeIntegrationInWorker ?? false,
          webSecurity: given.webSecurity,
          webviewTag: given.webviewTag,
          allowRunningInsecureContent: given.allowRunningInsecureContent ?? false,
          experimentalFeatures: given.experimentalFeatures ?? false,
          enableBlinkFeatures: given.enableBlinkFeatures ?? '',
        };
      }),
    );
    expect(preferences).toEqual([
      {
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInSubFrames: false,
        nodeIntegrationInWorker: false,
        webSecurity: true,
        webviewTag: false,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        enableBlinkFeatures: '',
      },
    ]);
  });

  test('only packaged files are served, with the policy on every answer; traversal is refused (S2, S3)', async ({
    desktop,
  }) => {
    const app = await desktop.start();
    const page = await app.page();
    const answers = await app.electron.evaluate(
      async ({ BrowserWindow }, addresses) => {
        const pages = BrowserWindow.getAllWindows()[0]?.webContents.session;
        return Promise.all(
          addresses.map(async (address) => {
            const answer = await pages?.fetch(address).catch(() => null);
            return {
              address,
              status: answer?.status ?? 0,
              policy: answer?.headers.get('content-security-policy') ?? null,
            };
          }),
        );
      },
      [
        'app://tidemark/index.html',
        'app://tidemark/../package.json',
        'app://tidemark/%2e%2e/%2e%2e/package.json',
        'app://tidemark/..%2f..%2fpackage.json',
        'app://tidemark/..%5c..%5cpackage.json',
        'app://tidemark/assets/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
        'app://tidemark/%E0%A4%A',
        'app://tidemark//etc/passwd',
        'app://tidemark/index.html.map',
        'app://tidemark/assets',
        'app://elsewhere/index.html',
      ],
    );
    const [index, ...others] = answers;
    expect(index).toEqual({ address: expect.anything(), status: 200, policy: POLICY });
    for (const { address, status, policy } of others) {
      expect({ address, status, policy }).toEqual({ address, status: 404, policy: POLICY });
    }
    for (const address of [
      'file:///etc/passwd',
      'app://tidemark/index.html',
      desktop.simulator.url,
    ]) {
      expect(await page.evaluate((to) => fetch(to).catch(() => 'refused'), address)).toBe(
        'refused',
      );
    }
  });

  test('the policy is enforced: no inline script or style, no eval, no frame, no worker (S3)', async ({
    desktop,
  }) => {
    const page = await (await desktop.start()).page();
    const outcome = await page.evaluate(async () => {
      const blocked: string[] = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        blocked.push(effectiveDirective);
      });
      const add = (tag: string, attributes: Record<string, string>, text = '') => {
        const element = Object.assign(document.createElement(tag), attributes);
        element.textContent = text;
        document.body.append(element);
        return element;
      };
      add('script', {}, 'window.wasRun = true');
      add('style', {}, 'body { display: none }');
      add('iframe', { src: 'data:text/html,frame' });
      add('img', { src: 'http://127.0.0.1:9/picture.png' });
      const button = document.createElement('button');
      button.setAttribute('onclick', 'window.wasClicked = true');
      button.click();
      setTimeout('window.wasEvaluated = true');
      const evaluated = await new Promise((resolve) => {
        setTimeout(() => {
          try {
            resolve(new Function('return 1')());
          } catch (error) {
            resolve(error instanceof Error ? error.name : error);
          }
        }, 50);
      });
      const has = (name: string) => Reflect.has(window, name);
      const ran = ['wasRun', 'wasClicked', 'wasEvaluated'].filter(has);
      return { ran, evaluated, blocked, display: getComputedStyle(document.body).display };
    });
    expect(outcome.ran).toEqual([]);
    expect(outcome.evaluated).toBe('EvalError');
    expect(outcome.display).toBe('block');
    expect(new Set(outcome.blocked)).toEqual(
      new Set([
        'script-src-elem',
        'script-src-attr',
        'script-src',
        'style-src-elem',
        'frame-src',
        'img-src',
      ]),
    );
  });

  test('it cannot go elsewhere or open another window (S4)', async ({ desktop }) => {
    const app = await desktop.start();
    const page = await app.page();
    await expect.poll(async () => (await windowStates(app))[0]?.isVisible).toBe(true);
    const before = await windowStates(app);
    const asked = desktop.simulator.requests.length;
    const opened = await page.evaluate((away) => {
      const made = window.open(away);
      const link = Object.assign(document.createElement('a'), { href: away, target: '_blank' });
      document.body.append(link);
      link.click();
      return made === null;
    }, `${desktop.simulator.url}/away`);
    expect(opened).toBe(true);
    // Asked through the main process: Playwright would wait for a navigation that never ends. The
    // first is dropped by Chromium without a word, so it is known to be over when the last is.
    const wasDenied = await app.electron.evaluate(
      ({ BrowserWindow }, addresses) =>
        new Promise<boolean>((resolve) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents;
          contents?.on('will-navigate', (event, address) => {
            if (address === addresses.at(-1)) resolve(event.defaultPrevented);
          });
          for (const address of addresses) {
            const go = `void (location.href = ${JSON.stringify(address)})`;
            void contents?.executeJavaScript(go).catch(() => undefined);
          }
        }),
      ['file:///etc/passwd', 'app://tidemark/assets', `${desktop.simulator.url}/away`],
    );
    expect(wasDenied).toBe(true);
    await expect.poll(() => windowStates(app)).toEqual(before);
    expect(desktop.simulator.requests).toHaveLength(asked);
    // The page is the same one and is still told what changes.
    const told = app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        'new Promise((resolve) => window.tidemark.onTick(() => resolve("a tick")))',
      ),
    );
    expect(await told).toBe('a tick');
  });

  test('every permission is denied and nothing is downloaded (S5)', async ({ desktop }) => {
    const app = await desktop.start();
    const page = await app.page();
    const answers = await page.evaluate(async () => {
      const nameOf = (error: unknown) => (error instanceof Error ? error.name : String(error));
      const refusal = (ask: Promise<unknown>) => ask.then(() => 'granted', nameOf);
      return {
        notifications: await Notification.requestPermission(),
        states: await Promise.all(
          (['geolocation', 'notifications', 'camera', 'clipboard-read', 'midi'] as const).map(
            (name) =>
              navigator.permissions
                .query({ name: name as PermissionName })
                .then(({ state }) => state),
          ),
        ),
        position: await new Promise((resolve) => {
          navigator.geolocation.getCurrentPosition(
            () => resolve('granted'),
            ({ code }) => resolve(code),
          );
        }),
        camera: await refusal(navigator.mediaDevices.getUserMedia({ video: true, audio: true })),
        clipboard: await refusal(navigator.clipboard.readText()),
      };
    });
    expect(answers).toEqual({
      notifications: 'denied',
      states: ['denied', 'denied', 'denied', 'denied', 'denied'],
      position: 1,
      camera: expect.stringMatching(/NotAllowedError|NotFoundError/),
      clipboard: 'NotAllowedError',
    });
    const wasStarted = app.electron.evaluate(
      ({ BrowserWindow }) =>
        new Promise<boolean>((resolve) => {
          const pages = BrowserWindow.getAllWindows()[0]?.webContents.session;
          pages?.once('will-download', (event) => resolve(!event.defaultPrevented));
        }),
    );
    await page.evaluate(() => {
      const href = URL.createObjectURL(new Blob(['text']));
      Object.assign(document.createElement('a'), { href, download: 'notes.txt' }).click();
    });
    expect(await wasStarted).toBe(false);
  });
});

test.describe('the bridge', () => {
  test('has the methods of the contract and nothing else, and no channel beyond them (S7, S9, W4)', async ({
    desktop,
  }) => {
    const app = await desktop.start();
    const page = await app.page();
    const seen = await page.evaluate(() => ({
      bridge: Object.keys(Reflect.get(window, 'tidemark')).sort(),
      kinds: [...new Set(Object.values(Reflect.get(window, 'tidemark')).map((one) => typeof one))],
      leaks: ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', 'global'].filter(
        (name) => Reflect.has(window, name),
      ),
    }));
    expect(seen).toEqual({ bridge: BRIDGE, kinds: ['function'], leaks: [] });
    const channels = await app.electron.evaluate(({ ipcMain }) => {
      const handlers: Map<string, unknown> = Reflect.get(ipcMain, '_invokeHandlers');
      return { invoked: [...handlers.keys()].sort(), heard: ipcMain.eventNames() };
    });
    expect(channels.invoked).toEqual(Object.keys(requestSchemas).sort());
    // Electron itself listens to `error`, so that a page cannot make it throw.
    expect(channels.heard).toEqual(['error']);
  });

  test('refuses what the contract does not know, in words that say nothing (S8, W2)', async ({
    desktop,
  }) => {
    const page = await (await desktop.start()).page();
    const before = await call(page, 'readSettings');
    const huge = 'k'.repeat(10 * 1024 * 1024);
    for (const [method, ...args] of [
      ['tryKey', 5],
      ['tryKey', null],
      ['tryKey', { adminKey: 'x' }],
      ['tryKey', huge],
      ['updateSettings', null],
      ['updateSettings', []],
      ['updateSettings', { refreshMinutes: 'often' }],
      ['updateSettings', { refreshMinutes: 1 }],
      ['updateSettings', { refreshMinutes: Number.NaN }],
      ['updateSettings', { refreshMinutes: 10, extra: true }],
      ['updateSettings', { timeZone: huge }],
      ['updateSettings', { timeZone: '../../etc/passwd' }],
      ['readHistory', null],
      ['readHistory', { from: 0, to: 1, grain: 'second', by: 'model' }],
      ['readHistory', { from: 0, to: 1e300, grain: 'hour', by: 'model' }],
      ['readHistory', { from: 0, to: 1, grain: 'hour', by: "model'; DROP TABLE usage; --" }],
      ['addEvidence', { kind: 'hit', meter: 'plan', window: '../weekly', at: null }],
      ['addEvidence', { kind: 'hit', meter: 'plan', window: 'weekly', at: null, extra: 1 }],
      ['editEvidence', { id: huge }],
      ['deleteEvidence', null],
      ['openPage', 'https://example.com'],
      ['openPage', '__proto__'],
      ['openPage', 'constructor'],
    ] as const) {
      expect(
        await call(page, method, ...args),
        `${method} ${String(args[0]).slice(0, 40)}`,
      ).toMatch(/^Error: Error invoking remote method '[a-z:]+': Error: refused$/);
    }
    expect(await call(page, 'readSettings')).toBe(before);
    expect(desktop.log().filter(({ event }) => event === 'ipc-refused').length).toBeGreaterThan(10);
  });

  test('answers no page but our own (S8, W1)', async ({ desktop }) => {
    const app = await desktop.start();
    await app.page();
    const answer = await app.electron.evaluate(
      async ({ BrowserWindow }, { preload, url }) => {
        const stranger = new BrowserWindow({
          show: false,
          webPreferences: { preload, contextIsolation: true, sandbox: true },
        });
        await stranger.loadURL(url);
        const said: unknown = await stranger.webContents.executeJavaScript(
          'window.tidemark.readSnapshot().then(() => "answered", (error) => error.message)',
        );
        stranger.destroy();
        return said;
      },
      {
        preload: path.join(repoFolder, 'dist/main/preload.cjs'),
        url: `${desktop.simulator.url}/somewhere`,
      },
    );
    expect(answer).toBe("Error invoking remote method 'snapshot:read': Error: refused");
    expect(desktop.log()).toContainEqual(
      expect.objectContaining({ event: 'ipc-refused', reason: 'sender' }),
    );
  });

  test('limits a flood; the window works on and the log stays short (W3)', async ({ desktop }) => {
    const app = await desktop.start();
    const page = await app.page();
    await page.getByLabel('Admin key').waitFor();
    const begun = Date.now();
    const answered = await page.evaluate(async () => {
      const bridge = Reflect.get(window, 'tidemark');
      const calls = Array.from({ length: 10_000 }, () => bridge.readSettings());
      const outcomes = await Promise.allSettled(calls);
      return outcomes.filter(({ status }) => status === 'fulfilled').length;
    });
    const seconds = Math.ceil((Date.now() - begun) / 1000) + 1;
    expect(answered).toBeGreaterThan(0);
    expect(answered).toBeLessThanOrEqual(200 * seconds);
    expect(seconds).toBeLessThan(10);
    expect(desktop.log().filter(({ reason }) => reason === 'too often').length).toBeLessThanOrEqual(
      seconds,
    );
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await waitFor('an answer again', async () =>
      (await call(page, 'readSettings')).startsWith('answered'),
    );
  });
});

test.describe('the life of the window', () => {
  test('closing hides it and keeps the tray; five minutes later its process is given back', async ({
    desktop,
  }) => {
    const { env } = desktop.session;
    const app = await desktop.start();
    const page = await app.page();
    await page.getByLabel('Admin key').waitFor();
    // Only the five minutes are made short, from outside: the timer itself is the app's own.
    await app.electron.evaluate(() => {
      const setLater = globalThis.setTimeout;
      const patched = (work: () => void, ms?: number) =>
        setLater(work, ms === 5 * 60_000 ? 1_500 : ms);
      globalThis.setTimeout = Object.assign(patched, setLater) as typeof setTimeout;
    });
    const close = () =>
      app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    await close();
    await waitFor(
      'the window to hide',
      async () => (await windowStates(app))[0]?.isVisible === false,
    );
    await clickTrayMenu(env, await onlyTrayItem(env), 'Open Tidemark');
    await waitFor('the same window', async () => (await windowStates(app))[0]?.isVisible);
    expect(app.electron.windows()).toEqual([page]);

    await close();
    await waitFor('the window to go', async () => (await windowStates(app)).length === 0);
    await waitFor('its process to go', async () => (await rendererCount(app)) === 0);
    expect((await readTray(env)).commands).toContain('Quit');
    await clickTrayMenu(env, await onlyTrayItem(env), 'Settings…');
    const fresh = await app.page();
    await expect(fresh.getByRole('heading', { level: 1 })).toHaveText('Settings');
  });

  test('a second start exits 0 and brings the window of the first forward (P1)', async ({
    desktop,
  }) => {
    const app = await desktop.start(['--hidden']);
    await onlyTrayItem(desktop.session.env);
    expect(await windowStates(app)).toEqual([]);
    const second = await runCommand(electronProgram(), appArguments([]), {
      env: desktop.env,
      timeoutMs: 15_000,
    });
    expect(second.code).toBe(0);
    await waitFor('the first window', async () => (await windowStates(app))[0]?.isVisible);
    await expect((await app.page()).getByLabel('Admin key')).toBeVisible();
  });

  test('a crashed page is loaded again once; the second crash asks, and the tray goes on (P5)', async ({
    desktop,
  }) => {
    const { env } = desktop.session;
    const app = await desktop.start();
    await (await app.page()).getByLabel('Admin key').waitFor();
    const crash = () =>
      app.electron.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
      });
    // Playwright gives a crashed page up, so the new one is asked through the main process.
    const title = () =>
      app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
    const isBack = async () => {
      const [state] = await windowStates(app);
      return !state?.isCrashed && !state?.isLoading && (await title()) === 'Connect – Tidemark';
    };
    const crashes = () => desktop.log().filter(({ event }) => event === 'renderer-gone').length;

    await crash();
    await waitFor('the first crash to be noted', () => crashes() === 1);
    await waitFor('the page to be back', isBack);
    await crash();
    await waitForMessageBox(env);
    expect(crashes()).toBe(2);
    expect((await readTray(env)).commands).toContain('Open Tidemark');
    await answerMessageBox(env, 'Tab', 'Return');
    await waitFor('the page to be back', isBack);
  });
});
