import type * as fc from 'fast-check';
import type * as z from 'zod';
import { analyticsCost } from '../../src-main/adapters/admin-api/wire/analytics-cost.js';
import { analyticsUsage } from '../../src-main/adapters/admin-api/wire/analytics-usage.js';
import { apiKeys } from '../../src-main/adapters/admin-api/wire/api-keys.js';
import { claudeCode } from '../../src-main/adapters/admin-api/wire/claude-code.js';
import { costReport } from '../../src-main/adapters/admin-api/wire/cost-report.js';
import { organization } from '../../src-main/adapters/admin-api/wire/organization.js';
import {
  rateLimits,
  workspaceRateLimits,
} from '../../src-main/adapters/admin-api/wire/rate-limits.js';
import { spendLimits } from '../../src-main/adapters/admin-api/wire/spend-limits.js';
import { usageReport } from '../../src-main/adapters/admin-api/wire/usage-report.js';
import { users } from '../../src-main/adapters/admin-api/wire/users.js';
import { workspaces } from '../../src-main/adapters/admin-api/wire/workspaces.js';
import type { AdminApi } from '../../src-main/core/ports.js';
import type { Result } from '../../src-main/shared/result.js';
import { DAY_MS } from '../../src-main/shared/units.js';
import * as mapped from './mapped-shapes.js';
import * as plain from './plain-answers.js';
import * as sdk from './sdk-answers.js';

const KEY = 'sk-ant-admin01-marked-fake-for-tests-AbCd';
const { signal } = new AbortController();
const FIRST = { page: null, signal } as const;
const SPAN = {
  from: plain.CLAUDE_CODE_DAY,
  to: plain.CLAUDE_CODE_DAY + DAY_MS,
  ...FIRST,
} as const;

export interface Question {
  readonly ask: (api: AdminApi) => Promise<Result<unknown>>;
  readonly schema: z.ZodType;
  readonly answers: fc.Arbitrary<object>;
  /** What may come out. */
  readonly mapped: z.ZodType;
}

/** Every question of the client, with answers that the API may give to it. */
export const questions = {
  organization: {
    ask: (api) => api.fetchOrganization(KEY, signal),
    schema: organization.schema,
    answers: sdk.organization,
    mapped: mapped.organization,
  },
  'priced usage': {
    ask: (api) => api.fetchPricedUsage(KEY, { ...SPAN, width: '1h' }),
    schema: usageReport.schema,
    answers: plain.usageReport,
    mapped: mapped.pricedUsage,
  },
  'share usage': {
    ask: (api) => api.fetchShareUsage(KEY, SPAN),
    schema: usageReport.schema,
    answers: plain.usageReport,
    mapped: mapped.shareUsage,
  },
  cost: {
    ask: (api) => api.fetchCost(KEY, SPAN),
    schema: costReport.schema,
    answers: plain.costReport,
    mapped: mapped.cost,
  },
  'analytics priced usage': {
    ask: (api) => api.fetchAnalyticsPricedUsage(KEY, { ...SPAN, width: '1h' }),
    schema: analyticsUsage.schema,
    answers: sdk.analyticsUsage,
    mapped: mapped.analyticsPricedUsage,
  },
  'analytics share usage': {
    ask: (api) => api.fetchAnalyticsShareUsage(KEY, SPAN),
    schema: analyticsUsage.schema,
    answers: sdk.analyticsUsage,
    mapped: mapped.analyticsShareUsage,
  },
  'analytics cost': {
    ask: (api) => api.fetchAnalyticsCost(KEY, SPAN),
    schema: analyticsCost.schema,
    answers: sdk.analyticsCost,
    mapped: mapped.analyticsCost,
  },
  'rate limits': {
    ask: (api) => api.fetchRateLimits(KEY, FIRST),
    schema: rateLimits.schema,
    answers: sdk.rateLimits,
    mapped: mapped.limits,
  },
  'workspace rate limits': {
    ask: (api) => api.fetchWorkspaceRateLimits(KEY, 'wrkspc_1', FIRST),
    schema: workspaceRateLimits('wrkspc_1').schema,
    answers: sdk.workspaceRateLimits,
    mapped: mapped.limits,
  },
  'spend limits': {
    ask: (api) => api.fetchSpendLimits(KEY, FIRST),
    schema: spendLimits.schema,
    answers: sdk.spendLimits,
    mapped: mapped.limits,
  },
  'Claude Code': {
    ask: (api) => api.fetchClaudeCode(KEY, plain.CLAUDE_CODE_DAY, FIRST),
    schema: claudeCode.schema,
    answers: plain.claudeCode,
    mapped: mapped.claudeCode,
  },
  workspaces: {
    ask: (api) => api.fetchLabels(KEY, 'workspace', null, signal),
    schema: workspaces.schema,
    answers: sdk.workspaces,
    mapped: mapped.labels,
  },
  'API keys': {
    ask: (api) => api.fetchLabels(KEY, 'api_key', null, signal),
    schema: apiKeys.schema,
    answers: sdk.apiKeys,
    mapped: mapped.labels,
  },
  members: {
    ask: (api) => api.fetchLabels(KEY, 'member', null, signal),
    schema: users.schema,
    answers: sdk.users,
    mapped: mapped.labels,
  },
} as const satisfies Readonly<Record<string, Question>>;

export type QuestionName = keyof typeof questions;

// Object.entries forgets nothing but the names' type.
export const allQuestions = Object.entries(questions) as [QuestionName, Question][];
