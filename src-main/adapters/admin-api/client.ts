import type * as z from 'zod';
import type { AdminApi, AdminKey, CancelSignal, Log, Page } from '../../core/ports.js';
import { formatInstant } from '../../shared/format.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { DayStart, HourStart, Span } from '../../shared/units.js';
import type { CostBucket, Label, UsageBucket } from '../../shared/usage.js';
import { failureOfAnswer } from './failure-of-answer.js';
import { mapCostRow, mapPricedDimensions, mapShareDimensions, mapTokens } from './map-page.js';
import * as wire from './page-schema.js';
import { type RetryOptions, waitFor, withRetries } from './retry.js';
import { createRequestSender, type RequestSender } from './send-request.js';
import { createUnhintedWait } from './unhinted-wait.js';

const API_VERSION = '2023-06-01';
/** Without it the report refuses to group by speed. */
const SPEED_BETA = 'fast-mode-2026-02-01';
/** Buckets a page may hold at most. */
const PAGE_LIMITS = { '1m': 1440, '1h': 168, '1d': 31 } as const;

/** Five dimensions at most are allowed in one request; these five decide a price ... */
const PRICED_DIMENSIONS = ['model', 'service_tier', 'context_window', 'inference_geo', 'speed'];
/** ... and these tell who used it. Model, tier and speed are in both and join the two answers. */
const SHARE_DIMENSIONS = ['model', 'service_tier', 'speed', 'workspace_id', 'api_key_id'];

export interface AdminApiOptions {
  readonly baseUrl: string;
  readonly version: string;
  /** Told to the API, as it asks of integrations. */
  readonly homepage: string;
  readonly log: Log;
  readonly retry?: Partial<RetryOptions>;
  readonly sender?: RequestSender;
}

type Query = readonly (readonly [name: string, value: string])[];

