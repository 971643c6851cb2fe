import type { Seed } from './random.js';
import { createRandom } from './random.js';

const BASE_58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** `apikey_01iU2EDxgC9HgnvgQyQRUejy`: a prefix, `_01` and 22 base-58 characters. */
export function opaqueId(prefix: string, ...seeds: readonly Seed[]): string {
  return `${prefix}_01${randomText(22, prefix, ...seeds)}`;
}

export function randomText(length: number, ...seeds: readonly Seed[]): string {
  const random = createRandom(...seeds);
  let text = '';
  for (let i = 0; i < length; i += 1) text += BASE_58[Math.floor(random() * BASE_58.length)];
  return text;
}

/** A version 4 UUID. */
export function opaqueUuid(...seeds: readonly Seed[]): string {
  const random = createRandom(...seeds);
  return 'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replace(/x/g, () =>
    Math.floor(random() * 16).toString(16),
  );
}
