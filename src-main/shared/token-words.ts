import type { TokenKind } from './usage.js';

/** Each count by its own name. */
export const TOKEN_WORDS: Readonly<Record<TokenKind, string>> = {
  uncachedInput: 'Uncached input',
  cacheCreation5m: 'Cache creation, 5 min',
  cacheCreation1h: 'Cache creation, 1 h',
  cacheRead: 'Cache read',
  output: 'Output',
  webSearchRequests: 'Web searches',
};

/** Beside a number in a row of them. */
export const SHORT_TOKEN_WORDS: Readonly<Record<Exclude<TokenKind, 'webSearchRequests'>, string>> =
  {
    uncachedInput: 'uncached input',
    cacheCreation5m: '5m creation',
    cacheCreation1h: '1h creation',
    cacheRead: 'cache read',
    output: 'output',
  };
