import { chmodSync, mkdirSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { repoFolder } from './app.js';
import { type Desktop, expect, test } from './desktop-test.js';
import { installIn, startPlainApp } from './installed-app.js';
import { answerErrorBox, answerMessageBox } from './message-box.js';
import { waitForTray } from './tray-reading.js';
import { waitFor } from './wait-for.mjs';

const bugs = ({ log }: Desktop) => log().filter(({ event }) => event === 'bug');

/** Nobody is stopped by the rights of a file who is root with all capabilities. */
const AS_ANYBODY =
  process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : [];

test('F11: a data folder that is a file is told in a box, exit 5', async ({ desktop }) => {
  const file = path.join(desktop.session.home, 'a file');
  writeFileSync(file, 'mine');
  const app = startPlainApp([repoFolder], { env: { ...desktop.env, TIDEMARK_DATA_DIR: file } });
  try {
    await answerErrorBox(desktop.session.env);
    expect(await app.ended()).toBe(5);
  } finally {
    app.kill();
  }
});

test('F10: in a data folder that cannot be written the app starts all the same', async ({
  desktop,
}) => {
  const folder = path.join(desktop.session.home, 'read-only');
  mkdirSync(folder);
  chmodSync(folder, 0o500);
  const app = startPlainApp([repoFolder, '--hidden'], {
    env: { ...desktop.env, TIDEMARK_DATA_DIR: folder },
    before: AS_ANYBODY,
  });
  try {
    await waitForTray(desktop.session.env, 'the tray', ({ lines }) => lines.length > 0);
    process.kill(app.pid, 'SIGTERM');
    expect(await app.ended()).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    app.kill();
  }
});

test('an empty TZ is UTC, and the app starts', async ({ desktop }) => {
  const app = await desktop.start([], { TZ: '' });
  const page = await app.page();
  await expect(page.getByRole('button', { name: 'Explore with demo data' })).toBeVisible();
});

test.describe('a bug', () => {
  test.use({ ownBugs: 1 });

  test('while starting is logged and told in a box, and leaves no process behind, exit 1 (P8)', async ({
    desktop,
  }) => {
    const code = "require('node:worker_threads').Worker = null;";
    const folder = installIn(desktop.session.home, code);
    const app = startPlainApp([folder, '--demo'], { env: desktop.env });
    try {
      await answerErrorBox(desktop.session.env);
      expect(await app.ended()).toBe(1);
      expect(bugs(desktop)).toHaveLength(1);
    } finally {
      app.kill();
    }
  });

  test('that nobody caught is followed by a restart where that is wanted (P8)', async ({
    desktop,
  }) => {
    const { env, home } = desktop.session;
    const mark = path.join(home, 'thrown once');
    const folder = installIn(
      home,
      `const { existsSync, writeFileSync } = require('node:fs');
       const mark = ${JSON.stringify(mark)};
       if (!existsSync(mark)) setTimeout(() => {
         writeFileSync(mark, '');
         throw new Error('made by a test');
       }, 4_000);`,
    );
    const first = startPlainApp([folder, '--hidden'], { env: desktop.env });
    try {
      await answerMessageBox(env, 'Return');
      expect(await first.ended()).toBe(0);
    } finally {
      first.kill();
    }
    expect(bugs(desktop)).toHaveLength(1);
    // Whoever holds the folder's lock is named in it: the host, a dash and the process.
    const lock = path.join(desktop.dataDirectory, 'SingletonLock');
    const pid = await waitFor('the app that was started again', () =>
      Number(readlinkSync(lock).split('-').at(-1)),
    );
    expect(pid).not.toBe(first.pid);
    try {
      await waitForTray(env, 'the tray of the second', ({ lines }) => lines.length > 0);
    } finally {
      process.kill(pid, 'SIGTERM');
    }
    await waitFor('its end', () => !isRunning(pid));
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
