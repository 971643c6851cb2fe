import { runCommand } from '../../scripts/command.mjs';
import { callMethod, readProperty } from './bus.mjs';

const SERVICE = 'org.freedesktop.secrets';
const ROOT = '/org/freedesktop/secrets';
const LOGIN = `${ROOT}/collection/login`;
const LIMIT_MS = 5000;

/**
 * The stored secret, or undefined.
 * @param {Record<string, string>} env
 * @param {string} service
 * @param {string} account
 */
export async function lookupSecret(env, service, account) {
  const words = ['lookup', 'service', service, 'account', account];
  const { code, stdout } = await runCommand('secret-tool', words, { env, timeoutMs: LIMIT_MS });
  return code === 0 ? stdout : undefined;
}

/**
 * How many items carry this service and account.
 * @param {Record<string, string>} env
 * @param {string} service
 * @param {string} account
 */
export async function countSecrets(env, service, account) {
  const [unlocked, locked] = await callMethod(
    env,
    [SERVICE, ROOT, 'org.freedesktop.Secret.Service', 'SearchItems'],
    'a{ss}',
    [2, 'service', service, 'account', account],
  );
  return unlocked.length + locked.length;
}

/**
 * Stores as another program, or a person, would.
 * @param {Record<string, string>} env
 * @param {string} service
 * @param {string} account
 * @param {string} secret
 * @param {string} [label]
 */
export async function storeSecret(env, service, account, secret, label = 'test') {
  const words = ['store', `--label=${label}`, 'service', service, 'account', account];
  const result = await runCommand('secret-tool', words, {
    env,
    input: secret,
    timeoutMs: LIMIT_MS,
  });
  if (result.code !== 0) throw new Error(`secret-tool store failed: ${result.stderr}`);
}

/**
 * @param {Record<string, string>} env
 * @param {string} service
 * @param {string} account
 */
export async function clearSecret(env, service, account) {
  await runCommand('secret-tool', ['clear', 'service', service, 'account', account], {
    env,
    timeoutMs: LIMIT_MS,
  });
}

/** @param {Record<string, string>} env */
export async function lockKeychain(env) {
  await callMethod(env, [SERVICE, ROOT, 'org.freedesktop.Secret.Service', 'Lock'], 'ao', [
    1,
    LOGIN,
  ]);
}

/** @param {Record<string, string>} env @returns {Promise<boolean>} */
export function isKeychainLocked(env) {
  return readProperty(env, [SERVICE, LOGIN, 'org.freedesktop.Secret.Collection', 'Locked']);
}