/** The Admin API's read side. Every answer is checked whole before anything of it is used. */
export function createAdminApi(options: AdminApiOptions): AdminApi & { close(): Promise<void> } {
  const sender = options.sender ?? createRequestSender();
  const retry: RetryOptions = {
    now: Date.now,
    random: Math.random,
    wait: waitFor,
    ...options.retry,
  };
  const unhintedWait = createUnhintedWait(retry.random);
  let queue: Promise<unknown> = Promise.resolve();

  /** One request at a time: the next starts when the one before has ended. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work);
    queue = turn.catch(() => null);
    return turn;
  };

  async function get<S extends z.ZodType>(
    key: AdminKey,
    path: string,
    query: Query,
    schema: S,
    cancel: CancelSignal,
    beta?: string,
  ): Promise<Result<z.infer<S>>> {
    const url = new URL(`/v1/organizations${path}`, options.baseUrl);
    for (const [name, value] of query) url.searchParams.append(name, value);
    const headers: Record<string, string> = {
      'x-api-key': key,
      'anthropic-version': API_VERSION,
      'user-agent': `Tidemark/${options.version} (${options.homepage})`,
      accept: 'application/json',
    };
    if (beta) headers['anthropic-beta'] = beta;

    const result = await inTurn(() =>
      withRetries(
        async () => {
          const answer = await sender.send(url, headers, cancel);
          if (!answer.ok) return answer;
          if (answer.value.status !== 200) {
            const failure = failureOfAnswer(answer.value, retry.now(), unhintedWait.next);
            const isFinal = answer.value.headers['x-should-retry'] === 'false';
            return { ...failed(failure), isFinal };
          }
          unhintedWait.reset();
          return parseBody(answer.value.body, schema);
        },
        cancel,
        retry,
      ),
    );
    if (!result.ok && result.failure.kind !== 'cancelled') {
      options.log.warn('admin-api', { path, ...result.failure });
    }
    return result;
  }

  const report = (span: Span, width: '1m' | '1h' | '1d', groupBy: string[], page: string | null) =>
    [
      ['starting_at', formatInstant(span.from)],
      ['ending_at', formatInstant(span.to)],
      ['bucket_width', width],
      ['limit', String(PAGE_LIMITS[width])],
      ...groupBy.map((dimension) => ['group_by[]', dimension] as const),
      ...(page === null ? [] : [['page', page] as const]),
    ] satisfies Query;

  async function fetchUsage<Dimensions>(
    key: AdminKey,
    query: Query,
    cancel: CancelSignal,
    mapDimensions: (row: wire.UsageWireRow) => Dimensions,
  ): Promise<Result<Page<UsageBucket<Dimensions>>>> {
    const path = '/usage_report/messages';
    const page = await get(key, path, query, wire.usagePage, cancel, SPEED_BETA);
    if (!page.ok) return page;
    const items = page.value.data.map((bucket) => ({
      // Whether a start is aligned is checked where buckets are collected.
      start: bucket.starting_at as HourStart,
      rows: bucket.results.map((row) => ({
        dimensions: mapDimensions(row),
        tokens: mapTokens(row),
      })),
    }));
    return withNext(items, page.value.has_more, page.value.next_page);
  }

  return {
    async fetchOrganization(key, cancel) {
      return get(key, '/me', [], wire.organization, cancel);
    },
    fetchPricedUsage: (key, request) =>
      fetchUsage(
        key,
        report(request, request.width, PRICED_DIMENSIONS, request.page),
        request.signal,
        mapPricedDimensions,
      ),
    fetchShareUsage: (key, request) =>
      fetchUsage(
        key,
        report(request, '1h', SHARE_DIMENSIONS, request.page),
        request.signal,
        mapShareDimensions,
      ),
    async fetchCost(key, request) {
      const query = report(request, '1d', ['workspace_id', 'description'], request.page);
      const page = await get(key, '/cost_report', query, wire.costPage, request.signal);
      if (!page.ok) return page;
      const items: CostBucket[] = [];
      for (const bucket of page.value.data) {
        const rows = bucket.results.map(mapCostRow);
        const kept = rows.filter((row) => row !== null);
        if (kept.length < rows.length) {
          return failed({ kind: 'unexpected-response', detail: 'amount too large' });
        }
        items.push({ start: bucket.starting_at as DayStart, rows: kept });
      }
      return withNext(items, page.value.has_more, page.value.next_page);
    },
    async fetchLabels(key, kind, page, cancel) {
      const paging: Query = [
        ['limit', '1000'],
        ...(page === null ? [] : [['after_id', page] as const]),
      ];
      if (kind === 'workspace') {
        const query = [
          ...paging,
          ['include_archived', 'true'],
          ['include_default', 'true'],
        ] as const;
        const answer = await get(key, '/workspaces', query, wire.workspacesPage, cancel);
        if (!answer.ok) return answer;
        const items = answer.value.data.map(
          ({ id, name, archived_at }): Label => ({
            kind,
            id,
            name,
            archivedAt: archived_at ?? null,
          }),
        );
        return withNext(items, answer.value.has_more, answer.value.last_id);
      }
      const answer = await get(key, '/api_keys', paging, wire.apiKeysPage, cancel);
      if (!answer.ok) return answer;
      const items = answer.value.data.map(
        ({ id, name }): Label => ({ kind, id, name, archivedAt: null }),
      );
      return withNext(items, answer.value.has_more, answer.value.last_id);
    },
    close: () => sender.close(),
  };
}

function withNext<T>(items: readonly T[], hasMore: boolean, next: string | null): Result<Page<T>> {
  if (!hasMore) return ok({ items, next: null });
  if (next === null) return failed({ kind: 'incomplete', detail: 'more announced, no page named' });
  return ok({ items, next });
}

/** Bytes -> checked value. The detail names the path of the bad field, never its content. */
function parseBody<S extends z.ZodType>(body: Buffer, schema: S): Result<z.infer<S>> {
  if (body.length === 0) return failed({ kind: 'incomplete', detail: 'empty body' });
  const text = new TextDecoder('utf-8').decode(body);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return text.trimStart().startsWith('<')
      ? failed({ kind: 'not-the-api', detail: 'HTML instead of JSON' })
      : failed({ kind: 'incomplete', detail: 'not whole JSON' });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const where = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
  return failed({
    kind: 'unexpected-response',
    detail: `unexpected value at ${where || 'the top'}`,
  });
}
