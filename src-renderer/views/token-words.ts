import type { TokenKind } from '../../src-main/shared/usage.js';

export const TOKEN_KIND_WORDS: Readonly<Record<TokenKind, string>> = {
  uncachedInput: 'Uncached input',
  cacheCreation5m: 'Cache creation, 5 min',
  cacheCreation1h: 'Cache creation, 1 h',
  cacheRead: 'Cache read',
  output: 'Output',
  webSearchRequests: 'Web searches',
};
