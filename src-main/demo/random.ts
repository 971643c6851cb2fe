/** Numbers in [0, 1), always the same for the same seeds. */
export type Random = () => number;
export type Seed = number | string;

export function createRandom(...seeds: readonly Seed[]): Random {
  let state = hashSeeds(seeds);
  // mulberry32
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function hashSeeds(seeds: readonly Seed[]): number {
  let hash = 0x811c9dc5;
  for (const seed of seeds) {
    if (typeof seed === 'number') {
      hash = Math.imul(hash ^ seed, 0x01000193);
      hash = Math.imul(hash ^ (hash >>> 13), 0x85ebca6b);
    } else {
      for (let i = 0; i < seed.length; i += 1) {
        hash = Math.imul(hash ^ seed.charCodeAt(i), 0x01000193);
      }
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35);
  }
  return hash ^ (hash >>> 16);
}

/** Between `low` and `high`; small values come up as often as large ones of the same ratio. */
export const pickSize = (random: Random, low: number, high: number) =>
  Math.round(low * (high / low) ** random());

export const pickBetween = (random: Random, low: number, high: number) =>
  low + (high - low) * random();

export function pickOne<T>(random: Random, choices: readonly [T, ...T[]]): T {
  return choices[Math.floor(random() * choices.length)] ?? choices[0];
}
