import { takePicture } from './picture.mjs';
import { setLimit, setTheme } from './window-pictures.mjs';

const WIDE = 1120;
const HOUR_MS = 3_600_000;

/** The week above its limit. @param {import('./open-app.mjs').OpenApp} app */
export async function takeOverLimit(app) {
  await setLimit(app, '30');
  await takeOverview(app, 'overview-over-limit');
}

/**
 * The simulator is gone: last figures stay, and say how old they are.
 * @param {import('./open-app.mjs').OpenApp} app
 * @param {{ stop: () => Promise<void> }} organization
 */
export async function takeOffline(app, organization) {
  await organization.stop();
  await app.advanceClock(2 * HOUR_MS);
  await app.showView('Overview');
  await app.page.getByRole('button', { name: 'Sync now' }).click();
  await app.page.getByText('offline').first().waitFor();
  await takeOverview(app, 'overview-offline');
}

async function takeOverview(app, name) {
  for (const theme of /** @type {const} */ (['Light', 'Dark'])) {
    await setTheme(app, theme);
    await app.showView('Overview');
    await app.fit(WIDE);
    await takePicture(app.page, `${name}-${theme.toLowerCase()}`);
  }
}
