import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { type Desktop, expect, test } from './desktop-test.js';
import { waitFor } from './wait-for.mjs';

const PADDING_ROWS = 100;
const MEGABYTE = 2 ** 20;

const historyFiles = ({ dataDirectory }: Desktop) =>
  readdirSync(dataDirectory).filter((name) => name.startsWith('history-'));

/** A history whose backup takes a moment. */
async function syncLargeHistory(desktop: Desktop): Promise<void> {
  await desktop.connect();
  await desktop.cli('sync');
  const [name] = historyFiles(desktop).filter((file) => file.endsWith('.sqlite3'));
  if (!name) throw new Error('no history was written');
  const database = new DatabaseSync(path.join(desktop.dataDirectory, name));
  const insert = database.prepare('INSERT INTO fact (name, value) VALUES (?, ?)');
  for (let row = 0; row < PADDING_ROWS; row += 1) insert.run(`pad ${row}`, 'x'.repeat(MEGABYTE));
  database.close();
  // The command made one, before the history was large.
  const backups = historyFiles(desktop).filter((file) => file.includes('.backup-'));
  for (const file of backups) rmSync(path.join(desktop.dataDirectory, file));
}

/** It follows the first sync of the app. */
const waitForBackup = (desktop: Desktop, ending: RegExp) =>
  waitFor('a backup', () => historyFiles(desktop).some((name) => ending.test(name)), {
    limitMs: 30_000,
  });
const UNDER_WAY = /\.backup-[\dTZ-]+\.part$/;
const WHOLE = /\.backup-[\dTZ-]+$/;

test('a quit while a large history is backed up ends the app with 0 (P11)', async ({ desktop }) => {
  await syncLargeHistory(desktop);
  const app = await desktop.start();
  await waitForBackup(desktop, UNDER_WAY);
  await app.close();
  expect(await app.ended()).toEqual({ code: 0, signal: null });
});

test('other data can be looked at while a large history is backed up (D6)', async ({ desktop }) => {
  await syncLargeHistory(desktop);
  const app = await desktop.start();
  const page = await app.page();
  await waitForBackup(desktop, UNDER_WAY);
  await page.evaluate('window.tidemark.startDemo()');
  await expect(page.getByText('Demo data', { exact: true })).toBeVisible();
  await page.evaluate('window.tidemark.stopDemo()');
  await waitForBackup(desktop, WHOLE);
  expect(app.isRunning()).toBe(true);
});
