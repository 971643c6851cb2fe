import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { reasonOf, runCommand } from '../command.mjs';
import { repoFolder } from '../set-up.mjs';
import { painted } from './open-app.mjs';

export const pictureFolder = path.join(repoFolder, 'assets/screenshots');

/** Empties the folder: a picture that is made no more must not stay. */
export async function clearPictures() {
  await rm(pictureFolder, { recursive: true, force: true });
  await mkdir(pictureFolder, { recursive: true });
}

/** @type {Promise<void>[]} */
const begun = [];

/**
 * Begins to write a picture, small: 256 colours show no difference in flat interfaces.
 * @param {Buffer} source a PNG
 * @param {string} name
 * @param {readonly string[]} [changes] for imagemagick, such as a crop
 */
export function keepPicture(source, name, changes = []) {
  begun.push(write(source, name, changes));
}

/** All that were begun are written. */
export async function picturesKept() {
  await Promise.all(begun);
}

async function write(source, name, changes) {
  const target = path.join(pictureFolder, `${name}.png`);
  const result = await runCommand(
    'convert',
    [
      'png:-',
      ...changes,
      ...['+repage', '-strip', '-alpha', 'off', '+dither', '-colors', '256'],
      ...['-define', 'png:compression-level=9', `PNG8:${target}`],
    ],
    { input: source },
  );
  if (result.code !== 0) throw new Error(`convert could not write ${name}: ${reasonOf(result)}`);
}

/** @param {import('@playwright/test').Page} page @param {string} name */
export async function takePicture(page, name) {
  await painted(page);
  keepPicture(await page.screenshot({ animations: 'disabled' }), name);
}
