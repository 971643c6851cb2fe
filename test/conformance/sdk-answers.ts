import type {
  PageCursorResponse,
  PageResponse,
  ReportPageCursorResponse,
} from '@anthropic-ai/sdk/core/pagination';
import type {
  BetaAnalyticsActor,
  BetaAnalyticsContextWindow,
} from '@anthropic-ai/sdk/resources/beta/organization/analytics/analytics';
import type {
  BetaAnalyticsCostGroup,
  BetaAnalyticsCostItem,
} from '@anthropic-ai/sdk/resources/beta/organization/analytics/cost';
import type {
  BetaAnalyticsUsageGroup,
  BetaAnalyticsUsageItem,
} from '@anthropic-ai/sdk/resources/beta/organization/analytics/usage';
import type { BetaOrganizationRateLimit } from '@anthropic-ai/sdk/resources/beta/organization/rate-limits';
import type { BetaSpendLimit } from '@anthropic-ai/sdk/resources/beta/organization/spend-limits';
import type { BetaWorkspaceRateLimit } from '@anthropic-ai/sdk/resources/beta/organization/workspaces/rate-limits';
import type { APIKey } from '@anthropic-ai/sdk/resources/organization/api-keys';
import type { OrganizationInfo } from '@anthropic-ai/sdk/resources/organization/organization';
import type { OrganizationUser } from '@anthropic-ai/sdk/resources/organization/users';
import type { Workspace } from '@anthropic-ai/sdk/resources/organization/workspaces/workspaces';
import fc from 'fast-check';
import { HOUR_MS } from '../../src-main/shared/units.js';
import { bound, centsText, count, hour, id, name, objectTime, openSet, orNull } from './values.js';

/* Answers as the official SDK types them: a field that it adds or renames stops this file. */

const rows = <Row>(row: fc.Arbitrary<Row>) => fc.array(row, { maxLength: 4 });

const reportPage = <Item>(item: fc.Arbitrary<Item>): fc.Arbitrary<ReportPageCursorResponse<Item>> =>
  fc.record({
    data: rows(item),
    has_more: fc.boolean(),
    next_page: name.map((token) => `page_${token}`),
    data_refreshed_at: orNull(hour.map(bound)),
  });

const tokenPage = <Item>(item: fc.Arbitrary<Item>): fc.Arbitrary<PageCursorResponse<Item>> =>
  fc.record({ data: rows(item), next_page: orNull(name.map((token) => `page_${token}`)) });

const idPage = <Item extends { readonly id: string }>(
  item: fc.Arbitrary<Item>,
): fc.Arbitrary<PageResponse<Item>> =>
  fc.tuple(fc.array(item, { minLength: 1, maxLength: 4 }), fc.boolean()).map(([data, hasMore]) => ({
    data,
    has_more: hasMore,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  }));

export const organization: fc.Arbitrary<OrganizationInfo> = fc.record({
  id: fc.uuid(),
  name,
  type: fc.constant('organization' as const),
});

const actor: fc.Arbitrary<BetaAnalyticsActor> = fc.record({
  type: fc.constant('user_actor' as const),
  user_id: id('user'),
  name: orNull(name),
  email_address: orNull(fc.emailAddress()),
  deleted: fc.boolean(),
});

const contextWindow = openSet<BetaAnalyticsContextWindow>('0-200k', '200k-1M');

const usageGroup: fc.Arbitrary<BetaAnalyticsUsageGroup> = fc.record({
  actor: orNull(actor),
  actor_type: orNull(openSet('api_actor', 'user_actor')),
  agent_id: orNull(name),
  api_key_id: orNull(id('apikey')),
  claude_tag_category: orNull(openSet('dm', 'engaged')),
  claude_tag_user_id: orNull(name),
  context_window: orNull(contextWindow),
  deployment_id: orNull(name),
  environment_id: orNull(name),
  inference_geo: orNull(openSet('global', 'us')),
  model: orNull(openSet<string>('claude-opus-5-5', 'claude-haiku-5-5')),
  organization_id: orNull(fc.uuid()),
  product: orNull(openSet<string>('messages_api', 'claude_code')),
  rbac_group_id: orNull(name),
  service_tier: orNull(openSet('standard', 'batch', 'priority', 'flex')),
  session_id: orNull(name),
  slack_channel_id: orNull(name),
  speed: orNull(openSet('fast', 'standard')),
  user_profile_id: orNull(name),
  workspace_id: orNull(id('wrkspc')),
});

const costGroup: fc.Arbitrary<BetaAnalyticsCostGroup> = fc
  .tuple(
    usageGroup,
    orNull(openSet('tokens', 'web_search', 'code_execution', 'session_usage')),
    orNull(
      openSet(
        'uncached_input_tokens',
        'output_tokens',
        'cache_read_input_tokens',
        'cache_creation.ephemeral_5m_input_tokens',
        'cache_creation.ephemeral_1h_input_tokens',
      ),
    ),
  )
  .map(([group, cost_type, token_type]) => ({ ...group, cost_type, token_type }));

const anHour = hour.map((start) => ({
  starting_at: bound(start),
  ending_at: bound(start + HOUR_MS),
}));

