import { takePicture } from './picture.mjs';

/** @typedef {import('./open-app.mjs').OpenApp} OpenApp */

const WIDE = 1120;
const NARROW = [360, 800];
const NARROWEST = 360;
const THEMES = /** @type {const} */ (['Light', 'Dark']);

/** What of the history is shown; each is one picture a theme. */
const HISTORIES = [
  { name: 'model', range: '30 d', by: 'Model', unit: 'Cost' },
  { name: 'workspace-13mo', range: '13 mo', by: 'Workspace', unit: 'Cost' },
  { name: 'key-7d', range: '7 d', by: 'Key', unit: 'Cost' },
  { name: 'token-kind-90d', range: '90 d', by: 'Token kind', unit: 'Tokens' },
];

/** What of the costs is shown. */
const COSTS = [
  { name: 'costs', range: '30 days', by: 'Workspace' },
  { name: 'costs-week-key', range: 'This week', by: 'Key' },
];

/** Every view at its widths, light and dark. @param {OpenApp} app */
export async function takeViews(app) {
  for (const theme of THEMES) {
    const end = theme.toLowerCase();
    await setTheme(app, theme);
    await app.showView('Overview');
    await app.fit(WIDE);
    await takePicture(app.page, `overview-${end}`);
    await app.showView('Settings');
    await app.fit(WIDE);
    await takePicture(app.page, `settings-${end}`);

    await app.showView('History');
    for (const { name, ...choices } of HISTORIES) {
      await showHistory(app, choices);
      await app.fit(WIDE);
      await takePicture(app.page, `history-${name}-${end}`);
    }
    await showHistory(app, HISTORIES[0]);
    await takeTooltip(app, `history-tooltip-${end}`);
    await takeTable(app, `history-table-${end}`);

    await takeCosts(app, end);
    await takeCache(app, end);

    for (const width of NARROW) {
      await app.showView('Overview');
      await app.fit(width);
      await takePicture(app.page, `overview-${width}-${end}`);
      await app.showView('History');
      await app.fit(width);
      await takePicture(app.page, `history-${width}-${end}`);
    }
  }
}

/** @param {OpenApp} app @param {'Light' | 'Dark'} theme */
export async function setTheme(app, theme) {
  await app.showView('Settings');
  await app.set('Theme', theme);
}

/** @param {OpenApp} app @param {string} dollars */
export async function setLimit(app, dollars) {
  await app.showView('Settings');
  const field = app.page.getByLabel('Weekly limit in dollars');
  await field.fill(dollars);
  await field.press('Enter');
  await app.page.getByText('saved').first().waitFor();
}

/** @param {OpenApp} app @param {{ range: string, by: string, unit: string }} choices */
async function showHistory(app, { range, by, unit }) {
  await app.choose('Range', range);
  await app.choose('Grouped by', by);
  await app.choose('Shown', unit);
  await app.page.locator('[aria-busy=false]').first().waitFor();
}

/** @param {OpenApp} app @param {string} end of the pictures' names */
async function takeCosts(app, end) {
  await app.showView('Costs');
  for (const { name, range, by } of COSTS) {
    await app.choose('Range', range);
    await app.page.locator('[aria-busy=false]').first().waitFor();
    await app.choose('By', by);
    await app.fit(WIDE);
    await takePicture(app.page, `${name}-${end}`);
  }
  await app.choose('Range', COSTS[0].range);
  await app.choose('By', COSTS[0].by);
  await app.page.locator('[aria-busy=false]').first().waitFor();
  await app.fit(NARROWEST);
  await takePicture(app.page, `costs-${NARROWEST}-${end}`);
}

/** @param {OpenApp} app @param {string} end of the pictures' names */
async function takeCache(app, end) {
  await app.showView('Cache');
  await app.choose('Range', '30 d');
  await app.page.locator('[aria-busy=false]').first().waitFor();
  for (const width of [WIDE, NARROWEST]) {
    await app.fit(width);
    await takePicture(app.page, `cache-${width === WIDE ? '' : `${width}-`}${end}`);
  }
}

/** @param {OpenApp} app @param {string} name */
async function takeTooltip({ page }, name) {
  const chart = await page.getByRole('figure').first().boundingBox();
  if (!chart) throw new Error('The history has no chart');
  await page.mouse.move(chart.x + chart.width * 0.6, chart.y + chart.height * 0.5);
  await takePicture(page, name);
  await page.mouse.move(2, 2);
}

/** @param {OpenApp} app @param {string} name */
async function takeTable(app, name) {
  const button = app.page.getByRole('button', { name: 'Table' });
  await button.click();
  await app.fit(WIDE);
  await takePicture(app.page, name);
  await button.click();
}
