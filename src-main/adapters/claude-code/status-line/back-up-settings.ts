import { readFileSync } from 'node:fs';
import { formatUtcDay } from '../../../shared/format.js';
import type { Instant } from '../../../shared/units.js';
import { writeNewFile } from '../../write-whole-file.js';

interface Backup {
  /** As Claude Code names it: its own folder is as private as its settings are. */
  readonly settingsPath: string;
  readonly bytes: Buffer;
  readonly at: Instant;
}

/** Where a copy would be: an older one is never overwritten, the same one serves again. */
export function findBackupPath({ settingsPath, bytes, at }: Backup): string {
  const day = formatUtcDay(at);
  for (let count = 1; ; count += 1) {
    const path = `${settingsPath}.before-tidemark-${day}${count === 1 ? '' : `-${count}`}`;
    const held = read(path);
    if (held === null || held.equals(bytes)) return path;
  }
}

/** Throws what the disk says. */
export function backUpSettings(backup: Backup & { readonly mode: number }): string {
  const { bytes: content, mode } = backup;
  const path = findBackupPath(backup);
  if (writeNewFile({ path, content, mode }) || read(path)?.equals(content)) return path;
  // Somebody took the name meanwhile.
  return backUpSettings(backup);
}

/** Null: there is none; what cannot be read is in the way like any other. */
function read(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    return Reflect.get(Object(error), 'code') === 'ENOENT' ? null : Buffer.alloc(0);
  }
}
