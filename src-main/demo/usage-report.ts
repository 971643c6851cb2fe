import type { TokenCounts, TokenKind } from '../shared/usage.js';
import { TOKEN_KINDS } from '../shared/usage.js';
import type { Endpoint, Json, JsonObject } from './api-exchange.js';
import { answerOk } from './api-exchange.js';
import type { LedgerEntry } from './fake-request.js';
import { bucketTime } from './report-range.js';
import type { UsageDimension } from './usage-query.js';
import { parseUsageQuery, usageDimensions } from './usage-query.js';
import { visibleEntries } from './visible-entries.js';

type Sums = Record<TokenKind, number>;

interface UsageGroup {
  readonly sample: LedgerEntry;
  readonly sums: Sums;
}

/** GET usage_report/messages: every bucket of the page, oldest first, empty ones included. */
export const usageReport: Endpoint = (state, request) => {
  const parsed = parseUsageQuery(state, request);
  if ('refusal' in parsed) return parsed.refusal;
  const { widthMs, range, page, tokens, groupBy, isWanted } = parsed.query;

  const buckets = new Map<number, Map<string, UsageGroup>>();
  for (const entry of visibleEntries(state, page, state.now - state.visibleAfterMs)) {
    if (!isWanted(entry)) continue;
    const start = Math.floor(entry.at / widthMs) * widthMs;
    const groups = buckets.get(start) ?? new Map<string, UsageGroup>();
    buckets.set(start, groups);
    addToGroup(groups, entry, groupBy);
  }

  const data: Json[] = [];
  for (let start = page.from; start < page.to; start += widthMs) {
    const groups = [...(buckets.get(start)?.values() ?? [])];
    data.push({
      starting_at: bucketTime(start),
      ending_at: bucketTime(start + widthMs),
      results: groups.map((group) => usageRow(group, groupBy)),
    });
  }
  const hasMore = page.to < range.to;
  return answerOk({
    data,
    has_more: hasMore,
    next_page: hasMore ? tokens.issue(page.to) : null,
  });
};

function addToGroup(
  groups: Map<string, UsageGroup>,
  entry: LedgerEntry,
  groupBy: readonly UsageDimension[],
): void {
  const key = groupBy.map((dimension) => usageDimensions[dimension](entry) ?? '').join('\n');
  const group = groups.get(key);
  if (!group) {
    groups.set(key, { sample: entry, sums: { ...entry.tokens } });
    return;
  }
  for (const kind of TOKEN_KINDS) group.sums[kind] += entry.tokens[kind];
}

/** A dimension is null unless grouped by; `speed` is not even there. */
function usageRow({ sample, sums }: UsageGroup, groupBy: readonly UsageDimension[]): JsonObject {
  const value = (dimension: UsageDimension) =>
    groupBy.includes(dimension) ? usageDimensions[dimension](sample) : null;
  const tokens: TokenCounts = sums;
  return {
    account_id: null,
    api_key_id: value('api_key_id'),
    cache_creation: {
      ephemeral_1h_input_tokens: tokens.cacheCreation1h,
      ephemeral_5m_input_tokens: tokens.cacheCreation5m,
    },
    cache_read_input_tokens: tokens.cacheRead,
    context_window: value('context_window'),
    inference_geo: value('inference_geo'),
    model: value('model'),
    output_tokens: tokens.output,
    server_tool_use: { web_search_requests: tokens.webSearchRequests },
    service_account_id: null,
    service_tier: value('service_tier'),
    ...(groupBy.includes('speed') ? { speed: value('speed') } : {}),
    uncached_input_tokens: tokens.uncachedInput,
    workspace_id: value('workspace_id'),
  };
}
