import type { Page } from '@playwright/test';
import { type Desktop, expect, test } from './desktop-test.js';
import {
  clickNotification,
  closeNotifications,
  countNotifications,
  notificationHistory,
} from './notifications.mjs';
import { type StatusJson, setWeeklyLimit } from './spend.js';
import { clickTrayMenu, onlyTrayItem } from './tray-item.mjs';
import { waitForTray } from './tray-reading.js';
import { waitFor } from './wait-for.mjs';

/** The same spend becomes another percentage of another limit; the next sync looks at it. */
async function reachPercent(desktop: Desktop, page: Page, percent: number): Promise<void> {
  const { week } = await desktop.cli<StatusJson>('status');
  await setWeeklyLimit(page, ((week.spent.microcents ?? 0) / 1e8 / percent) * 100);
  await syncOnce(desktop);
  await waitForTray(
    desktop.env,
    `${percent} %`,
    ({ lines }) => lines[0]?.startsWith(`Week: ${percent} %`) === true,
  );
}

/** Asks through the tray and waits for the sync to be over. */
async function syncOnce(desktop: Desktop): Promise<void> {
  const { env, simulator } = desktop;
  const asked = simulator.requests.length;
  await clickTrayMenu(env, await onlyTrayItem(env), 'Sync now');
  await waitFor('a request', () => simulator.requests.length > asked);
  let seen = 0;
  await waitFor(
    'the requests to end',
    () => {
      const isQuiet = seen === simulator.requests.length;
      seen = simulator.requests.length;
      return isQuiet;
    },
    { everyMs: 300 },
  );
}

const shown = async ({ env }: Desktop) => (await countNotifications(env)).displayed;

/** A first sync with a limit far away: the rule has seen the week and is silent about it. */
async function startWatched(desktop: Desktop) {
  await desktop.connect();
  const app = await desktop.start();
  const page = await app.page();
  await expect(page.getByText(/^updated (just now|\d+ s ago)/)).toBeVisible();
  await reachPercent(desktop, page, 50);
  expect(await shown(desktop)).toBe(0);
  return { app, page };
}

test('80 % and 95 % are told once each, not again by a sync, a restart or kill -9 (P3)', async ({
  desktop,
}) => {
  const { app, page } = await startWatched(desktop);
  await reachPercent(desktop, page, 85);
  await waitFor('the notification', async () => (await shown(desktop)) === 1);
  await reachPercent(desktop, page, 97);
  await waitFor('the second notification', async () => (await shown(desktop)) === 2);
  await syncOnce(desktop);
  expect(await shown(desktop)).toBe(2);

  await app.kill();
  await closeNotifications(desktop.env);
  const told = await notificationHistory(desktop.env);
  expect(told.map(({ summary }) => summary)).toEqual(['Week at 97 %', 'Week at 85 %']);
  expect(told[0]?.body).toMatch(/^Resets Sun 10:59\./);
  expect(told[0]?.appName).toBe('Tidemark');

  for (const args of [['--hidden'], []]) {
    const again = await desktop.start(args);
    await syncOnce(desktop);
    expect(await countNotifications(desktop.env)).toEqual({ displayed: 0, waiting: 0, history: 2 });
    await again.close();
  }
});

test('a week that was already over the mark when it was first seen is no news', async ({
  desktop,
}) => {
  await desktop.connect();
  const app = await desktop.start();
  const page = await app.page();
  await expect(page.getByText(/^updated (just now|\d+ s ago)/)).toBeVisible();
  await reachPercent(desktop, page, 90);
  expect(await countNotifications(desktop.env)).toEqual({ displayed: 0, waiting: 0, history: 0 });
});

test('a click on a notification opens the window at the overview', async ({ desktop }) => {
  const { app, page } = await startWatched(desktop);
  await reachPercent(desktop, page, 85);
  await waitFor('the notification', async () => (await shown(desktop)) === 1);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const isVisible = () =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await waitFor('the window to hide', async () => (await isVisible()) === false);

  await clickNotification(desktop.env);
  await waitFor('the window to be back', isVisible);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Overview');
});

test('switched off in the settings nothing is told', async ({ desktop }) => {
  const { page } = await startWatched(desktop);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByLabel(/^Notify near/).uncheck();
  await reachPercent(desktop, page, 85);
  expect(await shown(desktop)).toBe(0);
});

test.describe('without a notification service', () => {
  test.use({ sessionOptions: { notifications: false } });

  test('the alert waits in the window, the log and the tray (U3)', async ({ desktop }) => {
    await desktop.connect();
    const page = await (await desktop.start()).page();
    await expect(page.getByText(/^updated (just now|\d+ s ago)/)).toBeVisible();
    await reachPercent(desktop, page, 50);
    await reachPercent(desktop, page, 85);
    const notice = page.getByRole('status').filter({ hasText: 'Week at 85 %' });
    await expect(notice).toContainText('This desktop shows no notifications');
    expect(desktop.log()).toContainEqual(
      expect.objectContaining({ event: 'alert-not-shown', title: 'Week at 85 %' }),
    );
  });
});
