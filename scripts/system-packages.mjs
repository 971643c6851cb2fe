import { existsSync } from 'node:fs';
import process from 'node:process';
import { reasonOf, runCommand } from './command.mjs';

/** Which Debian package holds a library Electron links to or opens while it runs. */
const PACKAGE_OF_LIBRARY = {
  'libasound.so.2': 'libasound2',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libcairo.so.2': 'libcairo2',
  'libcups.so.2': 'libcups2',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libdrm.so.2': 'libdrm2',
  'libexpat.so.1': 'libexpat1',
  'libgbm.so.1': 'libgbm1',
  'libgdk_pixbuf-2.0.so.0': 'libgdk-pixbuf-2.0-0',
  'libgio-2.0.so.0': 'libglib2.0-0',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libgobject-2.0.so.0': 'libglib2.0-0',
  'libgtk-3.so.0': 'libgtk-3-0',
  'libgdk-3.so.0': 'libgtk-3-0',
  'libnspr4.so': 'libnspr4',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libsmime3.so': 'libnss3',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libudev.so.1': 'libudev1',
  'libX11.so.6': 'libx11-6',
  'libxcb.so.1': 'libxcb1',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libxkbcommon.so.0': 'libxkbcommon0',
  'libXrandr.so.2': 'libxrandr2',
};

/** What the app needs to run; the last three are opened while it runs, so ldd cannot see them. */
export const RUN_PACKAGES = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
  'libcups2',
  'libxkbcommon0',
  'libxcomposite1',
  'libxdamage1',
  'libxrandr2',
  'libsecret-1-0',
  'libnotify4',
  'libdbus-1-3',
];

/** What a whole test desktop needs: a screen, a panel, notifications, a keychain, a camera. */
export const DESKTOP_PACKAGES = [
  ...RUN_PACKAGES,
  'xvfb',
  'x11-xserver-utils',
  'openbox',
  'xfce4-panel',
  'xfconf',
  'adwaita-icon-theme',
  'dbus',
  // Only for busctl, which reads D-Bus as JSON; systemd itself need not run.
  'systemd',
  'dunst',
  'gnome-keyring',
  'gcr',
  'libsecret-tools',
  'scrot',
  'imagemagick',
  'xdotool',
  'fonts-inter',
  'fonts-dejavu-core',
];

/**
 * The shared libraries an executable cannot find here, with the Debian package of each.
 * @param {string} executable
 * @returns {Promise<{ library: string, package: string | undefined }[]>}
 */
export async function missingLibraries(executable) {
  if (process.platform !== 'linux') return [];
  const { stdout } = await runCommand('ldd', [executable]);
  return [
    ...new Set([...stdout.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1])),
  ].map((library) => ({ library, package: PACKAGE_OF_LIBRARY[library] }));
}

/**
 * Installs what is missing of a list where we may, else throws one sentence with the command.
 * @param {readonly string[]} list
 * @param {{ log?: (line: string) => void }} [options]
 */
export async function ensurePackages(list, { log = console.error } = {}) {
  if (!existsSync('/usr/bin/dpkg') || !existsSync('/usr/bin/apt-get')) {
    throw new Error(`This is no Debian-like system: install the equivalents of ${list.join(' ')}.`);
  }
  const missing = await missingPackages(list);
  if (!missing.length) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0) {
    throw new Error(`Debian packages are missing; as root, run: ${command}`);
  }
  log(`Installing Debian packages: ${missing.join(' ')} ...`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const lists = await runCommand('apt-get', ['update', '-qq'], { env, timeoutMs: 5 * 60_000 });
  const names = await Promise.all(missing.map(nameHere));
  const result = await runCommand(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...names],
    { env, timeoutMs: 20 * 60_000 },
  );
  if (result.code !== 0) {
    const reason = reasonOf(lists.code === 0 ? result : lists);
    throw new Error(`Debian packages could not be installed with "${command}": ${reason}`);
  }
}

async function missingPackages(list) {
  const { stdout } = await runCommand('dpkg', ['--get-selections']);
  const installed = new Set(
    [...stdout.matchAll(/^([^\s:]+)\S*\s+(?:install|hold)$/gm)].map((match) => match[1]),
  );
  return list.filter((name) => !installed.has(name) && !installed.has(`${name}t64`));
}

/** Since Debian 13, libraries rebuilt for 64-bit time carry a new name. */
async function nameHere(name) {
  const { stdout } = await runCommand('apt-cache', ['policy', name, `${name}t64`]);
  const isReal = (wanted) =>
    stdout
      .split(/\n(?=\S)/)
      .some((part) => part.startsWith(`${wanted}:`) && /Candidate: \d/.test(part));
  return !isReal(name) && isReal(`${name}t64`) ? `${name}t64` : name;
}
