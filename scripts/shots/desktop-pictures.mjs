import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { countNotifications } from '../../test/desktop/notifications.mjs';
import { clickPointer, movePointer, pressKeys } from '../../test/desktop/pointer.mjs';
import { waitFor } from '../../test/desktop/wait-for.mjs';
import { keepPicture } from './picture.mjs';
import { setLimit } from './window-pictures.mjs';

export const SCREEN = { width: 1600, height: 1400, panelSize: 28 };
const SETTLE_MS = 400;
const settle = () => new Promise((done) => setTimeout(done, SETTLE_MS));
/** Of the panel's right end, where the tray is. */
const TRAY = { width: 160, height: SCREEN.panelSize };
/** All its rows. */
const MENU = { width: 300, height: 312 };
const NOTIFICATION = { width: 400, height: 120 };

/** @typedef {import('../../test/desktop/session.mjs').DesktopSession} DesktopSession */

/**
 * The icon in the panel: as it is, and enlarged with every pixel kept.
 * @param {DesktopSession} session @param {string} name
 */
export async function takeTray(session, name) {
  const crop = cropAt(SCREEN.width - TRAY.width, SCREEN.height - TRAY.height, TRAY);
  const screen = await takeScreen(session);
  keepPicture(screen, name, crop);
  keepPicture(screen, `${name}-4x`, [...crop, '-filter', 'point', '-resize', '400%']);
}

/**
 * The menu, opened by a click of the right button.
 * @param {DesktopSession} session @param {string} name
 */
export async function takeMenu(session, name) {
  const { env } = session;
  const half = SCREEN.panelSize / 2;
  await clickPointer(env, SCREEN.width - half, SCREEN.height - half, 'right');
  await settle();
  // Away, so that no row is lit.
  await movePointer(env, SCREEN.width / 2, 10);
  const crop = cropAt(SCREEN.width - MENU.width, SCREEN.height - MENU.height, MENU);
  keepPicture(await takeScreen(session), name, crop);
  await pressKeys(env, 'Escape');
}

/**
 * A limit that puts the week above 80 %: the next sync tells so.
 * @param {DesktopSession} session
 * @param {import('./open-app.mjs').OpenApp} app
 */
export async function takeNotification(session, app) {
  await setLimit(app, '42');
  await app.showView('Overview');
  await app.page.getByRole('button', { name: 'Sync now' }).click();
  await waitFor('a notification', async () => (await countNotifications(session.env)).displayed);
  const crop = cropAt(SCREEN.width - NOTIFICATION.width, 0, NOTIFICATION);
  keepPicture(await takeScreen(session), 'notification', crop);
}

async function takeScreen(session) {
  await settle();
  const file = path.join(session.runtimeDir, 'screen.png');
  await session.screenshot(file);
  return await readFile(file);
}

function cropAt(x, y, { width, height }) {
  return ['-crop', `${width}x${height}+${x}+${y}`];
}
