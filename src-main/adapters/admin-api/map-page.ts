import type {
  CostRow,
  PricedDimensions,
  ShareDimensions,
  TokenCounts,
} from '../../shared/usage.js';
import type { CostWireRow, UsageWireRow } from './page-schema.js';
import { parseCents } from './parse-cents.js';

export const mapTokens = (row: UsageWireRow): TokenCounts => ({
  uncachedInput: row.uncached_input_tokens,
  cacheCreation5m: row.cache_creation?.ephemeral_5m_input_tokens ?? 0,
  cacheCreation1h: row.cache_creation?.ephemeral_1h_input_tokens ?? 0,
  cacheRead: row.cache_read_input_tokens,
  output: row.output_tokens,
  webSearchRequests: row.server_tool_use?.web_search_requests ?? 0,
});

export const mapPricedDimensions = (row: UsageWireRow): PricedDimensions => ({
  model: row.model,
  serviceTier: row.service_tier,
  contextWindow: row.context_window,
  inferenceGeo: row.inference_geo,
  speed: row.speed,
});

export const mapShareDimensions = (row: UsageWireRow): ShareDimensions => ({
  model: row.model,
  serviceTier: row.service_tier,
  speed: row.speed,
  workspaceId: row.workspace_id,
  apiKeyId: row.api_key_id,
});

/** Null when the amount cannot be held exactly: the answer is then refused. */
export function mapCostRow(row: CostWireRow): CostRow | null {
  const amount = parseCents(row.amount);
  if (amount === null) return null;
  return {
    workspaceId: row.workspace_id,
    description: row.description,
    costType: row.cost_type,
    model: row.model,
    tokenType: row.token_type,
    serviceTier: row.service_tier,
    contextWindow: row.context_window,
    inferenceGeo: row.inference_geo,
    currency: row.currency,
    amount,
  };
}
