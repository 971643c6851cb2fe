import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { pressKeys } from './pointer.mjs';
import { waitFor } from './wait-for.mjs';

const exec = promisify(execFile);

/** Waits until one of the app's own message boxes has the keyboard: it is the window without a title. */
export async function waitForMessageBox(env: Record<string, string>): Promise<string> {
  return waitFor('a message box', async () => {
    const window = await ask(env, 'getactivewindow');
    return (await ask(env, 'getwindowname', window)) === '' ? window : null;
  });
}

/** Answers with the keyboard: Tab goes through the buttons, Return takes one, Escape cancels. */
export async function answerMessageBox(
  env: Record<string, string>,
  ...keys: string[]
): Promise<void> {
  const window = await waitForMessageBox(env);
  await pressKeys(env, ...keys);
  await waitFor('the message box to go', async () => !(await isThere(env, window)));
}

/**
 * Asked of the window itself: a prompt that grabs the keyboard keeps the window manager from naming
 * another active window.
 */
async function isThere(env: Record<string, string>, window: string): Promise<boolean> {
  try {
    return (await ask(env, 'getwindowname', window)) === '';
  } catch {
    return false;
  }
}

/** The box that Electron shows for `dialog.showErrorBox`: it has a title and one button. */
export async function answerErrorBox(env: Record<string, string>): Promise<void> {
  await waitFor('an error box', async () =>
    /Error|Tidemark cannot start/.test(
      await ask(env, 'getwindowname', await ask(env, 'getactivewindow')),
    ),
  );
  await pressKeys(env, 'Return');
}

async function ask(env: Record<string, string>, ...words: string[]): Promise<string> {
  return (await exec('xdotool', words, { env })).stdout.trim();
}
