import type { ApiState } from '../../src-main/demo/api-exchange.js';
import { ask, type Query, stateOf } from './asking.js';
import type { Counts } from './counts.js';

export const analyticsHeaders = {
  'anthropic-version': '2026-10-21',
  'anthropic-beta': 'analytics-usage-cost-2026-08-24',
};

export type Group = Readonly<Record<string, unknown>>;

export interface AnalyticsUsageRow {
  readonly starting_at: string;
  readonly ending_at: string;
  readonly group: Group;
  readonly usage: {
    readonly uncached_input_tokens: number;
    readonly cache_creation: {
      readonly ephemeral_1h_input_tokens: number;
      readonly ephemeral_5m_input_tokens: number;
    };
    readonly cache_read_input_tokens: number;
    readonly output_tokens: number;
    readonly total_tokens: number;
    readonly requests: number;
    readonly server_tool_use: { readonly web_search_requests: number };
  };
}

export interface AnalyticsCostRow {
  readonly starting_at: string;
  readonly ending_at: string;
  readonly group: Group;
  readonly cost: {
    readonly amount: string;
    readonly list_amount: string;
    readonly currency: string;
    readonly requests: number | null;
  };
}

export interface AnalyticsPage<Row> {
  readonly data: readonly Row[];
  readonly has_more: boolean;
  readonly next_page: string | null;
  readonly data_refreshed_at: string | null;
}

export const askAnalytics = <Body>(path: string, query: Query, state: ApiState = stateOf()) =>
  ask<Body>(`analytics/${path}`, query, state, analyticsHeaders);

/** All rows of all pages. */
export function readRows<Row>(
  path: string,
  query: Query,
  state: ApiState = stateOf(),
): readonly Row[] {
  const rows: Row[] = [];
  let page: string | null = null;
  do {
    const asked: Query = { limit: '1000', ...query, ...(page === null ? {} : { page }) };
    const { status, body } = askAnalytics<AnalyticsPage<Row>>(path, asked, state);
    if (status !== 200) throw new Error(JSON.stringify(body));
    if (body.has_more !== (body.next_page !== null)) throw new Error('has_more without a token');
    rows.push(...body.data);
    page = body.next_page;
  } while (page !== null);
  return rows;
}

export const usageCounts = ({ usage }: AnalyticsUsageRow): Counts => [
  usage.uncached_input_tokens,
  usage.cache_creation.ephemeral_5m_input_tokens,
  usage.cache_creation.ephemeral_1h_input_tokens,
  usage.cache_read_input_tokens,
  usage.output_tokens,
  usage.server_tool_use.web_search_requests,
];
