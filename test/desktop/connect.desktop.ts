import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { type Desktop, expect, test } from './desktop-test.js';
import { answerMessageBox } from './message-box.js';
import { pressKeys } from './pointer.mjs';
import { readRendererTraces, takeHeapSnapshot } from './renderer-traces.js';
import { countSecrets, lookupSecret } from './secret-service.mjs';
import { filesWithKey, formsOfKeyIn, LAST_FOUR, TEST_KEY } from './test-key.js';

const keyField = (page: Page) => page.getByLabel('Admin key');
const figures = (page: Page) => page.getByRole('heading', { name: 'This week', exact: true });
const savedKey = ({ session }: Desktop) => lookupSecret(session.env, 'Tidemark', 'admin-key');

async function typeKey(page: Page, key: string): Promise<void> {
  await keyField(page).fill(key);
  await page.keyboard.press('Enter');
}

async function saveKey(page: Page): Promise<void> {
  await typeKey(page, TEST_KEY);
  await page.getByRole('button', { name: 'Save to keychain' }).click();
}

const readSettingsFile = ({ dataDirectory }: Desktop): Record<string, unknown> =>
  JSON.parse(readFileSync(path.join(dataDirectory, 'settings.json'), 'utf8'));

/** Command lines and environments of the app and everything it started. */
function textsOfProcesses(pid: number): string {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return [pid, ...children.filter(Boolean).map(Number)]
    .flatMap((one) => ['cmdline', 'environ'].map((name) => `/proc/${one}/${name}`))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

test.describe('the key', () => {
  test.use({ clock: 'real' });

  test('is pasted by keyboard, tried, saved in the keychain, and in no other place (W11, S12, S14, S16)', async ({
    desktop,
  }) => {
    const app = await desktop.start();
    const page = await app.page();
    await expect(page.getByRole('heading', { name: 'Connect your organization' })).toBeVisible();
    expect(desktop.simulator.requests).toHaveLength(0);

    // Stands for the Copy button of the Console: the clipboard is a person's, not the app's.
    await app.electron.evaluate(({ clipboard }, key) => clipboard.writeText(key), TEST_KEY);
    await keyField(page).focus();
    await pressKeys(desktop.session.env, 'ctrl+v');
    await expect(keyField(page)).toHaveValue(TEST_KEY);
    await expect(keyField(page)).toHaveAttribute('type', 'password');
    // While it stands in the field it is found: the search below is able to find it.
    expect(formsOfKeyIn(await takeHeapSnapshot(page))).toEqual(['plain']);
    await pressKeys(desktop.session.env, 'Return');
    await app.electron.evaluate(({ clipboard }) => clipboard.clear());

    await expect(page.getByRole('heading', { level: 2 })).toHaveText('Fjordlys AS');
    await expect(page.getByText(`and ends in …${LAST_FOUR}`)).toBeVisible();
    await expect(page.getByRole('list', { name: 'What this key can do' })).toContainText(
      'Cannot see the weekly or session limits of a Pro, Max or Team plan.',
    );
    expect(await savedKey(desktop)).toBeUndefined();

    await page.getByRole('button', { name: 'Save to keychain' }).click();
    await expect(figures(page)).toBeVisible();
    await expect(page.getByText(/^updated (just now|\d+ s ago)/)).toBeVisible();
    expect(await savedKey(desktop)).toBe(TEST_KEY);
    expect(await countSecrets(desktop.session.env, 'Tidemark', 'admin-key')).toBe(1);
    expect(readSettingsFile(desktop).connection).toEqual({
      organization: expect.objectContaining({ name: 'Fjordlys AS' }),
      lastFour: LAST_FOUR,
      savedAt: expect.any(Number),
    });

    for (const [fault, sentence] of [
      ['html', 'Something else answered'],
      ['redirect-other-host', 'Something else answered'],
      ['unauthorized', 'This key was not accepted'],
    ] as const) {
      desktop.simulator.setFaults([fault]);
      await page.getByRole('button', { name: 'Sync now' }).click();
      await expect(page.getByText(sentence)).toBeVisible();
    }
    expect(desktop.simulator.strayRequests).toEqual([]);
    desktop.simulator.setFaults([]);
    await page.getByRole('button', { name: 'Sync now' }).click();
    await expect(page.getByText('This key was not accepted')).toBeHidden();
    await expect(page.getByRole('button', { name: 'Sync now' })).toBeVisible();
    desktop.simulator.setFaults(['rate-limited-30']);
    await page.getByRole('button', { name: 'Sync now' }).click();
    await expect(page.getByText('Asked to slow down')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Sync now' })).toBeHidden();

    for (const [place, text] of Object.entries(await readRendererTraces(page))) {
      expect({ place, forms: formsOfKeyIn(text) }).toEqual({ place, forms: [] });
    }
    expect(formsOfKeyIn(textsOfProcesses(app.pid))).toEqual([]);
    expect(formsOfKeyIn(JSON.stringify(desktop.simulator.requests))).toEqual([]);
    expect(filesWithKey(desktop.session.home)).toEqual([]);
  });

  test('that the API does not accept is told calmly and nothing is saved (A1)', async ({
    desktop,
  }) => {
    const page = await (await desktop.start()).page();
    await typeKey(page, 'sk-ant-admin01-another-key-that-nobody-knows-0000');
    const note = page.locator('#admin-key-note');
    await expect(note).toContainText('This key was not accepted');
    await expect(note).not.toContainText(/401|HTTP|error/i);
    await expect(keyField(page)).toHaveValue('');
    await expect(page.getByRole('button', { name: 'Save to keychain' })).toBeHidden();
    expect(await countSecrets(desktop.session.env, 'Tidemark', 'admin-key')).toBe(0);
    expect(readdirSync(desktop.dataDirectory).filter((name) => name.startsWith('history'))).toEqual(
      [],
    );
  });

  test('of the wrong kind is named as such, and what is no key is not sent (W10)', async ({
    desktop,
  }) => {
    const page = await (await desktop.start()).page();
    const note = page.locator('#admin-key-note');
    await typeKey(page, 'sk-ant-api03-a-key-for-messages-and-nothing-else-0000');
    await expect(note).toContainText('This key is of another kind');
    await expect(note).toContainText('sk-ant-admin');
    const asked = desktop.simulator.requests.length;
    await typeKey(page, 'AKIA-something-from-another-house');
    await expect(note).toContainText('This key is of another kind');
    await typeKey(page, 'not a key at all, but a sentence');
    await expect(note).toContainText('That does not look like a key');
    expect(desktop.simulator.requests).toHaveLength(asked);
  });

  test('that was pasted with quotes, Bearer and spaces is cleaned (W9)', async ({ desktop }) => {
    const page = await (await desktop.start()).page();
    await typeKey(page, `  "Bearer ${TEST_KEY}" `);
    await expect(page.getByText(`and ends in …${LAST_FOUR}`)).toBeVisible();
    await page.getByRole('button', { name: 'Save to keychain' }).click();
    await expect(figures(page)).toBeVisible();
    expect(await savedKey(desktop)).toBe(TEST_KEY);
  });
});

test.describe('disconnecting', () => {
  const historyFiles = ({ dataDirectory }: Desktop) =>
    readdirSync(dataDirectory).filter((name) => /^history-.*\.sqlite3$/.test(name));

  test('asks; cancel changes nothing, keep removes the key only, delete the history too (S10)', async ({
    desktop,
  }) => {
    await desktop.connect();
    const { env } = desktop.session;
    const page = await (await desktop.start()).page();
    await expect(page.getByText(/^updated (just now|\d+ s ago)/)).toBeVisible();
    await page.getByRole('button', { name: 'Settings' }).click();
    const leave = page.getByRole('button', { name: 'Disconnect…' });

    await leave.click();
    await answerMessageBox(env, 'Escape');
    expect(await savedKey(desktop)).toBe(TEST_KEY);
    await expect(leave).toBeVisible();

    await leave.click();
    await answerMessageBox(env, 'Return');
    await expect(page.getByText('your history stays here')).toBeVisible();
    expect(await countSecrets(env, 'Tidemark', 'admin-key')).toBe(0);
    expect(readSettingsFile(desktop)).not.toHaveProperty('connection');
    expect(historyFiles(desktop)).toHaveLength(1);

    await page.getByRole('button', { name: 'Connect', exact: true }).first().click();
    await saveKey(page);
    await expect(figures(page)).toBeVisible();
    await page.getByRole('button', { name: 'Settings' }).click();
    await leave.click();
    await answerMessageBox(env, 'Tab', 'Return');
    await expect(page.getByText('The key and the history are deleted')).toBeVisible();
    expect(await countSecrets(env, 'Tidemark', 'admin-key')).toBe(0);
    expect(historyFiles(desktop)).toEqual([]);
  });
});
