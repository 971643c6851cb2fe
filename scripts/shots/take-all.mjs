import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { startDesktopSession } from '../../test/desktop/session.mjs';
import { stoppedClock } from './clock.mjs';
import { CONNECT_FAULTS, takeConnecting } from './connect-pictures.mjs';
import { SCREEN, takeMenu, takeNotification, takeTray } from './desktop-pictures.mjs';
import { limitsLearned, takeLimits, takeStatusLine } from './limit-pictures.mjs';
import { LIMIT_STATES } from './limit-states.mjs';
import { openApp } from './open-app.mjs';
import { connect, readHistory, startOrganization } from './organization.mjs';
import { clearPictures, picturesKept, takePicture } from './picture.mjs';
import { prepareLimits } from './prepare-limits.mjs';
import { takeOffline, takeOverLimit } from './trouble-pictures.mjs';
import { setLimit, setTheme, takeViews } from './window-pictures.mjs';

const LIMIT_DOLLARS = '60';

/** @param {{ executable: string, log: (line: string) => void }} options */
export async function takeAllPictures({ executable, log }) {
  await clearPictures();
  const root = await mkdtemp(path.join(os.tmpdir(), 'tidemark-shots-'));
  try {
    const history = path.join(root, 'history');
    log('Filling a history ...');
    const env = { PATH: process.env.PATH ?? '', HOME: root };
    await withOrganization(env, [], ({ url }) => readHistory(env, url, history, stoppedClock));
    for (const panelTheme of /** @type {const} */ (['dark', 'light'])) {
      log(`On a ${panelTheme} panel ...`);
      const session = await startDesktopSession({ ...SCREEN, panelTheme });
      const stage = { session, executable, history, panelTheme };
      try {
        await (panelTheme === 'dark' ? takeOnDark : takeOnLight)(stage);
        await takeAllLimits(stage);
      } finally {
        await session.stop();
      }
    }
    await picturesKept();
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** A connected organization, through its days. */
async function takeOnDark(stage) {
  const { session } = stage;
  await withConnected(stage, [], async (app, organization) => {
    await setTheme(app, 'Light');
    await app.showView('Overview');
    await app.fit(1120);
    await takePicture(app.page, 'overview-no-limit-light');

    await setLimit(app, LIMIT_DOLLARS);
    await app.showView('Overview');
    // The alert's rule sees the week for the first time here, and stays silent.
    await app.page.getByRole('button', { name: 'Sync now' }).click();
    await app.synced();
    await app.advanceClock(12_000);
    await app.page.getByText('updated 12 s ago').waitFor();
    await takeViews(app);
    await takeTray(session, 'tray-dark');
    await takeMenu(session, 'tray-menu-dark');
    await takeNotification(session, app);
    await takeOverLimit(app);
    await takeTray(session, 'tray-over-limit-dark');
    await takeOffline(app, organization);
    await takeTray(session, 'tray-offline-dark');
  });
}

/** A first start, and a screen of twice the density. */
async function takeOnLight(stage) {
  const { session, executable } = stage;
  const { env, home } = session;
  const dataFolder = path.join(home, 'first-start');
  await withOrganization(env, CONNECT_FAULTS, ({ url }) =>
    withApp({ executable, env, dataFolder, url }, takeConnecting),
  );
  const atDouble = ['--force-device-scale-factor=2'];
  await withConnected(stage, atDouble, async (app) => {
    await setLimit(app, LIMIT_DOLLARS);
    await setTheme(app, 'Light');
    await app.showView('Overview');
    await app.resize(720, 560);
    await takePicture(app.page, 'overview-2x-light');
    await setTheme(app, 'Dark');
    await app.showView('History');
    await app.resize(720, 560);
    await takePicture(app.page, 'history-2x-dark');
  });
  await withConnected(stage, [], async (app) => {
    await setLimit(app, LIMIT_DOLLARS);
    await takeTray(session, 'tray-light');
    await takeMenu(session, 'tray-menu-light');
  });
}

/** What of the plan's week is in the tray: learned, or as Claude says. */
const IN_TRAY = { changed: 'learned', reported: 'reported' };

/** Each state has a data folder of its own; the window is drawn once, the tray twice. */
async function takeAllLimits({ session, executable, history, panelTheme }) {
  const isWindow = panelTheme === 'dark';
  const states = LIMIT_STATES.filter(({ name }) => isWindow || name in IN_TRAY);
  await withOrganization(session.env, [], async ({ url }) => {
    for (const state of states) {
      const { env } = session;
      const dataFolder = path.join(session.home, `limits-${state.name}`);
      await prepareLimits({ env, dataFolder, history, state });
      await withApp({ executable, env, dataFolder, url }, async (app) => {
        await app.synced();
        await limitsLearned(app, state);
        if (isWindow) await takeLimits(app, state.name, state.name === 'changed');
        if (isWindow && state.name === 'bound') await takeStatusLine(app);
        if (state.name in IN_TRAY) {
          await takeTray(session, `tray-${IN_TRAY[state.name]}-${panelTheme}`);
        }
      });
    }
  });
}

async function withConnected({ session, executable, history }, args, work) {
  const { env, home } = session;
  await withOrganization(env, [], async (organization) => {
    const dataFolder = await mkdtemp(path.join(home, 'connected-'));
    await cp(history, dataFolder, { recursive: true });
    const { url } = organization;
    await connect(env, url, dataFolder, stoppedClock);
    await withApp({ executable, env, dataFolder, url, args }, async (app) => {
      await app.synced();
      await work(app, organization);
    });
  });
}

// What an error leaves open would keep this process from ending.

async function withOrganization(env, faults, work) {
  const organization = await startOrganization(env, { faults, manner: stoppedClock });
  try {
    await work(organization);
  } finally {
    await organization.stop();
  }
}

async function withApp(options, work) {
  const app = await openApp(options);
  try {
    await work(app);
  } finally {
    await app.close();
  }
}
