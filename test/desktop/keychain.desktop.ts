import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { type Desktop, expect, test } from './desktop-test.js';
import {
  answerKeychainPrompt,
  dismissKeychainPrompt,
  isKeychainPromptOpen,
  waitForKeychainPrompt,
} from './keychain-prompt.mjs';
import { answerMessageBox } from './message-box.js';
import {
  clearSecret,
  countSecrets,
  lockKeychain,
  lookupSecret,
  storeSecret,
} from './secret-service.mjs';
import { TEST_KEY } from './test-key.js';
import { readTray } from './tray-reading.js';

const ITEM = ['Tidemark', 'admin-key'] as const;
const QUIT_LIMIT_MS = 3_000;
/** A quit that the kernel ends comes at the limit itself. */
const QUIT_MARGIN_MS = 700;
const KEYCHAIN_LIMIT_MS = 30_000;
/** A prompt of its own would come within a second of the last. */
const SECOND_PROMPT_MS = 2_000;

const figures = (page: Page) => page.getByText(/^updated (just now|\d+ s ago)/);

async function tryAndSave(page: Page): Promise<void> {
  await page.getByLabel('Admin key').fill(TEST_KEY);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Save to keychain' }).click();
}

/** Demo figures stand while the keychain cannot be used. */
async function exploreDemo(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Use another key' }).click();
  await page.getByRole('button', { name: 'Explore with demo data' }).click();
  await expect(page.getByText('Demo data', { exact: true })).toBeVisible();
  await expect(figures(page)).toBeVisible({ timeout: 20_000 });
}

/** What the session's keychain was asked to do stays undone. */
async function expectNothingSaved({ session }: Desktop): Promise<void> {
  expect(await countSecrets(session.env, ...ITEM)).toBe(0);
}

test('a locked keychain whose prompt is dismissed is called locked, and asks again only when the person does (K3)', async ({
  desktop,
}) => {
  const { env } = desktop.session;
  await desktop.connect();
  await desktop.cli('sync');
  await lockKeychain(env);
  const page = await (await desktop.start()).page();
  await dismissKeychainPrompt(env);

  await expect(page.getByText('The keychain is locked')).toBeVisible();
  await expect(page.getByText('keychain locked', { exact: true }).first()).toBeVisible();
  const tray = await readTray(env);
  expect(tray.lines).toContain('The keychain is locked');
  // The figures of before are still there.
  expect(tray.lines[0]).toMatch(/^Week: \$\d/);

  await page.getByRole('button', { name: 'Try now' }).click();
  await answerKeychainPrompt(env);
  await expect(page.getByText('The keychain is locked')).toBeHidden();
  await expect(figures(page)).toBeVisible();
});

test('a key is not saved into a keychain that stays locked; unlocked, it is (K3)', async ({
  desktop,
}) => {
  const { env } = desktop.session;
  await lockKeychain(env);
  const page = await (await desktop.start()).page();
  await tryAndSave(page);
  await dismissKeychainPrompt(env);
  await expect(page.getByRole('alert')).toContainText('The keychain is locked');
  await expectNothingSaved(desktop);

  await page.getByRole('button', { name: 'Save to keychain' }).click();
  await answerKeychainPrompt(env);
  await expect(figures(page)).toBeVisible();
  expect(await lookupSecret(env, ...ITEM)).toBe(TEST_KEY);
});

test('while a prompt stays open the window works, the wait ends after 30 s, and a late answer is used (K5)', async ({
  desktop,
}) => {
  const { env } = desktop.session;
  await desktop.connect();
  await desktop.cli('sync');
  await lockKeychain(env);
  const begun = Date.now();
  const page = await (await desktop.start()).page();
  await waitForKeychainPrompt(env);
  await page.getByRole('button', { name: 'History' }).click();
  await expect(page.getByRole('slider', { name: /^Cost by model/ })).toBeVisible();
  await page.getByRole('button', { name: 'Overview' }).click();

  await expect(page.getByText('The keychain did not answer')).toBeVisible({
    timeout: KEYCHAIN_LIMIT_MS + 5_000,
  });
  expect(Date.now() - begun).toBeGreaterThan(KEYCHAIN_LIMIT_MS);
  await answerKeychainPrompt(env);
  await page.getByRole('button', { name: 'Try now' }).click();
  await expect(page.getByText('The keychain did not answer')).toBeHidden();
});

