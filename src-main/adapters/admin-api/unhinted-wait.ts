const FIRST_MS = 60_000;
const LONGEST_MS = 15 * 60_000;

export interface UnhintedWait {
  /** How long to keep away after one more refusal that names no time. */
  next(): number;
  /** Something was answered: the next refusal starts from the beginning. */
  reset(): void;
}

/** A minute, then doubling with jitter up to a quarter of an hour (A7). */
export function createUnhintedWait(random: () => number): UnhintedWait {
  let refusals = 0;
  return {
    next() {
      const doubled = Math.min(LONGEST_MS, FIRST_MS * 2 ** refusals);
      refusals += 1;
      return refusals === 1 ? doubled : Math.round(doubled * (0.5 + random() / 2));
    },
    reset() {
      refusals = 0;
    },
  };
}
