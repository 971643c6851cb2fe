import type { Instant } from '../../src-main/shared/units.js';
import { countsOf, estimateRow, microcentsOf } from '../cli/own-arithmetic.js';
import type { WireUsage } from '../cli/wire-reading.js';
import { ADMIN_KEY } from './start.js';

interface WireBill {
  readonly amount: string;
  readonly currency: string;
  readonly workspace_id: string | null;
  readonly description: string | null;
  readonly cost_type: string | null;
  readonly model: string | null;
  readonly token_type: string | null;
  readonly service_tier: string | null;
  readonly context_window: string | null;
  readonly inference_geo: string | null;
}

interface WirePage<Row> {
  readonly data: readonly { readonly starting_at: string; readonly results: readonly Row[] }[];
  readonly has_more: boolean;
  readonly next_page: string | null;
}

export interface Question {
  readonly url: string;
  readonly from: Instant;
  readonly to: Instant;
}

const HEADERS = {
  'x-api-key': ADMIN_KEY,
  'anthropic-version': '2023-06-01',
  'anthropic-beta': 'fast-mode-2026-02-01',
};
/** Hours of a page, fewer than the app asks for. */
const HOURS_A_PAGE = 100;

export const PRICED = [
  'model',
  'service_tier',
  'context_window',
  'inference_geo',
  'speed',
] as const;
export const SHARED = ['model', 'service_tier', 'speed', 'workspace_id', 'api_key_id'] as const;
export const BILLED = [
  'workspace_id',
  'description',
  'cost_type',
  'model',
  'token_type',
  'service_tier',
  'context_window',
  'inference_geo',
  'currency',
] as const;

async function ask<Row>(
  url: string,
  path: string,
  query: readonly (readonly [string, string])[],
): Promise<(readonly [at: string, row: Row])[]> {
  const rows: (readonly [string, Row])[] = [];
  let page: string | null = null;
  do {
    const search = new URLSearchParams(query.map(([name, value]) => [name, value]));
    if (page !== null) search.set('page', page);
    const answer = await fetch(`${url}/v1/organizations/${path}?${search}`, { headers: HEADERS });
    if (answer.status !== 200) throw new Error(`${answer.status}: ${await answer.text()}`);
    // The simulated API keeps to its contract; what it says is what is compared.
    const body = (await answer.json()) as WirePage<Row>;
    for (const bucket of body.data) {
      for (const row of bucket.results) rows.push([bucket.starting_at, row]);
    }
    page = body.has_more ? body.next_page : null;
  } while (page !== null);
  return rows;
}

const span = ({ from, to }: Question, width: '1h' | '1d', limit: number) =>
  [
    ['starting_at', new Date(from).toISOString()],
    ['ending_at', new Date(to).toISOString()],
    ['bucket_width', width],
    ['limit', String(limit)],
  ] as const;

const nameOf = <Row>(at: string, row: Row, dimensions: readonly (keyof Row)[]) =>
  [at, ...dimensions.map((dimension) => row[dimension] ?? '')].join(' | ');

const groupedBy = (names: readonly string[]) => names.map((name) => ['group_by[]', name] as const);

/** What was used by everything that decides a price: counts, and the estimate in microcents. */
export async function servedPriced(question: Question): Promise<Map<string, string>> {
  const rows = await ask<WireUsage>(question.url, 'usage_report/messages', [
    ...span(question, '1h', HOURS_A_PAGE),
    ...groupedBy(PRICED),
  ]);
  return new Map(
    rows.map(([at, row]) => [
      nameOf(at, row, PRICED),
      [...countsOf(row), ...(estimateRow(row, at) ?? ['', '', '', '', '', ''])].join(' '),
    ]),
  );
}

/** What was used by whom. */
export async function servedShares(question: Question): Promise<Map<string, string>> {
  const rows = await ask<WireUsage>(question.url, 'usage_report/messages', [
    ...span(question, '1h', HOURS_A_PAGE),
    ...groupedBy(SHARED),
  ]);
  return new Map(rows.map(([at, row]) => [nameOf(at, row, SHARED), countsOf(row).join(' ')]));
}

export async function servedBills(question: Question): Promise<Map<string, string>> {
  const rows = await ask<WireBill>(question.url, 'cost_report', [
    ...span(question, '1d', 9),
    ...groupedBy(['workspace_id', 'description']),
  ]);
  return new Map(
    rows.map(([at, row]) => [nameOf(at, row, BILLED), String(microcentsOf(row.amount))]),
  );
}
