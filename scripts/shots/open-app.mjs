import { _electron } from '@playwright/test';
import { waitFor } from '../../test/desktop/wait-for.mjs';
import { repoFolder } from '../set-up.mjs';
import { stoppedClock } from './clock.mjs';

/** What the app opens its window with. */
const HEIGHT = 780;
const MAX_TRIES = 4;

/**
 * The built app under Playwright, its clock stopped.
 * @param {object} options
 * @param {string} options.executable
 * @param {Record<string, string>} options.env of a desktop session
 * @param {string} options.dataFolder
 * @param {string} options.url of the simulator
 * @param {readonly string[]} [options.args]
 */
export async function openApp({ executable, env, dataFolder, url, args = [] }) {
  const app = await _electron.launch({
    executablePath: executable,
    args: [...stoppedClock.words, '--no-sandbox', ...args, repoFolder],
    env: {
      ...env,
      // What "today" means: the invented organization lives in Norway.
      TZ: 'Europe/Oslo',
      ...stoppedClock.env,
      TIDEMARK_DATA_DIR: dataFolder,
      TIDEMARK_API_BASE_URL: url,
    },
  });
  const page = await app.firstWindow();
  page.setDefaultTimeout(10_000);
  await page.getByRole('navigation').waitFor();

  async function setSize(width, height) {
    await app.evaluate(
      ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
      [width, height],
    );
    await waitFor(`a window of ${width} x ${height}`, () =>
      page.evaluate(([w, h]) => innerWidth === w && innerHeight === h, [width, height]),
    );
  }

  return {
    page,

    /** @param {string} name as the navigation has it */
    showView: (name) => page.getByRole('navigation').getByRole('button', { name }).click(),

    /** @param {string} group @param {string} option */
    choose: (group, option) =>
      page
        .getByRole('group', { name: group })
        .getByRole('radio', { name: option, exact: true })
        .check(),

    /** @param {string} label @param {string} option */
    set: (label, option) => page.getByLabel(label).selectOption({ label: option }),

    /** @param {number} ms */
    advanceClock: (ms) => app.evaluate((_, distance) => globalThis.advanceClock(distance), ms),

    /** Waits until the first or the asked-for sync has ended. */
    synced: () =>
      waitFor('the end of the sync', () =>
        page.evaluate(async () => {
          const { sync } = await window.tidemark.readSnapshot();
          return sync.state !== 'syncing' && sync.nextAt !== null;
        }),
      ),

    /** In CSS pixels. */
    resize: setSize,

    /** As high as a new window, or higher where there is more to show. @param {number} width */
    async fit(width) {
      await setSize(width, HEIGHT);
      // A chart with more room may take it: a page that grows with its window keeps its scroll bar.
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        await painted(page);
        const full = await page.evaluate(() => document.documentElement.scrollHeight);
        if (full === (await page.evaluate(() => innerHeight))) break;
        await setSize(width, full);
      }
      // Beside its scroll bar the page was narrower, and so higher than it is now.
      const content = await page.evaluate(heightOfContent);
      if (content > HEIGHT) await setSize(width, content);
    },

    close: () => app.close(),
  };
}

/** In the page: where the view ends, with the room below it. */
function heightOfContent() {
  const main = document.querySelector('main');
  const end = main?.lastElementChild?.getBoundingClientRect().bottom ?? 0;
  return Math.ceil(
    end + scrollY + (main ? Number.parseFloat(getComputedStyle(main).paddingBottom) : 0),
  );
}

/**
 * Two frames: what was asked for has been laid out and painted.
 * @param {import('@playwright/test').Page} page
 */
export async function painted(page) {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}

/** @typedef {Awaited<ReturnType<typeof openApp>>} OpenApp */
