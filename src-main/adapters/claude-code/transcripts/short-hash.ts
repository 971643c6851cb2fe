import { createHash } from 'node:crypto';

/** 128 bits of SHA-256: enough that no two of anybody's ids meet. */
const LENGTH = 32;

/** Stands for ids and paths, which never leave this folder. The kind keeps two sorts of ids apart. */
export function shortHash(kind: string, ...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256').update(kind);
  for (const part of parts) hash.update('\0').update(part);
  return hash.digest('hex').slice(0, LENGTH);
}
