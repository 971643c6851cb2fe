import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const exec = promisify(execFile);
const CALL_LIMIT_S = 5;

/**
 * The session bus as JSON, through busctl: variants arrive as `{ type, data }`.
 * @typedef {Record<string, string>} SessionEnv the `env` of a desktop session
 */

/**
 * Calls a method and gives its output arguments.
 * @param {SessionEnv} env
 * @param {[name: string, path: string, iface: string, method: string]} target
 * @param {string} [signature]
 * @param {readonly (string | number)[]} [args] as busctl wants them: arrays begin with their length
 * @returns {Promise<any[]>}
 */
export async function callMethod(env, target, signature = '', args = []) {
  const words = signature ? [signature, ...args.map(String)] : [];
  const text = await busctl(env, ['call', ...target, ...words]);
  return text.trim() ? JSON.parse(text).data : [];
}

/**
 * Calls without waiting for an answer: what is called may end its process.
 * @param {SessionEnv} env
 * @param {[name: string, path: string, iface: string, method: string]} target
 * @param {string} signature
 * @param {readonly (string | number)[]} args
 */
export async function sendCall(env, target, signature, args) {
  await busctl(env, ['call', ...target, signature, ...args.map(String)], ['--expect-reply=no']);
}

/**
 * @param {SessionEnv} env
 * @param {[name: string, path: string, iface: string, property: string]} target
 * @returns {Promise<any>}
 */
export async function readProperty(env, target) {
  return JSON.parse(await busctl(env, ['get-property', ...target])).data;
}

/** @param {SessionEnv} env @param {string} name */
export async function isNameOwned(env, name) {
  const bus = ['org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus'];
  return (await callMethod(env, [...bus, 'NameHasOwner'], 's', [name]))[0] === true;
}

async function busctl(env, words, extra = []) {
  const limit = `--timeout=${CALL_LIMIT_S}`;
  const options = ['--user', '--json=short', '--auto-start=no', limit, ...extra];
  // "--" keeps arguments such as -1 from being read as options.
  const { stdout } = await exec('busctl', [...options, '--', ...words], {
    env,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}
