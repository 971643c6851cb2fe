import { readFileSync, writeFileSync } from 'node:fs';

const PAGE_BYTES = 4_096;

/** Numbers from 0 to 1, the same ones each time. */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export function flipBits(path: string, random: () => number): void {
  const bytes = readFileSync(path);
  const count = 1 + Math.floor(random() * 60);
  for (let flip = 0; flip < count; flip += 1) {
    // The first page is told from other files by its beginning: that is F6.
    const at = PAGE_BYTES + Math.floor(random() * (bytes.length - PAGE_BYTES));
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  }
  writeFileSync(path, bytes);
}
