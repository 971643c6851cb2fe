import { ADMIN_KEY } from './run-tidemark.js';

/** Rows as they stand in the answers; this reader shares nothing with the app's own client. */
export interface WireUsage {
  readonly uncached_input_tokens: number;
  readonly cache_creation: {
    readonly ephemeral_5m_input_tokens: number;
    readonly ephemeral_1h_input_tokens: number;
  };
  readonly cache_read_input_tokens: number;
  readonly output_tokens: number;
  readonly server_tool_use: { readonly web_search_requests: number };
  readonly model: string | null;
  readonly service_tier: string | null;
  readonly context_window: string | null;
  readonly inference_geo: string | null;
  readonly speed: string | null;
  readonly workspace_id: string | null;
  readonly api_key_id: string | null;
}

export interface WireCost {
  readonly amount: string;
  readonly model: string | null;
  readonly cost_type: string | null;
  readonly token_type: string | null;
  readonly service_tier: string | null;
  readonly workspace_id: string | null;
}

export interface WireBucket<Row> {
  readonly starting_at: string;
  readonly ending_at: string;
  readonly results: readonly Row[];
}

interface WirePage<Row> {
  readonly data: readonly WireBucket<Row>[];
  readonly has_more: boolean;
  readonly next_page: string | null;
}

export interface Question {
  readonly from: string;
  readonly to: string;
  readonly width: '1m' | '1h' | '1d';
  readonly groupBy: readonly string[];
}

const HEADERS = {
  'x-api-key': ADMIN_KEY,
  'anthropic-version': '2023-06-01',
  'anthropic-beta': 'fast-mode-2026-02-01',
};

/** All pages of a report. Its pages are smaller than the app's, so they are cut elsewhere. */
async function readReport<Row>(
  url: string,
  path: string,
  { from, to, width, groupBy }: Question,
  limit: number,
): Promise<WireBucket<Row>[]> {
  const buckets: WireBucket<Row>[] = [];
  let page: string | null = null;
  do {
    const query = new URLSearchParams({ starting_at: from, ending_at: to, bucket_width: width });
    query.set('limit', String(limit));
    for (const name of groupBy) query.append('group_by[]', name);
    if (page !== null) query.set('page', page);
    const answer = await fetch(`${url}/v1/organizations/${path}?${query}`, { headers: HEADERS });
    if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
    const body = (await answer.json()) as WirePage<Row>;
    buckets.push(...body.data);
    page = body.has_more ? body.next_page : null;
  } while (page !== null);
  return buckets;
}

export const readUsage = (url: string, question: Question) =>
  readReport<WireUsage>(
    url,
    'usage_report/messages',
    question,
    question.width === '1m' ? 60 : question.width === '1h' ? 101 : 9,
  );

export const readCost = (url: string, from: string, to: string) =>
  readReport<WireCost>(
    url,
    'cost_report',
    { from, to, width: '1d', groupBy: ['workspace_id', 'description'] },
    9,
  );

interface WireNamed {
  readonly id: string;
  readonly name: string;
  readonly archived_at?: string | null;
}

/** Names by id, in pages of three. */
export async function readNames(url: string, list: string): Promise<Map<string, WireNamed>> {
  const names = new Map<string, WireNamed>();
  let after: string | null = null;
  do {
    const query = new URLSearchParams({ limit: '3' });
    if (list === 'workspaces') query.set('include_archived', 'true');
    if (after !== null) query.set('after_id', after);
    const answer = await fetch(`${url}/v1/organizations/${list}?${query}`, { headers: HEADERS });
    const body = (await answer.json()) as {
      readonly data: readonly WireNamed[];
      readonly has_more: boolean;
      readonly last_id: string | null;
    };
    for (const item of body.data) names.set(item.id, item);
    after = body.has_more ? body.last_id : null;
  } while (after !== null);
  return names;
}
