import { join } from 'node:path';
import type { StatusGlance } from '../../../core/limits/limit-ports.js';
import { parseGlance } from '../../../core/status-line/parse-glance.js';
import { makeFolder } from '../../make-folder.js';
import { writeWholeFile } from '../../write-whole-file.js';
import { readSmallJson } from './read-small-file.js';

const MOST_BYTES = 4_096;

const pathOf = (dataDirectory: string) => join(dataDirectory, 'statusline.json');

/** Null: none, or none that can be used. */
export const readGlance = (dataDirectory: string): StatusGlance | null =>
  parseGlance(readSmallJson(pathOf(dataDirectory), MOST_BYTES));

/** Throws what the disk says. */
export function writeGlance(dataDirectory: string, glance: StatusGlance): void {
  makeFolder(dataDirectory);
  const content = `${JSON.stringify(glance)}\n`;
  writeWholeFile({ path: pathOf(dataDirectory), content, mode: 0o600 });
}
