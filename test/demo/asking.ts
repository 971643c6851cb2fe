import { answerRequest } from '../../src-main/demo/admin-api.js';
import type { ApiState } from '../../src-main/demo/api-exchange.js';
import { createLedger } from '../../src-main/demo/ledger.js';
import { inventOrganization } from '../../src-main/demo/organization.js';
import { HOUR_MS } from '../../src-main/shared/units.js';

export const NOW = Date.parse('2026-11-21T20:17:05Z');
export const ADMIN_KEY = 'sk-ant-admin01-marked-fake-for-tests';

export type Query = Readonly<Record<string, string | readonly string[]>>;

/** Lists become repeated bracketed names. */
export function queryOf(query: Query): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (typeof value === 'string') params.append(name, value);
    else for (const item of value) params.append(`${name}[]`, item);
  }
  return params;
}

export function stateOf(changes: Partial<ApiState> = {}): ApiState {
  return {
    organization: inventOrganization(1),
    ledger: createLedger(1),
    now: NOW,
    visibleAfterMs: 0,
    discount: 1,
    openDayCost: true,
    lateEntriesMs: 0,
    analytics: true,
    analyticsVisibleAfterMs: 4 * HOUR_MS,
    spendLimits: false,
    limitChange: null,
    ...changes,
  };
}

export const commonHeaders = {
  'anthropic-version': '2023-06-01',
  'anthropic-beta': 'fast-mode-2026-02-01',
};

/** Asks the API itself, without HTTP and keys. `Body` is what the contract promises. */
export function ask<Body>(
  path: string,
  query: Query | URLSearchParams = {},
  state: ApiState = stateOf(),
  headers: Readonly<Record<string, string>> = commonHeaders,
): {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
} {
  const answer = answerRequest(state, {
    method: 'GET',
    path: `/v1/organizations/${path}`,
    query: query instanceof URLSearchParams ? query : queryOf(query),
    headers,
  });
  // Through JSON, as a reader gets it; its shape is the contract's.
  return { ...answer, body: JSON.parse(JSON.stringify(answer.body)) as Body };
}

export interface ErrorBody {
  readonly type: 'error';
  readonly error: { readonly type: string; readonly message: string };
  readonly request_id: string | null;
}

export interface UsageRow {
  readonly api_key_id: string | null;
  readonly cache_creation: {
    readonly ephemeral_1h_input_tokens: number;
    readonly ephemeral_5m_input_tokens: number;
  };
  readonly cache_read_input_tokens: number;
  readonly context_window: string | null;
  readonly inference_geo: string | null;
  readonly model: string | null;
  readonly output_tokens: number;
  readonly server_tool_use: { readonly web_search_requests: number };
  readonly service_tier: string | null;
  readonly speed?: string | null;
  readonly uncached_input_tokens: number;
  readonly workspace_id: string | null;
}

export interface CostRow {
  readonly amount: string;
  readonly currency: string;
  readonly workspace_id: string | null;
  readonly description: string | null;
  readonly cost_type: string | null;
  readonly token_type: string | null;
  readonly model: string | null;
  readonly service_tier: string | null;
  readonly context_window: string | null;
  readonly inference_geo: string | null;
}

export interface ReportPage<Row> {
  readonly data: readonly {
    readonly starting_at: string;
    readonly ending_at: string;
    readonly results: readonly Row[];
  }[];
  readonly has_more: boolean;
  readonly next_page: string | null;
}

export interface ListPage<Item> {
  readonly data: readonly Item[];
  readonly has_more: boolean;
  readonly first_id: string | null;
  readonly last_id: string | null;
}

/** Exact: "241.538" cents are 241,538,000 microcents. */
export function microcentsOf(amount: string): number {
  const [, cents = '', fraction = ''] = /^(\d+)(?:\.(\d{1,6}))?$/.exec(amount) ?? [];
  if (cents === '') throw new Error(`not a decimal string: ${amount}`);
  return Number(cents + fraction.padEnd(6, '0'));
}

/** All pages of a report, one after the other. */
export function readReport<Row>(
  path: string,
  query: Query,
  state: ApiState = stateOf(),
): { readonly buckets: ReportPage<Row>['data']; readonly pages: number } {
  const buckets: ReportPage<Row>['data'][number][] = [];
  let page: string | null = null;
  let pages = 0;
  do {
    const asked: Query = page === null ? query : { ...query, page };
    const { status, body } = ask<ReportPage<Row>>(path, asked, state);
    if (status !== 200) throw new Error(JSON.stringify(body));
    buckets.push(...body.data);
    page = body.next_page;
    pages += 1;
  } while (page !== null);
  return { buckets, pages };
}
