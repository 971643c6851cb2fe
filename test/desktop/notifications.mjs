import { runCommand } from '../../scripts/command.mjs';

/**
 * @typedef {object} ShownNotification
 * @property {number} id
 * @property {string} appName
 * @property {string} summary the title
 * @property {string} body
 * @property {string} iconPath
 */

/**
 * All notifications that were shown and are gone again, newest first. dunst writes no list of
 * those still on the screen: close them first (`closeNotifications`) to read them here.
 * @param {Record<string, string>} env
 * @returns {Promise<ShownNotification[]>}
 */
export async function notificationHistory(env) {
  const history = JSON.parse(await dunstctl(env, ['history']));
  return history.data[0].map((entry) => ({
    id: entry.id.data,
    appName: entry.appname.data,
    summary: entry.summary.data,
    body: entry.body.data,
    iconPath: entry.icon_path.data,
  }));
}

/** @param {Record<string, string>} env */
export async function countNotifications(env) {
  const text = await dunstctl(env, ['count']);
  const number = (label) => Number(new RegExp(`${label}: (\\d+)`).exec(text)?.[1] ?? 0);
  return {
    displayed: number('Currently displayed'),
    waiting: number('Waiting'),
    history: number('History'),
  };
}

/** @param {Record<string, string>} env */
export async function closeNotifications(env) {
  await dunstctl(env, ['close-all']);
}

/**
 * Clicks a notification on the screen, the way a person's left button does.
 * @param {Record<string, string>} env
 * @param {number} [position] counted from the top, the first is 0
 */
export async function clickNotification(env, position = 0) {
  await dunstctl(env, ['action', String(position)]);
}

async function dunstctl(env, words) {
  const result = await runCommand('dunstctl', words, { env, timeoutMs: 5000 });
  if (result.code !== 0) throw new Error(`dunstctl ${words[0]} failed: ${result.stderr}`);
  return result.stdout;
}