for (const signal of [null, 'SIGTERM'] as const) {
  test(`${signal ?? 'quit'} ends the app within 3 s while a sync waits for the keychain (K5, P11)`, async ({
    desktop,
  }) => {
    const { env } = desktop.session;
    await desktop.connect();
    await lockKeychain(env);
    const app = await desktop.start();
    await waitForKeychainPrompt(env);
    const begun = Date.now();
    if (signal) process.kill(app.pid, signal);
    else await app.close();
    await app.ended();
    expect(Date.now() - begun).toBeLessThan(QUIT_LIMIT_MS + QUIT_MARGIN_MS);
  });
}

test('quit ends the app within 3 s while a disconnect waits for the keychain (K5)', async ({
  desktop,
}) => {
  const { env } = desktop.session;
  await desktop.connect();
  const app = await desktop.start();
  const page = await app.page();
  await expect(figures(page)).toBeVisible();
  await lockKeychain(env);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Disconnect…' }).click();
  await answerMessageBox(env, 'Return');
  await waitForKeychainPrompt(env);
  const begun = Date.now();
  await app.close();
  expect(Date.now() - begun).toBeLessThan(QUIT_LIMIT_MS + QUIT_MARGIN_MS);
});

test('a key that was removed by hand is told, and the history stays (K6)', async ({ desktop }) => {
  const { env } = desktop.session;
  await desktop.connect();
  await desktop.cli('sync');
  await clearSecret(env, ...ITEM);
  const page = await (await desktop.start()).page();
  await expect(page.getByText('The saved key is gone')).toBeVisible();
  await page.getByRole('button', { name: 'History' }).click();
  await expect(page.getByRole('slider', { name: /^Cost by model/ })).toBeVisible();
  await page.getByRole('button', { name: 'Connect again' }).click();
  await tryAndSave(page);
  await expect(figures(page)).toBeVisible();
});

test('rubbish in the keychain is sent nowhere (K10)', async ({ desktop }) => {
  await desktop.connect();
  await storeSecret(desktop.session.env, ...ITEM, 'rubbish, by another program');
  const asked = desktop.simulator.requests.length;
  const page = await (await desktop.start()).page();
  await expect(page.getByText('The key is damaged')).toBeVisible();
  expect(desktop.simulator.requests).toHaveLength(asked);
});

test.describe('without a secret service', () => {
  test.use({ sessionOptions: { keychain: 'absent' } });

  test('the key is refused with what to install, and the demo works (K2)', async ({ desktop }) => {
    const app = await desktop.start();
    const page = await app.page();
    await tryAndSave(page);
    const note = page.getByRole('alert');
    await expect(note).toContainText('No keychain here');
    await expect(note).toContainText('gnome-keyring');
    await exploreDemo(page);
    const begun = Date.now();
    await app.close();
    expect(Date.now() - begun).toBeLessThan(QUIT_LIMIT_MS);
  });

  test('a saved connection is shown with its figures, and says why there are no new ones (K2)', async ({
    desktop,
  }) => {
    // As after a day with a keychain: figures and connection are there, the key is in no file.
    await desktop.syncWithGivenKey();
    const page = await (await desktop.start()).page();
    await expect(page.getByText('No keychain here', { exact: true })).toBeVisible();
    await expect(page.getByText(/^updated (just now|\d+ s ago)/)).toBeVisible();
  });
});

test('without a session bus there is no keychain, and the demo works (K1)', async ({ desktop }) => {
  const app = await desktop.start([], { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' });
  const page = await app.page();
  await tryAndSave(page);
  await expect(page.getByRole('alert')).toContainText('No keychain here');
  await expectNothingSaved(desktop);
  await exploreDemo(page);
  const begun = Date.now();
  await app.close();
  expect(Date.now() - begun).toBeLessThan(QUIT_LIMIT_MS);
});

test('disconnecting from a keychain that stays locked does not claim that the key is gone (K3)', async ({
  desktop,
}) => {
  const { env } = desktop.session;
  await desktop.connect();
  const page = await (await desktop.start()).page();
  await expect(figures(page)).toBeVisible();
  await lockKeychain(env);
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Disconnect…' }).click();
  await answerMessageBox(env, 'Return');
  await dismissKeychainPrompt(env);
  await expect(page.getByText('keychain locked', { exact: true }).first()).toBeVisible();
  expect(await countSecrets(env, ...ITEM)).toBe(1);
  await expect(page.getByText('The key ends in')).toBeVisible();
  // It asks again when the person does, and not before.
  await sleep(SECOND_PROMPT_MS);
  expect(await isKeychainPromptOpen(env)).toBe(false);
  await page.getByRole('button', { name: 'Overview' }).click();
  await page.getByRole('button', { name: 'Try now' }).click();
  await answerKeychainPrompt(env);
  await expect(figures(page)).toBeVisible();
});
