import type {
  PageCursorResponse,
  PageResponse,
  ReportPageCursorResponse,
} from '@anthropic-ai/sdk/core/pagination';
import type { BetaAnalyticsCostItem } from '@anthropic-ai/sdk/resources/beta/organization/analytics/cost';
import type { BetaAnalyticsUsageItem } from '@anthropic-ai/sdk/resources/beta/organization/analytics/usage';
import type { BetaOrganizationRateLimit } from '@anthropic-ai/sdk/resources/beta/organization/rate-limits';
import type { BetaSpendLimit } from '@anthropic-ai/sdk/resources/beta/organization/spend-limits';
import type { BetaWorkspaceRateLimit } from '@anthropic-ai/sdk/resources/beta/organization/workspaces/rate-limits';
import type { APIKey } from '@anthropic-ai/sdk/resources/organization/api-keys';
import type { OrganizationInfo } from '@anthropic-ai/sdk/resources/organization/organization';
import type { OrganizationRateLimit } from '@anthropic-ai/sdk/resources/organization/rate-limits';
import type { OrganizationUser } from '@anthropic-ai/sdk/resources/organization/users';
import type { WorkspaceRateLimit } from '@anthropic-ai/sdk/resources/organization/workspaces/rate-limits';
import type { Workspace } from '@anthropic-ai/sdk/resources/organization/workspaces/workspaces';
import type * as z from 'zod';
import type { analyticsCost } from '../../src-main/adapters/admin-api/wire/analytics-cost.js';
import type { analyticsUsage } from '../../src-main/adapters/admin-api/wire/analytics-usage.js';
import type { apiKeys } from '../../src-main/adapters/admin-api/wire/api-keys.js';
import type { organization } from '../../src-main/adapters/admin-api/wire/organization.js';
import type {
  rateLimits,
  workspaceRateLimits,
} from '../../src-main/adapters/admin-api/wire/rate-limits.js';
import type { spendLimits } from '../../src-main/adapters/admin-api/wire/spend-limits.js';
import type { users } from '../../src-main/adapters/admin-api/wire/users.js';
import type { workspaces } from '../../src-main/adapters/admin-api/wire/workspaces.js';

/*
 * Does not compile when the official SDK (1.12.0) describes an answer that our schema would refuse
 * by its type. The legacy reports and the Claude Code report are not in the SDK; invites, members
 * of workspaces and effective spend limits are in it, but nothing here reads them.
 */
type Accepts<_Sent extends z.input<Schema>, Schema extends z.ZodType> = true;

export type AnswersOfTheSdk = [
  Accepts<OrganizationInfo, typeof organization.schema>,
  Accepts<ReportPageCursorResponse<BetaAnalyticsUsageItem>, typeof analyticsUsage.schema>,
  Accepts<ReportPageCursorResponse<BetaAnalyticsCostItem>, typeof analyticsCost.schema>,
  Accepts<PageCursorResponse<OrganizationRateLimit>, typeof rateLimits.schema>,
  Accepts<PageCursorResponse<BetaOrganizationRateLimit>, typeof rateLimits.schema>,
  Accepts<PageCursorResponse<WorkspaceRateLimit>, ReturnType<typeof workspaceRateLimits>['schema']>,
  Accepts<
    PageCursorResponse<BetaWorkspaceRateLimit>,
    ReturnType<typeof workspaceRateLimits>['schema']
  >,
  Accepts<PageCursorResponse<BetaSpendLimit>, typeof spendLimits.schema>,
  Accepts<PageResponse<Workspace>, typeof workspaces.schema>,
  Accepts<PageResponse<APIKey>, typeof apiKeys.schema>,
  Accepts<PageResponse<OrganizationUser>, typeof users.schema>,
];
