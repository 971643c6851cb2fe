import type { AdminApi, AdminKey, CancelSignal, ListRequest, Page } from '../../core/ports.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { DAY_MS, floorDay, HOUR_MS, MINUTE_MS } from '../../shared/units.js';
import type { Label, PublishedLimit } from '../../shared/usage.js';
import { type AskOptions, createEndpointAsker } from './ask-endpoint.js';
import { askAnalytics, askReport } from './ask-report.js';
import type { Endpoint, Query } from './endpoint.js';
import { linkPage } from './link-page.js';
import { analyticsQuery, dayQuery, legacyQuery, limitsQuery, listQuery } from './report-query.js';
import { analyticsCost, mapAnalyticsCost } from './wire/analytics-cost.js';
import {
  analyticsUsage,
  mapAnalyticsPricedDimensions,
  mapAnalyticsUsage,
} from './wire/analytics-usage.js';
import { apiKeys, mapApiKey } from './wire/api-keys.js';
import { claudeCode, mapClaudeCode } from './wire/claude-code.js';
import { costReport, mapCostBucket } from './wire/cost-report.js';
import {
  mapPricedDimensions,
  mapShareDimensions,
  PRICED_DIMENSIONS,
  SHARE_DIMENSIONS,
} from './wire/dimensions.js';
import { organization } from './wire/organization.js';
import {
  mapRateLimits,
  mapWorkspaceRateLimits,
  rateLimits,
  workspaceRateLimits,
} from './wire/rate-limits.js';
import { mapSpendLimit, spendLimits } from './wire/spend-limits.js';
import { mapUsageBucket, usageReport } from './wire/usage-report.js';
import { mapUser, users } from './wire/users.js';
import { mapWorkspace, workspaces } from './wire/workspaces.js';

const WIDTHS_MS = { '1m': MINUTE_MS, '1h': HOUR_MS } as const;
/** Archived workspaces still name what they used. */
const WITH_ALL: Query = [
  ['include_archived', 'true'],
  ['include_default', 'true'],
];
const COST_DIMENSIONS = ['workspace_id', 'description'];
/** The last two do not count among the five that are allowed. */
const ANALYTICS_COST_DIMENSIONS = [...SHARE_DIMENSIONS, 'cost_type', 'token_type'];

/** The Admin API's read side. Every answer is checked whole before anything of it is used. */
export function createAdminApi(options: AskOptions): AdminApi & { close(): Promise<void> } {
  const asker = createEndpointAsker(options);
  const { ask } = asker;

  const askLimits = <Entry>(
    key: AdminKey,
    endpoint: Endpoint<{ readonly data: readonly Entry[]; readonly next_page: string | null }>,
    { page, signal }: ListRequest,
    map: (entry: Entry) => readonly PublishedLimit[],
  ): Promise<Result<Page<PublishedLimit>>> =>
    ask(key, endpoint, limitsQuery(page), signal, ({ data, next_page }) =>
      ok({ items: data.flatMap(map), next: next_page }),
    );

  const askLabels = <Row>(
    key: AdminKey,
    endpoint: Endpoint<{
      readonly data: readonly Row[];
      readonly has_more: boolean;
      readonly last_id: string | null;
    }>,
    query: Query,
    cancel: CancelSignal,
    map: (row: Row) => Label,
  ): Promise<Result<Page<Label>>> =>
    ask(key, endpoint, query, cancel, ({ data, has_more, last_id }) =>
      linkPage(data.map(map), has_more, last_id),
    );

  return {
    fetchOrganization: (key, cancel) => ask(key, organization, [], cancel, ok),
    fetchPricedUsage: (key, request) =>
      askReport(asker, {
        key,
        endpoint: usageReport,
        query: legacyQuery(request, request.width, PRICED_DIMENSIONS),
        signal: request.signal,
        widthMs: WIDTHS_MS[request.width],
        map: (bucket) => mapUsageBucket(bucket, mapPricedDimensions),
      }),
    fetchShareUsage: (key, request) =>
      askReport(asker, {
        key,
        endpoint: usageReport,
        query: legacyQuery(request, '1h', SHARE_DIMENSIONS),
        signal: request.signal,
        widthMs: HOUR_MS,
        map: (bucket) => mapUsageBucket(bucket, mapShareDimensions),
      }),
    fetchCost: (key, request) =>
      askReport(asker, {
        key,
        endpoint: costReport,
        query: legacyQuery(request, '1d', COST_DIMENSIONS),
        signal: request.signal,
        widthMs: DAY_MS,
        map: mapCostBucket,
      }),
    fetchAnalyticsPricedUsage: (key, request) =>
      askAnalytics(asker, {
        key,
        endpoint: analyticsUsage,
        query: analyticsQuery(request, request.width, PRICED_DIMENSIONS),
        signal: request.signal,
        widthMs: WIDTHS_MS[request.width],
        map: (row) => mapAnalyticsUsage(row, mapAnalyticsPricedDimensions),
      }),
    fetchAnalyticsShareUsage: (key, request) =>
      askAnalytics(asker, {
        key,
        endpoint: analyticsUsage,
        query: analyticsQuery(request, '1h', SHARE_DIMENSIONS),
        signal: request.signal,
        widthMs: HOUR_MS,
        map: (row) => mapAnalyticsUsage(row, mapShareDimensions),
      }),
    fetchAnalyticsCost: (key, request) =>
      askAnalytics(asker, {
        key,
        endpoint: analyticsCost,
        query: analyticsQuery(request, '1h', ANALYTICS_COST_DIMENSIONS),
        signal: request.signal,
        widthMs: HOUR_MS,
        map: mapAnalyticsCost,
      }),
    fetchRateLimits: (key, request) => askLimits(key, rateLimits, request, mapRateLimits),
    fetchWorkspaceRateLimits: (key, workspaceId, request) =>
      askLimits(key, workspaceRateLimits(workspaceId), request, mapWorkspaceRateLimits),
    fetchSpendLimits: (key, request) => askLimits(key, spendLimits, request, mapSpendLimit),
    fetchClaudeCode: (key, day, { page, signal }) =>
      ask(key, claudeCode, dayQuery(day, page), signal, ({ data, has_more, next_page }) => {
        const other = data.findIndex(({ date }) => floorDay(date) !== day);
        if (other === -1) return linkPage(data.map(mapClaudeCode), has_more, next_page);
        const detail = `unexpected value at data.${other}.date`;
        return failed({ kind: 'unexpected-response', detail });
      }),
    fetchLabels(key, kind, page, cancel) {
      switch (kind) {
        case 'workspace':
          return askLabels(key, workspaces, listQuery(page, WITH_ALL), cancel, mapWorkspace);
        case 'api_key':
          return askLabels(key, apiKeys, listQuery(page), cancel, mapApiKey);
        case 'member':
          return askLabels(key, users, listQuery(page), cancel, mapUser);
      }
    },
    close: () => asker.close(),
  };
}