const usageItem: fc.Arbitrary<BetaAnalyticsUsageItem> = fc
  .tuple(
    anHour,
    usageGroup,
    fc.record({
      cache_creation: fc.record({
        ephemeral_1h_input_tokens: count,
        ephemeral_5m_input_tokens: count,
      }),
      cache_read_input_tokens: count,
      output_tokens: count,
      requests: orNull(count),
      server_tool_use: fc.record({ web_search_requests: count }),
      total_tokens: count,
      uncached_input_tokens: count,
    }),
  )
  .map(([bounds, group, usage]) => ({ ...bounds, group, usage }));

const costItem: fc.Arbitrary<BetaAnalyticsCostItem> = fc
  .tuple(
    anHour,
    costGroup,
    fc.record({
      amount: centsText,
      list_amount: centsText,
      currency: openSet<string>('USD', 'EUR').map((code) => code.slice(0, 8)),
      requests: orNull(count),
    }),
  )
  .map(([bounds, group, cost]) => ({ ...bounds, group, cost }));

export const analyticsUsage = reportPage(usageItem);
export const analyticsCost = reportPage(costItem);

const limitGroup: fc.Arbitrary<BetaOrganizationRateLimit['group']> = fc.oneof(
  fc.record({
    id: id('rlg'),
    type: fc.constant('model_group' as const),
    display_name: name.filter((text) => text !== ''),
  }),
  fc.record({ id: id('rlg'), type: openSet('batch', 'files', 'skills') }),
);
const limiter = openSet<string>('requests_per_minute', 'output_tokens_per_minute', 'fast_otpm');
const models = orNull(fc.array(openSet<string>('claude-opus-5', 'claude-opus-5-5')));

const rateLimit: fc.Arbitrary<BetaOrganizationRateLimit> = fc.record({
  id: id('rl'),
  type: fc.constant('rate_limit' as const),
  group: limitGroup,
  limits: rows(fc.record({ type: limiter, value: count })),
  models,
});
export const rateLimits = tokenPage(rateLimit);

const workspaceRateLimit: fc.Arbitrary<BetaWorkspaceRateLimit> = fc.record({
  type: fc.constant('workspace_rate_limit' as const),
  rate_limit_id: id('rl'),
  workspace_id: id('wrkspc'),
  group: limitGroup,
  models,
  limits: rows(
    fc.record({
      type: limiter,
      value: count,
      org_limit: orNull(count),
      source: fc.record({ type: fc.constantFrom('workspace' as const, 'organization' as const) }),
    }),
  ),
});
export const workspaceRateLimits = tokenPage(workspaceRateLimit);

const scope: fc.Arbitrary<BetaSpendLimit['scope']> = fc.oneof(
  fc.record({ type: fc.constantFrom('organization' as const, 'usage_tier' as const) }),
  fc.record({ type: fc.constant('workspace' as const), workspace_id: id('wrkspc') }),
  fc.record({ type: fc.constant('user' as const), user_id: id('user') }),
  fc.record({ type: fc.constant('seat_tier' as const), seat_tier: name }),
  fc.record({ type: fc.constant('rbac_group' as const), rbac_group_id: id('rbac_group') }),
  fc.record({ type: fc.constant('organization_service' as const), service: name }),
);

const spendLimit: fc.Arbitrary<BetaSpendLimit> = fc.record({
  id: id('spl'),
  type: fc.constant('spend_limit' as const),
  amount: orNull(fc.nat(1_000_000_000).map(String)),
  currency: fc.constantFrom('USD', 'USD', 'USD', 'EUR'),
  period: openSet('daily', 'weekly', 'monthly'),
  scope,
  is_enabled: fc.boolean(),
  created_at: objectTime,
  updated_at: objectTime,
});
export const spendLimits = tokenPage(spendLimit);

const workspace: fc.Arbitrary<Workspace> = fc.record({
  id: id('wrkspc'),
  type: fc.constant('workspace' as const),
  name,
  display_color: fc.constant('#2E7D6B'),
  created_at: objectTime,
  archived_at: orNull(objectTime),
  compartment_id: fc.uuid(),
  data_residency: fc.record({
    workspace_geo: openSet('us'),
    default_inference_geo: openSet('global', 'us'),
    allowed_inference_geos: fc.oneof(
      fc.constant('unrestricted' as const),
      fc.array(openSet('global', 'us')),
    ),
  }),
  external_key_id: orNull(name),
  tags: fc.dictionary(name, name),
  user_profile_id: orNull(name),
});
export const workspaces = idPage(workspace);

const apiKey: fc.Arbitrary<APIKey> = fc.record({
  id: id('apikey'),
  type: fc.constant('api_key' as const),
  name,
  status: openSet('active', 'inactive', 'archived', 'expired'),
  partial_key_hint: orNull(fc.constant('sk-ant-api03-Q7x...pgAA')),
  created_at: objectTime,
  expires_at: orNull(objectTime),
  created_by: orNull(fc.record({ id: id('user'), type: openSet('user', 'service_account') })),
  principal: orNull(fc.record({ type: fc.constant('user_actor' as const), user_id: id('user') })),
  scope: fc.oneof(
    fc.record({ type: fc.constant('organization' as const) }),
    fc.record({ type: fc.constant('workspace' as const), workspace_id: id('wrkspc') }),
  ),
});
export const apiKeys = idPage(apiKey);

const user: fc.Arbitrary<OrganizationUser> = fc.record({
  id: id('user'),
  type: fc.constant('user' as const),
  email: fc.emailAddress(),
  name,
  role: openSet('user', 'developer', 'billing', 'admin', 'owner'),
  added_at: objectTime,
});
export const users = idPage(user);
