import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { makeFolder } from './make-folder.js';

/** Takes the data folder for this process alone, making it where it is missing. */
export function takeFolder(folder: string): 'taken' | 'held-by-another' | 'unusable' {
  try {
    makeFolder(folder);
  } catch {
    return 'unusable';
  }
  app.setPath('userData', folder);
  return app.requestSingleInstanceLock() || !isHeld(folder) ? 'taken' : 'held-by-another';
}

/** Where Chromium's lock cannot be made, in a folder that is read-only or full, nobody holds it. */
const isHeld = (folder: string): boolean =>
  process.platform === 'win32' ||
  lstatSync(join(folder, 'SingletonLock'), { throwIfNoEntry: false }) !== undefined;
