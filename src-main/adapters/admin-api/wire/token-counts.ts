import type * as z from 'zod';
import type { TokenCounts } from '../../../shared/usage.js';
import { count, wireObject } from '../page-schema.js';

export const cacheCreation = wireObject({
  ephemeral_5m_input_tokens: count,
  ephemeral_1h_input_tokens: count,
});

/** Counts are never guessed: a missing one refuses the answer. */
export const tokenFields = {
  uncached_input_tokens: count,
  cache_read_input_tokens: count,
  output_tokens: count,
  server_tool_use: wireObject({ web_search_requests: count }).nullish(),
};

interface WireTokens {
  readonly uncached_input_tokens: number;
  readonly cache_creation?: z.infer<typeof cacheCreation> | null | undefined;
  readonly cache_read_input_tokens: number;
  readonly output_tokens: number;
  readonly server_tool_use?: { readonly web_search_requests: number } | null | undefined;
}

export const mapTokens = (row: WireTokens): TokenCounts => ({
  uncachedInput: row.uncached_input_tokens,
  cacheCreation5m: row.cache_creation?.ephemeral_5m_input_tokens ?? 0,
  cacheCreation1h: row.cache_creation?.ephemeral_1h_input_tokens ?? 0,
  cacheRead: row.cache_read_input_tokens,
  output: row.output_tokens,
  webSearchRequests: row.server_tool_use?.web_search_requests ?? 0,
});
