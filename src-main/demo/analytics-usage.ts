import type { TokenCounts, TokenKind } from '../shared/usage.js';
import { NO_TOKENS, TOKEN_KINDS } from '../shared/usage.js';
import { parseAnalyticsQuery } from './analytics-query.js';
import type { AnalyticsGroup } from './analytics-rows.js';
import { answerRows, boundsOf, groupEntries, groupObject, sortRows } from './analytics-rows.js';
import type { Endpoint, JsonObject } from './api-exchange.js';
import type { LedgerEntry } from './fake-request.js';

interface Usage {
  readonly group: AnalyticsGroup;
  readonly tokens: TokenCounts;
  readonly totalTokens: number;
  readonly requests: number;
}

const rules = {
  orders: ['total_tokens', 'output_tokens', 'requests', 'uncached_input_tokens', 'time'],
  fanOut: [],
} as const;

const sizes: Readonly<Record<(typeof rules.orders)[number], (usage: Usage) => number>> = {
  total_tokens: ({ totalTokens }) => totalTokens,
  output_tokens: ({ tokens }) => tokens.output,
  requests: ({ requests }) => requests,
  uncached_input_tokens: ({ tokens }) => tokens.uncachedInput,
  time: ({ group }) => group.span.from,
};

/** GET analytics/usage: one row for each combination that was used. */
export const analyticsUsage: Endpoint = (state, request) => {
  const parsed = parseAnalyticsQuery(state, request, rules);
  if ('refusal' in parsed) return parsed.refusal;
  const { query } = parsed;
  const rows = sortRows(groupEntries(state, query).map(usageOf), query, sizes[query.orderBy]);
  return answerRows(state, query, rows, (usage) => [
    {
      ...boundsOf(usage.group.span),
      group: groupObject(usage.group.sample, query.groupBy, query.owner),
      usage: usageObject(usage),
    },
  ]);
};

function usageOf(group: AnalyticsGroup): Usage {
  const tokens = sumTokens(group.entries);
  const totalTokens =
    tokens.uncachedInput +
    tokens.cacheCreation5m +
    tokens.cacheCreation1h +
    tokens.cacheRead +
    tokens.output;
  return { group, tokens, totalTokens, requests: group.entries.length };
}

function sumTokens(entries: readonly LedgerEntry[]): TokenCounts {
  const sums: Record<TokenKind, number> = { ...NO_TOKENS };
  for (const { tokens } of entries) {
    for (const kind of TOKEN_KINDS) sums[kind] += tokens[kind];
  }
  return sums;
}

const usageObject = ({ tokens, totalTokens, requests }: Usage): JsonObject => ({
  uncached_input_tokens: tokens.uncachedInput,
  cache_creation: {
    ephemeral_1h_input_tokens: tokens.cacheCreation1h,
    ephemeral_5m_input_tokens: tokens.cacheCreation5m,
  },
  cache_read_input_tokens: tokens.cacheRead,
  output_tokens: tokens.output,
  total_tokens: totalTokens,
  requests,
  server_tool_use: { web_search_requests: tokens.webSearchRequests },
});
