import { runCommand } from '../../scripts/command.mjs';
import { appArguments, electronProgram, type RunningApp } from './app.js';
import { expect, test } from './desktop-test.js';
import { answerMessageBox, waitForMessageBox } from './message-box.js';
import { clickTrayMenu, onlyTrayItem } from './tray-item.mjs';
import { readTray } from './tray-reading.js';
import { waitFor } from './wait-for.mjs';
import { windowStates } from './window-states.js';

const rendererCount = ({ electron }: RunningApp) =>
  electron.evaluate(({ app }) => app.getAppMetrics().filter(({ type }) => type === 'Tab').length);

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
