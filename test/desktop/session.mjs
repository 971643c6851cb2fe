import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { isNameOwned } from './bus.mjs';
import { createChildren } from './children.mjs';
import { KEYCHAIN_PASSWORD } from './keychain-password.mjs';
import { lockKeychain } from './secret-service.mjs';
import {
  programOfService,
  writeBusConfig,
  writeNotificationConfig,
  writePanelConfig,
} from './session-config.mjs';
import { waitFor } from './wait-for.mjs';

const exec = promisify(execFile);
const WALLPAPER = { dark: '#3b4a5a', light: '#b9c6d3' };

/**
 * @typedef {object} DesktopSession
 * @property {Record<string, string>} env everything a program needs to live in this session
 * @property {string} home
 * @property {string} runtimeDir
 * @property {string} busAddress
 * @property {(file: string) => Promise<void>} screenshot writes the whole screen as a PNG
 * @property {() => Promise<void>} stopTray ends the panel, as a crash or logout of it would
 * @property {() => Promise<void>} startTray
 * @property {() => Promise<void>} stop ends every program started here and removes the home
 */

/**
 * A desktop of its own: screen, bus, window manager, tray, notifications, keychain, home.
 * @param {object} [options]
 * @param {boolean} [options.tray]
 * @param {'unlocked' | 'locked' | 'absent'} [options.keychain]
 * @param {boolean} [options.notifications]
 * @param {'dark' | 'light'} [options.panelTheme]
 * @param {number} [options.width] of the screen, in pixels
 * @param {number} [options.height]
 * @param {number} [options.panelSize] the panel's height, in pixels
 * @returns {Promise<DesktopSession>}
 */
export async function startDesktopSession({
  tray = true,
  keychain = 'unlocked',
  notifications = true,
  panelTheme = 'dark',
  width = 1280,
  height = 800,
  panelSize = 28,
} = {}) {
  const root = await mkdtemp(path.join(os.tmpdir(), 'tidemark-desktop-'));
  const env = await homeIn(root);
  const children = createChildren(env);
  /** @type {Awaited<ReturnType<typeof children.start>>[]} */
  let trayParts = [];

  async function stop() {
    await children.endAll();
    await rm(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  async function startTray() {
    await writePanelConfig(env.XDG_CONFIG_HOME, { panelTheme, panelSize });
    const settings = await children.start(programOfService('org.xfce.Xfconf'), []);
    await waitForName(env, 'org.xfce.Xfconf');
    const panel = await children.start('xfce4-panel', ['--disable-wm-check'], {
      extraEnv: { GTK_THEME: panelTheme === 'dark' ? 'Adwaita:dark' : 'Adwaita' },
    });
    trayParts = [panel, settings];
    await waitForName(env, 'org.kde.StatusNotifierWatcher');
  }

  async function stopTray() {
    for (const part of trayParts) await part.end();
  }

  async function startKeychain() {
    const words = ['--unlock', '--foreground', '--components=secrets'];
    await children.start('gnome-keyring-daemon', words, { input: KEYCHAIN_PASSWORD });
    await waitForName(env, 'org.freedesktop.secrets');
    if (keychain === 'locked') await lockKeychain(env);
  }

  async function startScreen() {
    const size = `${width}x${height}x24`;
    const words = ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-noreset'];
    const { answer } = await children.start('Xvfb', words, { answerOn: 3 });
    env.DISPLAY = `:${answer}`;
  }

  try {
    await startScreen();
    const config = await writeBusConfig(root, { withPrompter: keychain !== 'absent' });
    const words = [`--config-file=${config}`, '--nofork', '--nopidfile', '--print-address=3'];
    const { answer: busAddress } = await children.start('dbus-daemon', words, { answerOn: 3 });
    env.DBUS_SESSION_BUS_ADDRESS = busAddress;
    await Promise.all([
      exec('xsetroot', ['-solid', WALLPAPER[panelTheme]], { env }),
      children.start('openbox', ['--sm-disable']),
      tray && startTray(),
      notifications && startNotifications(env, children),
      keychain !== 'absent' && startKeychain(),
    ]);
    return {
      env,
      home: env.HOME,
      runtimeDir: env.XDG_RUNTIME_DIR,
      busAddress,
      screenshot: async (file) => {
        await exec('scrot', ['--overwrite', path.resolve(file)], { env });
      },
      stopTray,
      startTray,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startNotifications(env, children) {
  const config = await writeNotificationConfig(env.XDG_CONFIG_HOME);
  await children.start('dunst', ['-config', config]);
  await waitForName(env, 'org.freedesktop.Notifications');
}

/**
 * Nothing of the person's own session gets in: no bus, no display, no settings.
 * @param {string} root
 */
async function homeIn(root) {
  const home = path.join(root, 'home');
  /** @type {Record<string, string>} */
  const env = {
    PATH: process.env.PATH ?? '',
    LANG: 'C.UTF-8',
    TZ: process.env.TZ ?? 'UTC',
    USER: os.userInfo().username,
    LOGNAME: os.userInfo().username,
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_DATA_HOME: path.join(home, '.local/share'),
    XDG_STATE_HOME: path.join(home, '.local/state'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    XDG_RUNTIME_DIR: path.join(root, 'run'),
    XDG_CURRENT_DESKTOP: 'XFCE',
    XDG_SESSION_TYPE: 'x11',
    GSETTINGS_BACKEND: 'memory',
    // The accessibility bus would be started by the session bus, which starts nothing here.
    NO_AT_BRIDGE: '1',
  };
  for (const [name, folder] of Object.entries(env)) {
    if (name !== 'HOME' && !name.startsWith('XDG_')) continue;
    if (folder.startsWith(root)) await mkdir(folder, { recursive: true, mode: 0o700 });
  }
  return env;
}

function waitForName(env, name) {
  return waitFor(`${name} on the session bus`, () => isNameOwned(env, name), { limitMs: 15_000 });
}
