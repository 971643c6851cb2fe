import { ADMIN_KEY } from './organization.mjs';
import { takePicture } from './picture.mjs';
import { setTheme } from './window-pictures.mjs';

const WIDE = 1120;
const HEIGHT = 620;

/** The first key is refused, and the back-fill after the second stands still on its way. */
export const CONNECT_FAULTS = ['unauthorized:1', 'no-headers:38-9999'];

/**
 * From the first start to the first figures.
 * @param {import('./open-app.mjs').OpenApp} app started on an empty data folder
 */
export async function takeConnecting(app) {
  await app.showView('Settings');
  await app.set('History depth', '13 months');
  await takeBoth(app, 'Connect', 'connect', HEIGHT);

  await tryKey(app);
  await app.page.locator('#admin-key-note p').first().waitFor();
  await takePicture(app.page, 'connect-refused-dark');

  await tryKey(app);
  const save = app.page.getByRole('button', { name: 'Save to keychain' });
  await save.waitFor();
  await takePicture(app.page, 'connect-works-dark');

  await save.click();
  await app.page.getByText(/1\d of \d+ pages/).waitFor();
  await takeBoth(app, 'Overview', 'overview-first-read');
}

async function tryKey({ page }) {
  await page.getByLabel('Admin key', { exact: true }).fill(ADMIN_KEY);
  await page.getByRole('button', { name: 'Test key' }).click();
}

/** Light, then dark. */
async function takeBoth(app, view, name, height) {
  for (const theme of /** @type {const} */ (['Light', 'Dark'])) {
    await setTheme(app, theme);
    await app.showView(view);
    await (height === undefined ? app.fit(WIDE) : app.resize(WIDE, height));
    await takePicture(app.page, `${name}-${theme.toLowerCase()}`);
  }
}
