import { waitFor } from '../../test/desktop/wait-for.mjs';
import { painted } from './open-app.mjs';
import { keepPicture, takePicture } from './picture.mjs';
import { setTheme } from './window-pictures.mjs';

const WIDE = 1120;
const NARROWEST = 360;
const THEMES = /** @type {const} */ (['Light', 'Dark']);

/**
 * Everything was learned, and it is what the pictures' name says.
 * @param {import('./open-app.mjs').OpenApp} app
 * @param {typeof import('./limit-states.mjs').LIMIT_STATES[number]} state
 */
export async function limitsLearned({ page }, { name, shows }) {
  const week = await waitFor('the end of the learning', () => page.evaluate(readPlanWeek), {
    limitMs: 30_000,
    // The app answers so many calls a second, and its clock stands.
    everyMs: 250,
  });
  if (!shows(week)) {
    const { state, word, confidence, changed } = week;
    const found = JSON.stringify({ state, word, confidence, changed });
    throw new Error(`The limit is not ${name}: ${found}`);
  }
}

/** In the page. */
async function readPlanWeek() {
  const { value } = await window.tidemark.readLimits();
  if (!value || value.isLearning || value.transcripts.progress || !value.transcripts.to)
    return null;
  return value.windows.find(({ meter, window }) => meter === 'plan' && window === 'weekly');
}

/**
 * @param {import('./open-app.mjs').OpenApp} app
 * @param {string} name
 * @param {boolean} isFirst the state that the README shows, and that is taken narrow too
 */
export async function takeLimits(app, name, isFirst) {
  for (const theme of THEMES) {
    const end = theme.toLowerCase();
    await setTheme(app, theme);
    await app.showView('Limits');
    await app.page.getByRole('region', { name: 'Evidence' }).waitFor();
    await app.fit(WIDE);
    await takePicture(app.page, `limits-${name}-${end}`);
    if (!isFirst) continue;
    await takeUpper(app.page, `limits-${end}`);
    await app.fit(NARROWEST);
    await takePicture(app.page, `limits-${name}-${NARROWEST}-${end}`);
  }
}

/** What was learned, without what is published. */
async function takeUpper(page, name) {
  const below = await page.getByRole('region', { name: 'Published limits' }).first().boundingBox();
  if (!below) throw new Error('The published limits are not there');
  const height = Math.round(below.y) - 4;
  await painted(page);
  const crop = ['-crop', `${WIDE}x${height}+0+0`];
  keepPicture(await page.screenshot({ animations: 'disabled' }), name, crop);
}

/** What installing the status line would change. @param {import('./open-app.mjs').OpenApp} app */
export async function takeStatusLine(app) {
  for (const theme of THEMES) {
    await setTheme(app, theme);
    await app.fit(WIDE);
    const group = app.page.getByRole('region', { name: 'Claude Code and limits' });
    const look = group.getByRole('button', { name: 'Show what will change' });
    if (await look.isVisible()) await look.click();
    await group.getByRole('button', { name: 'Install', exact: true }).waitFor();
    await app.fit(WIDE);
    await painted(app.page);
    keepPicture(await group.screenshot(), `settings-status-line-${theme.toLowerCase()}`);
  }
}
