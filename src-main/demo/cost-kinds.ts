import type { TokenKind } from '../shared/usage.js';

interface CostKind {
  readonly costType: string;
  readonly tokenType: string | null;
  readonly words: string;
}

const tokens = (tokenType: string, words: string): CostKind => ({
  costType: 'tokens',
  tokenType,
  words,
});

/** What the cost reports call each count. */
export const costKinds: Readonly<Record<TokenKind, CostKind>> = {
  uncachedInput: tokens('uncached_input_tokens', 'Input Tokens'),
  cacheCreation5m: tokens('cache_creation.ephemeral_5m_input_tokens', '5m Cache Write Tokens'),
  cacheCreation1h: tokens('cache_creation.ephemeral_1h_input_tokens', '1h Cache Write Tokens'),
  cacheRead: tokens('cache_read_input_tokens', 'Cache Read Tokens'),
  output: tokens('output_tokens', 'Output Tokens'),
  webSearchRequests: { costType: 'web_search', tokenType: null, words: 'Web Search Usage' },
};
