import type { Flags } from './commands.js';
import { type LimitCommand, readLimitWords } from './limit-words.js';
import { type PriceCommand, readPriceWords } from './price-words.js';

/** What a command is to do, where words say it. */
export type Asked =
  | { readonly of: 'prices'; readonly prices: PriceCommand }
  | { readonly of: 'limits'; readonly limits: LimitCommand };

/** What the words after a command ask for; null: the command takes none. A text says why not. */
export function readCommandWords(
  command: string,
  words: readonly string[],
  flags: Flags,
): Asked | string | null {
  if (command === 'prices') {
    const prices = readPriceWords(words, flags);
    return typeof prices === 'string' ? prices : { of: 'prices', prices };
  }
  if (command !== 'limits') return null;
  const limits = readLimitWords(words, flags);
  return typeof limits === 'string' ? limits : { of: 'limits', limits };
}

/** Looking changes nothing, so it disturbs nobody who writes. */
export function isLook(command: string, asked: Asked | null): boolean {
  if (asked?.of === 'prices') return asked.prices.kind === 'list';
  if (asked?.of === 'limits') return ['show', 'export'].includes(asked.limits.kind);
  return ['status', 'history', 'costs'].includes(command);
}
