import type { Flags } from './flags.js';
import { type LimitCommand, readLimitWords } from './limit-words.js';
import { type PriceCommand, readPriceWords } from './price-words.js';
import {
  type CostsCommand,
  type HistoryCommand,
  readCostsWords,
  readHistoryWords,
} from './span-words.js';

/** What a command is to do, where words or flags say it. */
export type Asked =
  | { readonly of: 'history'; readonly history: HistoryCommand }
  | { readonly of: 'costs'; readonly costs: CostsCommand }
  | { readonly of: 'prices'; readonly prices: PriceCommand }
  | { readonly of: 'limits'; readonly limits: LimitCommand };

/** What the words after a command ask for; null: it is asked nothing more. A text says why not. */
export function readCommandWords(
  command: string,
  words: readonly string[],
  flags: Flags,
): Asked | string | null {
  switch (command) {
    case 'history': {
      const history = readHistoryWords(flags);
      return typeof history === 'string' ? history : { of: 'history', history };
    }
    case 'costs': {
      const costs = readCostsWords(flags);
      return typeof costs === 'string' ? costs : { of: 'costs', costs };
    }
    case 'prices': {
      const prices = readPriceWords(words, flags);
      return typeof prices === 'string' ? prices : { of: 'prices', prices };
    }
    case 'limits': {
      const limits = readLimitWords(words, flags);
      return typeof limits === 'string' ? limits : { of: 'limits', limits };
    }
    default:
      return null;
  }
}

/** Looking changes nothing, so it disturbs nobody who writes. */
export function isLook(command: string, asked: Asked | null): boolean {
  if (asked?.of === 'prices') return asked.prices.kind === 'list';
  if (asked?.of === 'limits') return ['show', 'export'].includes(asked.limits.kind);
  return ['status', 'history', 'costs'].includes(command);
}
