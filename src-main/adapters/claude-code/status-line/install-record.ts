import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Instant } from '../../../shared/units.js';
import { makeFolder } from '../../make-folder.js';
import { removeIfThere, writeWholeFile } from '../../write-whole-file.js';
import { readSmallJson } from './read-small-file.js';

/** What Claude Code's settings were before and after, so that the very bytes can be put back. */
export interface InstallRecord {
  readonly settings: string;
  /** Null: there was no file. */
  readonly backup: string | null;
  /** Digests; the settings themselves may hold keys and stay in Claude Code's folder. */
  readonly before: string | null;
  readonly after: string;
  /** When it was installed; null: an older Tidemark did not say. */
  readonly at: Instant | null;
}

const MOST_BYTES = 16_384;
const pathOf = (dataDirectory: string) => join(dataDirectory, 'statusline-install.json');

export function readInstallRecord(dataDirectory: string): InstallRecord | null {
  // What is no object has no fields.
  const stored = Object(readSmallJson(pathOf(dataDirectory), MOST_BYTES)) as Partial<InstallRecord>;
  const { settings, backup = null, before = null, after, at } = stored;
  if (typeof settings !== 'string' || typeof after !== 'string') return null;
  const isPair =
    (backup === null && before === null) ||
    (typeof backup === 'string' && typeof before === 'string');
  const installedAt = typeof at === 'number' && Number.isFinite(at) ? at : null;
  return isPair ? { settings, backup, before, after, at: installedAt } : null;
}

/** Throws what the disk says. */
export function saveInstallRecord(dataDirectory: string, record: InstallRecord): void {
  makeFolder(dataDirectory);
  const content = `${JSON.stringify(record)}\n`;
  writeWholeFile({ path: pathOf(dataDirectory), content, mode: 0o600 });
}

export const forgetInstallRecord = (dataDirectory: string) => removeIfThere(pathOf(dataDirectory));

export const digestOf = (content: string | Buffer) =>
  createHash('sha256').update(content).digest('hex');
