import { DAY_MS, floorHour, HOUR_MS, MINUTE_MS } from '../shared/units.js';
import type { ApiRequest, JsonObject } from './api-exchange.js';
import { bucketTime } from './report-range.js';

/** Fits both legacy reports. */
export const spareRow: JsonObject = {
  account_id: null,
  amount: '1.25',
  api_key_id: null,
  cache_creation: { ephemeral_1h_input_tokens: 0, ephemeral_5m_input_tokens: 0 },
  cache_read_input_tokens: 0,
  context_window: null,
  cost_type: null,
  currency: 'USD',
  description: null,
  inference_geo: null,
  model: 'claude-opus-5-5',
  output_tokens: 10,
  server_tool_use: { web_search_requests: 0 },
  service_account_id: null,
  service_tier: 'standard',
  token_type: null,
  uncached_input_tokens: 10,
  workspace_id: null,
};

/** In the first interval that was asked for. */
export function spareAnalyticsRow({ path, query }: ApiRequest): JsonObject {
  const start = floorHour(Date.parse(query.get('starting_at') ?? ''));
  const figures = path.endsWith('/usage')
    ? {
        usage: {
          uncached_input_tokens: 10,
          cache_creation: spareRow.cache_creation ?? null,
          cache_read_input_tokens: 0,
          output_tokens: 10,
          total_tokens: 20,
          requests: 1,
          server_tool_use: { web_search_requests: 0 },
        },
      }
    : { cost: { amount: '1.25', list_amount: '1.25', currency: 'USD', requests: 1 } };
  return {
    starting_at: bucketTime(start),
    ending_at: bucketTime(start + (widthMs[query.get('time_bucket_width') ?? ''] ?? HOUR_MS)),
    group: { model: 'claude-opus-5-5', service_tier: 'standard' },
    ...figures,
  };
}

const widthMs: Readonly<Record<string, number>> = { '1m': MINUTE_MS, '1h': HOUR_MS, '1d': DAY_MS };
