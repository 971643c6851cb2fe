import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { runCommand } from '../../scripts/command.mjs';
import { KEYCHAIN_PASSWORD } from './keychain-password.mjs';
import { pressKeys, typeText } from './pointer.mjs';
import { waitFor } from './wait-for.mjs';

const exec = promisify(execFile);
const PROMPT = ['search', '--onlyvisible', '--class', 'gcr-prompter'];

/**
 * Waits for the window that asks for a locked keychain's password, and gives it the keyboard.
 * @param {Record<string, string>} env
 */
export async function waitForKeychainPrompt(env) {
  const window = await waitFor('the keychain password window', async () => {
    return (await exec('xdotool', PROMPT, { env })).stdout.trim().split('\n').at(-1);
  });
  await exec('xdotool', ['windowactivate', '--sync', window], { env });
}

/** @param {Record<string, string>} env @returns {Promise<boolean>} */
export async function isKeychainPromptOpen(env) {
  const { code } = await runCommand('xdotool', PROMPT, { env });
  return code === 0;
}

/** @param {Record<string, string>} env @param {string} [password] */
export async function answerKeychainPrompt(env, password = KEYCHAIN_PASSWORD) {
  await waitForKeychainPrompt(env);
  await typeText(env, password);
  await pressKeys(env, 'Return');
}

/** As "Cancel" does. @param {Record<string, string>} env */
export async function dismissKeychainPrompt(env) {
  await waitForKeychainPrompt(env);
  await pressKeys(env, 'Escape');
}
