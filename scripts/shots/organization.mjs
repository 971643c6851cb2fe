import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';
import { storeSecret } from '../../test/desktop/secret-service.mjs';
import { waitFor } from '../../test/desktop/wait-for.mjs';
import { reasonOf, runCommand } from '../command.mjs';
import { repoFolder } from '../set-up.mjs';

const commandLine = path.join(repoFolder, 'dist/cli/cli.cjs');
/** The simulator takes any key of an admin key's shape. */
export const ADMIN_KEY = 'sk-ant-admin01-invented-for-pictures-Qr7A';
/** Thirteen months before the pictures' day: what the demo mode reads too. */
export const SINCE = '2025-10-20';

/**
 * How node is started: with another clock, for example.
 * @typedef {{ words: readonly string[], env: Readonly<Record<string, string>> }} NodeManner
 */

/** @type {NodeManner} */
const PLAIN = { words: [], env: {} };

/**
 * Serves the invented organization on this machine.
 * @param {Record<string, string>} env of a desktop session
 * @param {{ faults?: readonly string[], manner?: NodeManner }} [options]
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startOrganization(env, { faults = [], manner = PLAIN } = {}) {
  const faultWords = faults.flatMap((fault) => ['--fault', fault]);
  const child = spawn(
    process.execPath,
    [...manner.words, commandLine, 'simulator', '--port', '0', '--json', ...faultWords],
    { env: { ...env, ...manner.env }, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  const url = await waitFor('the simulator', () => /"url": "([^"]+)"/.exec(output)?.[1]);
  return {
    url,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/**
 * Fills a data folder with thirteen months, and puts the key into the session's keychain.
 * @param {Record<string, string>} env
 * @param {string} url
 * @param {string} dataFolder
 */
export async function fillHistory(env, url, dataFolder) {
  await readHistory(env, url, dataFolder);
  await storeSecret(env, 'Tidemark', 'admin-key', ADMIN_KEY, 'Tidemark');
}

/**
 * Fills a data folder with thirteen months.
 * @param {Record<string, string>} env
 * @param {string} url
 * @param {string} dataFolder
 * @param {NodeManner} [manner]
 */
export async function readHistory(env, url, dataFolder, manner = PLAIN) {
  const words = ['sync', '--since', SINCE, '--data-dir', dataFolder];
  const own = { ...env, ...manner.env, ANTHROPIC_ADMIN_KEY: ADMIN_KEY };
  const result = await runCommand(process.execPath, [...manner.words, commandLine, ...words], {
    env: { ...own, TIDEMARK_API_BASE_URL: url },
  });
  if (result.code !== 0) throw new Error(`The history could not be filled: ${reasonOf(result)}`);
}

/**
 * Connects as a person does: the key goes into the session's keychain.
 * @param {Record<string, string>} env
 * @param {string} url
 * @param {string} dataFolder
 * @param {NodeManner} [manner]
 */
export async function connect(env, url, dataFolder, manner = PLAIN) {
  const words = ['connect', '--data-dir', dataFolder];
  const result = await runCommand(process.execPath, [...manner.words, commandLine, ...words], {
    env: { ...env, ...manner.env, TIDEMARK_API_BASE_URL: url },
    input: `${ADMIN_KEY}\n`,
  });
  if (result.code !== 0) throw new Error(`The key could not be saved: ${reasonOf(result)}`);
}
