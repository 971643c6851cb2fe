import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from '../../scripts/command.mjs';
import { DAY_MS, HOUR_MS } from '../../src-main/shared/units.js';
import { appArguments, electronProgram, repoFolder } from './app.js';
import { type Desktop, expect, FRIDAY, test } from './desktop-test.js';
import { answerMessageBox, waitForMessageBox } from './message-box.js';
import { countSecrets, lockKeychain } from './secret-service.mjs';
import type { HistoryJson, StatusJson } from './spend.js';
import { TEST_KEY } from './test-key.js';
import { readTray, waitForTray } from './tray-reading.js';
import { waitFor } from './wait-for.mjs';

const QUIT_LIMIT_MS = 3_000;
const LAST_30_DAYS = [
  ['--from', new Date(FRIDAY - 30 * DAY_MS).toISOString()],
  ['--to', new Date(FRIDAY).toISOString()],
  ['--by', 'model'],
].flat();

const history = ({ cli }: Desktop) => cli<HistoryJson>('history', ...LAST_30_DAYS);

test.describe('the end of the process', () => {
  test('kill -9 in the middle of a sync loses nothing that was stored, and the next start completes it (P3)', async ({
    desktop,
  }) => {
    await desktop.connect();
    // The first pages come, then one answer never does.
    const asked = desktop.simulator.requests.length;
    desktop.simulator.setFaults(['no-headers:6-99']);
    const app = await desktop.start(['--hidden']);
    await waitFor('the answer that does not come', () =>
      desktop.simulator.requests.slice(asked).some(({ status }) => status === 0),
    );
    await app.kill();
    const stored = await history(desktop);
    expect(stored.rows.length).toBeGreaterThan(0);

    desktop.simulator.setFaults([]);
    await desktop.start(['--hidden']);
    await waitForTray(desktop.env, 'a whole sync', ({ lines }) =>
      lines.some((line) => line.startsWith('Updated')),
    );
    const completed = await history(desktop);
    expect(completed.rows.length).toBeGreaterThan(stored.rows.length);
    expect(completed).toEqual(await undisturbed(desktop));
    for (const row of stored.rows) {
      expect(completed.rows.map(({ start, group }) => `${start} ${group.id}`)).toContain(
        `${row.start} ${row.group.id}`,
      );
    }
  });

  test('SIGTERM during a sync closes within 3 s, exits 0 and folds the WAL in (P11)', async ({
    desktop,
  }) => {
    await desktop.connect();
    desktop.simulator.setFaults(['no-headers:6-99']);
    const app = await desktop.start(['--hidden']);
    await waitFor('stored figures', async () =>
      (await readTray(desktop.env)).lines[0]?.startsWith('Week: $'),
    );
    const begun = Date.now();
    process.kill(app.pid, 'SIGTERM');
    expect(await app.ended()).toEqual({ code: 0, signal: null });
    expect(Date.now() - begun).toBeLessThan(QUIT_LIMIT_MS);
    const files = readdirSync(desktop.dataDirectory).filter((name) => name.startsWith('history'));
    const wal = files.find((name) => name.endsWith('-wal'));
    expect(wal && statSync(path.join(desktop.dataDirectory, wal)).size).toBeFalsy();
    expect(files.some((name) => name.endsWith('.sqlite3'))).toBe(true);
  });
});

test('SIGTERM ends the app within 3 s while one of its message boxes stands open (P11)', async ({
  desktop,
}) => {
  const { env } = desktop.session;
  await desktop.connect();
  const app = await desktop.start();
  const page = await app.page();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('button', { name: 'Disconnect…' }).click();
  await waitForMessageBox(env);
  const begun = Date.now();
  process.kill(app.pid, 'SIGTERM');
  await app.ended();
  expect(Date.now() - begun).toBeLessThan(QUIT_LIMIT_MS + 700);
  expect(await countSecrets(env, 'Tidemark', 'admin-key')).toBe(1);
});

test.describe('an error that nobody caught', () => {
  test.use({ ownBugs: 1 });

  test('in a promise is logged without the key and the app goes on (P9, S17)', async ({
    desktop,
  }) => {
    const app = await desktop.start();
    const page = await app.page();
    await app.electron.evaluate((_electron, key) => {
      void Promise.reject(new Error(`with ${key} in it`));
    }, TEST_KEY);
    const bug = await waitFor('the log line', () =>
      desktop.log().find(({ event }) => event === 'bug'),
    );
    expect(bug.message).toContain('with [key] in it');
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await expect(page.getByLabel('Weekly limit in dollars')).toBeVisible();
  });

  test('is told in one box, logged, and ends the app instead of leaving it half dead (P8)', async ({
    desktop,
  }) => {
    const { env } = desktop.session;
    await desktop.connect();
    const app = await desktop.start();
    await waitForTray(env, 'figures', ({ lines }) => lines.some((line) => /^Updated/.test(line)));
    await app.electron.evaluate(() => {
      setTimeout(() => {
        throw new Error('made by a test');
      });
    });
    await answerMessageBox(env, 'Escape');
    await app.ended();
    expect(desktop.log()).toContainEqual(
      expect.objectContaining({ event: 'bug', message: expect.stringContaining('made by a test') }),
    );
    expect((await desktop.cli<StatusJson>('status')).week.spent.microcents).toBeGreaterThan(0);
  });
});

