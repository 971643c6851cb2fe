import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const exec = promisify(execFile);
const BUTTONS = { left: '1', middle: '2', right: '3' };

/**
 * Moves the mouse, in screen pixels.
 * @param {Record<string, string>} env
 * @param {number} x
 * @param {number} y
 */
export async function movePointer(env, x, y) {
  await exec('xdotool', ['mousemove', '--sync', String(x), String(y)], { env });
}

/**
 * @param {Record<string, string>} env
 * @param {number} x
 * @param {number} y
 * @param {'left' | 'middle' | 'right'} [button]
 */
export async function clickPointer(env, x, y, button = 'left') {
  await movePointer(env, x, y);
  await exec('xdotool', ['click', BUTTONS[button]], { env });
}

/**
 * Presses keys by their X names, such as 'Return'.
 * @param {Record<string, string>} env
 * @param {...string} names
 */
export async function pressKeys(env, ...names) {
  await exec('xdotool', ['key', ...names], { env });
}

/** @param {Record<string, string>} env @param {string} text */
export async function typeText(env, text) {
  await exec('xdotool', ['type', text], { env });
}
