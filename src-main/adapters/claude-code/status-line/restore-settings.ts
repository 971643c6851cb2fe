import { readFileSync } from 'node:fs';
import { ok, type Result } from '../../../shared/result.js';
import { withCommand, withoutStatusLine } from './edit-status-line.js';
import { digestOf, type InstallRecord } from './install-record.js';
import type { CurrentSettings } from './look-at-settings.js';
import { unreadable } from './settings-file.js';

/**
 * What the settings are without Tidemark: the very bytes they were while nobody else has edited them,
 * else the same text without our part. Null: there was no file.
 */
export function restoreSettings(
  { file, other }: CurrentSettings,
  record: InstallRecord | null,
): Result<Buffer | null> {
  const isUntouched =
    file.bytes !== null && record?.settings === file.path && record.after === digestOf(file.bytes);
  if (isUntouched) {
    if (record.backup === null) return ok(null);
    const bytes = readBackup(record.backup, record.before);
    if (bytes) return ok(bytes);
  }
  const edited = other === null ? withoutStatusLine(file.text) : withCommand(file.text, other);
  if (edited === null) return unreadable('not editable');
  return ok(Buffer.from(file.byteOrderMark + edited));
}

/** Null: it is gone, or somebody changed it. */
function readBackup(path: string, digest: string | null): Buffer | null {
  try {
    const bytes = readFileSync(path);
    return digestOf(bytes) === digest ? bytes : null;
  } catch {
    return null;
  }
}