/** The same history as fetched in one go into another folder. */
async function undisturbed(desktop: Desktop): Promise<HistoryJson> {
  const folder = path.join(desktop.session.home, 'undisturbed');
  await desktop.syncWithGivenKey('--data-dir', folder);
  return desktop.cli<HistoryJson>('history', ...LAST_30_DAYS, '--data-dir', folder);
}

test('offline at the start the last figures stand with their age, and sync now recovers (M1)', async ({
  desktop,
}) => {
  await desktop.connect();
  await desktop.cli('sync');
  const before = await desktop.cli<StatusJson>('status');
  await desktop.stopApi();
  desktop.setNow(FRIDAY + 3 * HOUR_MS);
  const page = await (await desktop.start()).page();
  const trouble = page.getByRole('status').filter({ hasText: 'Offline' });
  await expect(trouble).toContainText('Tidemark keeps trying by itself. Figures are from 3 h ago.');
  await expect(page.getByText('updated 3 h ago')).toBeVisible();
  expect((await readTray(desktop.env)).lines).toContain('Offline');
  const after = await desktop.cli<StatusJson>('status');
  expect(after.sync.stale).toBe(true);
  expect(after.week.spent.microcents).toBe(before.week.spent.microcents);

  await desktop.restartApi();
  await page.getByRole('button', { name: 'Sync now' }).click();
  await expect(page.getByText(/^updated (just now|\d+ s ago)/)).toBeVisible();
  await expect(trouble).toBeHidden();
  const recovered = await desktop.cli<StatusJson>('status');
  expect(recovered.sync.stale).toBe(false);
  expect(recovered.week.spent.microcents).toBeGreaterThan(before.week.spent.microcents ?? 0);
});

test.describe('the demo', () => {
  test('shows demo data in tray and window, asks no API of ours and opens no keychain', async ({
    desktop,
  }) => {
    const { env } = desktop.session;
    await desktop.connect();
    const asked = desktop.simulator.requests.length;
    // A locked keychain would ask for its password as soon as somebody wants the key.
    await lockKeychain(env);
    const page = await (await desktop.start(['--demo'])).page();
    await expect(page.getByText('Demo data', { exact: true })).toBeVisible();
    await expect(page.getByText(/^updated (just now|\d+ s ago)/)).toBeVisible({ timeout: 20_000 });
    const tray = await readTray(env);
    expect(tray.lines[0]).toBe('Demo data');
    expect(tray.lines[1]).toMatch(/^Week: \d+ % of \$55\.00/);
    expect(desktop.simulator.requests).toHaveLength(asked);
    expect(
      (await runCommand('xdotool', ['search', '--class', 'gcr-prompter'], { env })).stdout,
    ).toBe('');
    const live = readdirSync(desktop.dataDirectory).filter((name) => name.startsWith('history'));
    expect(readdirSync(path.join(desktop.dataDirectory, 'demo'))).not.toEqual(live);
  });

  test('without a key --demo-without-key shows it, with a key the own organization', async ({
    desktop,
  }) => {
    const first = await desktop.start(['--demo-without-key']);
    await expect((await first.page()).getByText('Demo data', { exact: true })).toBeVisible();
    await first.close();

    await desktop.connect();
    const second = await desktop.start(['--demo-without-key']);
    const page = await second.page();
    await expect(page.getByText('key in keychain')).toBeVisible();
    await expect(page.getByText('Demo data', { exact: true })).toBeHidden();
  });

  test('ends where the own key begins: connecting leaves it', async ({ desktop }) => {
    const page = await (await desktop.start()).page();
    await page.getByRole('button', { name: 'Explore with demo data' }).click();
    await expect(page.getByText('Demo data', { exact: true })).toBeVisible();
    expect(await countSecrets(desktop.session.env, 'Tidemark', 'admin-key')).toBe(0);
    await page.getByRole('button', { name: 'connect your organization' }).click();
    await page.getByLabel('Admin key').fill('sk-ant-admin01-another-key-that-nobody-knows-0000');
    await page.keyboard.press('Enter');
    await expect(page.getByText('This key was not accepted')).toBeVisible();
    expect(desktop.simulator.requests.length).toBeGreaterThan(0);
  });
});

test('start at login writes an autostart entry that starts hidden, and takes it back', async ({
  desktop,
}) => {
  const { env } = desktop.session;
  const entry = path.join(env.XDG_CONFIG_HOME ?? '', 'autostart/tidemark.desktop');
  const page = await (await desktop.start()).page();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const box = page.getByLabel('Start at login');
  await box.check();
  await waitFor('the autostart entry', () => existsSync(entry));
  const text = readFileSync(entry, 'utf8');
  expect(text).toMatch(/^\[Desktop Entry\]\nType=Application\nName=Tidemark\n/);
  expect(text).toContain(`Exec="${electronProgram()}" "${repoFolder}" "--hidden"\n`);
  await box.uncheck();
  await waitFor('the entry to go', () => !existsSync(entry));
});

for (const [name, value, sentence] of [
  ['NODE_TLS_REJECT_UNAUTHORIZED', '0', 'is refused'],
  ['TIDEMARK_API_BASE_URL', 'http://example.com', 'must be https'],
  ['TIDEMARK_NOW', 'yesterday', 'is not an RFC 3339 time'],
] as const) {
  test(`a start with ${name}=${value} is refused with exit code 2 (S14, S20)`, async ({
    desktop,
  }) => {
    const { code, stderr } = await runCommand(electronProgram(), appArguments([]), {
      env: { ...desktop.env, [name]: value },
      timeoutMs: 15_000,
    });
    expect(stderr).toContain(sentence);
    expect(code).toBe(2);
  });
}
