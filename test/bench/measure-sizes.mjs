import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);

/** Of all JavaScript in a folder, in kB after gzip. @param {string} folder */
export async function scriptSizeKb(folder) {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(
    names
      .filter((name) => name.endsWith('.js'))
      .map(async (name) => (await compress(await readFile(path.join(folder, name)))).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0) / 1000;
}
