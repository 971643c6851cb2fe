import type { Organization } from '../../core/ports.js';
import { connectForReading } from './connect.js';
import { identifyFile } from './identify-file.js';
import { readFileFacts } from './read-file-facts.js';
import { isSqliteError } from './storage-failure.js';

/** Whose history a file is; null when it does not say. */
export function readOrganization(path: string): Organization | null {
  if (!identifyFile(readFileFacts(path, false)).startsWith('ours')) return null;
  try {
    const database = connectForReading(path);
    try {
      const row: unknown = database
        .prepare("SELECT value FROM fact WHERE name = 'organization'")
        .get();
      return parseOrganization(Reflect.get(Object(row), 'value'));
    } finally {
      database.close();
    }
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    return null;
  }
}

function parseOrganization(text: unknown): Organization | null {
  if (typeof text !== 'string') return null;
  try {
    const { id, name } = Object(JSON.parse(text));
    return typeof id === 'string' && typeof name === 'string' ? { id, name } : null;
  } catch {
    return null;
  }
}
