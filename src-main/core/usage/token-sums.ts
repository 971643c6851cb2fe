import type { TokenFigures } from '../../shared/snapshot.js';
import { TOKEN_KINDS, type TokenCounts } from '../../shared/usage.js';

export const addTokens = (a: TokenCounts, b: TokenCounts): TokenCounts => ({
  uncachedInput: a.uncachedInput + b.uncachedInput,
  cacheCreation5m: a.cacheCreation5m + b.cacheCreation5m,
  cacheCreation1h: a.cacheCreation1h + b.cacheCreation1h,
  cacheRead: a.cacheRead + b.cacheRead,
  output: a.output + b.output,
  webSearchRequests: a.webSearchRequests + b.webSearchRequests,
});

export const subtractTokens = (a: TokenCounts, b: TokenCounts): TokenCounts => ({
  uncachedInput: a.uncachedInput - b.uncachedInput,
  cacheCreation5m: a.cacheCreation5m - b.cacheCreation5m,
  cacheCreation1h: a.cacheCreation1h - b.cacheCreation1h,
  cacheRead: a.cacheRead - b.cacheRead,
  output: a.output - b.output,
  webSearchRequests: a.webSearchRequests - b.webSearchRequests,
});

/** The smaller of each count. */
export const smallerTokens = (a: TokenCounts, b: TokenCounts): TokenCounts => ({
  uncachedInput: Math.min(a.uncachedInput, b.uncachedInput),
  cacheCreation5m: Math.min(a.cacheCreation5m, b.cacheCreation5m),
  cacheCreation1h: Math.min(a.cacheCreation1h, b.cacheCreation1h),
  cacheRead: Math.min(a.cacheRead, b.cacheRead),
  output: Math.min(a.output, b.output),
  webSearchRequests: Math.min(a.webSearchRequests, b.webSearchRequests),
});

export const isUnused = (tokens: TokenCounts) => TOKEN_KINDS.every((kind) => tokens[kind] === 0);

/** Adds the two derived totals; web searches are requests, not tokens. */
export function tokenFigures(tokens: TokenCounts): TokenFigures {
  const limitTokens =
    tokens.uncachedInput + tokens.cacheCreation5m + tokens.cacheCreation1h + tokens.output;
  return { ...tokens, total: limitTokens + tokens.cacheRead, limitTokens };
}

/** Cache read / all input, 0..1. Null when there was no input: nothing is not 0 %. */
export function cacheEfficiency(tokens: TokenCounts): number | null {
  const input =
    tokens.uncachedInput + tokens.cacheCreation5m + tokens.cacheCreation1h + tokens.cacheRead;
  return input === 0 ? null : tokens.cacheRead / input;
}
