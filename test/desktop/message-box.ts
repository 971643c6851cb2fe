import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { pressKeys } from './pointer.mjs';
import { waitFor } from './wait-for.mjs';

const exec = promisify(execFile);

/** Waits until one of the app's own message boxes has the keyboard: it is the window without a title. */
export async function waitForMessageBox(env: Record<string, string>): Promise<void> {
  await waitFor('a message box', async () => (await activeWindowName(env)) === '');
}

/** Answers with the keyboard: Tab goes through the buttons, Return takes one, Escape cancels. */
export async function answerMessageBox(
  env: Record<string, string>,
  ...keys: string[]
): Promise<void> {
  await waitForMessageBox(env);
  await pressKeys(env, ...keys);
  await waitFor('the message box to go', async () => (await activeWindowName(env)) !== '');
}

/** The box that Electron shows for `dialog.showErrorBox`: it has a title and one button. */
export async function answerErrorBox(env: Record<string, string>): Promise<void> {
  await waitFor('an error box', async () =>
    /Error|Tidemark has to close/.test(await activeWindowName(env)),
  );
  await pressKeys(env, 'Return');
}

async function activeWindowName(env: Record<string, string>): Promise<string> {
  const { stdout } = await exec('xdotool', ['getactivewindow', 'getwindowname'], { env });
  return stdout.trim();
}
