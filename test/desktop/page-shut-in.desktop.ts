import { expect, test } from './desktop-test.js';
import { windowStates } from './window-states.js';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "font-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'";

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
    // Listened to before the click: the answer is fetched after it.
    await app.electron.evaluate(({ BrowserWindow }) => {
      const pages = BrowserWindow.getAllWindows()[0]?.webContents.session;
      Object.assign(globalThis, {
        wasStarted: new Promise<boolean>((resolve) => {
          pages?.once('will-download', (event) => resolve(!event.defaultPrevented));
        }),
      });
    });
    await page.evaluate(() => {
      const href = URL.createObjectURL(new Blob(['text']));
      Object.assign(document.createElement('a'), { href, download: 'notes.txt' }).click();
    });
    const wasStarted = app.electron.evaluate(() => Reflect.get(globalThis, 'wasStarted'));
    expect(await wasStarted).toBe(false);
  });
});
