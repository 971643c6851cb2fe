import type { Span } from '../shared/units.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../shared/units.js';
import type { ApiAnswer, ApiRequest, ApiState } from './api-exchange.js';
import { badRequest, hasBeta } from './api-exchange.js';
import type { LedgerEntry } from './fake-request.js';
import type { PageTokens } from './page-token.js';
import { createPageTokens } from './page-token.js';
import { createQueryReader } from './query-reader.js';
import { emptyRange, reportRange } from './report-range.js';

/** Group-by names of the usage report, and what each entry has under them. */
export const usageDimensions = {
  account_id: () => null,
  api_key_id: (entry) => entry.apiKeyId,
  context_window: (entry) => entry.contextWindow,
  inference_geo: (entry) => entry.inferenceGeo,
  model: (entry) => entry.model,
  service_account_id: () => null,
  service_tier: (entry) => entry.serviceTier,
  speed: (entry) => entry.speed,
  workspace_id: (entry) => entry.workspaceId,
} as const satisfies Readonly<Record<string, (entry: LedgerEntry) => string | null>>;

export type UsageDimension = keyof typeof usageDimensions;
const dimensionNames = Object.keys(usageDimensions) as readonly UsageDimension[];

const widths = {
  '1m': { ms: MINUTE_MS, usualLimit: 60, maxLimit: 1440 },
  '1h': { ms: HOUR_MS, usualLimit: 24, maxLimit: 168 },
  '1d': { ms: DAY_MS, usualLimit: 7, maxLimit: 31 },
} as const;
const widthNames = Object.keys(widths) as readonly (keyof typeof widths)[];

/** `context_window` is the one filter with a singular name. */
const filters: readonly (readonly [
  name: string,
  dimension: UsageDimension,
  values?: readonly string[],
])[] = [
  ['account_ids', 'account_id'],
  ['api_key_ids', 'api_key_id'],
  ['service_account_ids', 'service_account_id'],
  ['workspace_ids', 'workspace_id'],
  ['models', 'model'],
  ['context_window', 'context_window', ['0-200k', '200k-1M']],
  ['inference_geos', 'inference_geo', ['global', 'us', 'not_available']],
  [
    'service_tiers',
    'service_tier',
    ['standard', 'batch', 'priority', 'priority_on_demand', 'flex', 'flex_discount'],
  ],
  ['speeds', 'speed', ['standard', 'fast']],
];

export interface UsageQuery {
  readonly widthMs: number;
  /** The whole range; a page ends at `pageEnd`. */
  readonly range: Span;
  readonly page: Span;
  readonly tokens: PageTokens;
  readonly groupBy: readonly UsageDimension[];
  readonly isWanted: (entry: LedgerEntry) => boolean;
}

/** The answer instead of the query when something about it is wrong. */
export function parseUsageQuery(
  state: ApiState,
  request: ApiRequest,
): { readonly query: UsageQuery } | { readonly refusal: ApiAnswer } {
  const reader = createQueryReader(request.query, ['group_by', ...filters.map(([name]) => name)]);
  const width = widths[reader.choice('bucket_width', widthNames) ?? '1d'];
  const limit = reader.limit(width.usualLimit, width.maxLimit);
  const groupBy = [...new Set(reader.choices('group_by', dimensionNames))];
  if (reader.list('group_by').length > 5) {
    reader.fail('Cannot specify more than 5 group_by[] dimensions.');
  }
  const defaultId = state.organization.workspaces.find(({ isDefault }) => isDefault)?.id;
  const wanted = filters.flatMap(([name, dimension, values]) => {
    const list = values ? reader.choices(name, values) : reader.list(name);
    const accepted = new Set<string | null>(list);
    if (name === 'workspace_ids' && defaultId && accepted.has(defaultId)) accepted.add(null);
    return reader.list(name).length > 0 ? [{ dimension, accepted }] : [];
  });
  const asksSpeed = groupBy.includes('speed') || reader.list('speeds').length > 0;
  if (asksSpeed && !hasBeta(request, 'fast-mode-2026-02-01')) {
    reader.fail('speed: needs the header anthropic-beta: fast-mode-2026-02-01.');
  }
  const startingAt = reader.instant('starting_at');
  const endingAt = reader.instant('ending_at');
  if (startingAt === null) reader.fail('starting_at: field required.');
  if (reader.problem !== null || startingAt === null) {
    return { refusal: badRequest(reader.problem ?? '') };
  }

  const range = reportRange(startingAt, endingAt, width.ms, state.now);
  if (!range) return { refusal: emptyRange() };
  const tokens = createPageTokens(state.organization.id, request.path, request.query);
  const token = reader.text('page');
  const from = token === null ? range.from : tokens.read(token);
  if (from === null) return { refusal: badRequest('page: not a token of this request.') };
  return {
    query: {
      widthMs: width.ms,
      range,
      page: { from, to: Math.min(from + limit * width.ms, range.to) },
      tokens,
      groupBy,
      isWanted: (entry) =>
        wanted.every(({ dimension, accepted }) => accepted.has(usageDimensions[dimension](entry))),
    },
  };
}
