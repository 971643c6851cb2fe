import { readFileSync, writeFileSync } from 'node:fs';

const PAGE_BYTES = 4_096;

/** So many pages in the middle of the file become rubbish. */
export function damagePages(path: string, count: number): void {
  const bytes = readFileSync(path);
  const from = Math.floor(bytes.length / 2 / PAGE_BYTES) * PAGE_BYTES;
  writeFileSync(path, bytes.fill(0xa5, from, from + count * PAGE_BYTES));
}
