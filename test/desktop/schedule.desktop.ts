import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { type Desktop, expect, test } from './desktop-test.js';
import { waitFor } from './wait-for.mjs';

/** A busy machine reads and answers a little late. */
const ROOM_MS = 5_000;
/** Longer than from one look at the network to the next. */
const ANOTHER_LOOK_MS = 22_000;

const asked = ({ simulator }: Desktop) => simulator.requests.length;

/** Until nothing is in flight and the next sync is planned. */
const waitUntilPlanned = (page: Page) =>
  expect(page.getByText(/· next in \d+ s/)).toBeVisible({ timeout: 40_000 });

test.describe('offline', () => {
  test.use({ clock: 'real' });

  test('it looks again when it said it would, and one catch-up follows within 30 s (M2)', async ({
    desktop,
  }) => {
    await desktop.connect();
    const page = await (await desktop.start()).page();
    await waitUntilPlanned(page);
    await desktop.stopApi();
    await page.getByRole('button', { name: 'Sync now' }).click();
    const strip = page.getByText(/· looking again in \d+ s/);
    await expect(strip).toBeVisible();

    await desktop.restartApi();
    const announcedMs = Number(/in (\d+) s/.exec((await strip.textContent()) ?? '')?.[1]) * 1000;
    await sleep(announcedMs - ROOM_MS);
    expect(asked(desktop)).toBe(0);
    await waitFor('the announced look', () => asked(desktop) > 0, { limitMs: 2 * ROOM_MS });
    await waitUntilPlanned(page);
    await expect(page.getByText('Offline')).toBeHidden();
    const once = asked(desktop);
    await sleep(ANOTHER_LOOK_MS);
    expect(asked(desktop)).toBe(once);
  });
});

test('the back-fill can be paused, stays paused over a restart and goes on when asked (T8)', async ({
  desktop,
}) => {
  await desktop.connect();
  const app = await desktop.start();
  const page = await app.page();
  await waitUntilPlanned(page);
  // A few pages come, then one is late: time enough for a person to press the button.
  desktop.simulator.setFaults(['no-headers:6-6']);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByLabel('History depth').selectOption({ label: '13 months' });
  await page.getByRole('button', { name: 'History', exact: true }).click();
  await expect(page.getByText(/Reading your history · \d+ of \d+ pages/)).toBeVisible();
  await page.getByRole('button', { name: 'Pause reading your history' }).press('Enter');
  const paused = page.getByText(/History paused · \d+ pages to go/);
  await expect(paused).toBeVisible();
  await waitUntilPlanned(page);
  const left = await paused.textContent();
  await app.close();

  const second = await (await desktop.start()).page();
  await waitUntilPlanned(second);
  await expect(second.getByText(left ?? '')).toBeVisible();
  await second.getByRole('button', { name: 'Continue reading your history' }).press('Enter');
  await expect(second.getByText('History paused')).toBeHidden();
  await waitUntilPlanned(second);
  await expect(second.getByText(/Reading your history|History paused/)).toBeHidden();
});
