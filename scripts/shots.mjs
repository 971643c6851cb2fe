import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { electronRuntime } from './electron-runtime.mjs';
import { ensureBuild, ensureDependencies } from './set-up.mjs';
import { DESKTOP_PACKAGES, ensurePackages } from './system-packages.mjs';

const log = (line) => console.log(line);

try {
  await ensureDependencies({ log });
  await ensureBuild({ log });
  await ensurePackages(DESKTOP_PACKAGES, { log });
  const { executable } = await electronRuntime({ log });
  // Only now: these need what was just installed.
  const { takeAllPictures } = await import('./shots/take-all.mjs');
  const { pictureFolder } = await import('./shots/picture.mjs');
  const begun = Date.now();
  await takeAllPictures({ executable, log });
  const names = await readdir(pictureFolder);
  const sizes = await Promise.all(names.map((name) => stat(path.join(pictureFolder, name))));
  const kb = Math.round(sizes.reduce((sum, { size }) => sum + size, 0) / 1000);
  const seconds = Math.round((Date.now() - begun) / 1000);
  log(`${names.length} pictures, ${kb} kB in assets/screenshots, ${seconds} s`);
} catch (error) {
  console.error(error.stack);
  process.exitCode = 1;
}
