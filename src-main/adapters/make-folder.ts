import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * One folder after the other, each for its owner alone. Node's own recursive mkdir never returns
 * under /proc, where a folder can neither be made nor is it said to be missing (F11).
 */
export function makeFolder(path: string): void {
  if (isFolder(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!isFolder(path)) throw error;
  }
}

const isFolder = (path: string) =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
