import path from 'node:path';
import type { Page } from '@playwright/test';
import { requestSchemas } from '../../src-main/shared/ipc-contract.js';
import { repoFolder } from './app.js';
import { expect, test } from './desktop-test.js';
import { waitFor } from './wait-for.mjs';

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
