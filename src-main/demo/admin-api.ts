import { analyticsCost } from './analytics-cost.js';
import { analyticsUsage } from './analytics-usage.js';
import type { ApiAnswer, ApiRequest, ApiState, Endpoint } from './api-exchange.js';
import { answerOk, badRequest, notFound, refuse } from './api-exchange.js';
import { getApiKey, listApiKeys } from './api-keys.js';
import { claudeCodeReport } from './claude-code-report.js';
import { costReport } from './cost-report.js';
import {
  getInvite,
  getUser,
  getWorkspaceMember,
  listInvites,
  listUsers,
  listWorkspaceMembers,
} from './people.js';
import { listRateLimits, listWorkspaceRateLimits } from './rate-limits.js';
import { effectiveSpendLimits, getSpendLimit, listSpendLimits } from './spend-limits.js';
import { usageReport } from './usage-report.js';
import { getWorkspace, listWorkspaces } from './workspaces.js';

const me: Endpoint = ({ organization: { id, name } }) =>
  answerOk({ id, type: 'organization', name });

const endpoints: readonly (readonly [path: RegExp, endpoint: Endpoint])[] = [
  [/^me$/, me],
  [/^usage_report\/messages$/, usageReport],
  [/^usage_report\/claude_code$/, claudeCodeReport],
  [/^cost_report$/, costReport],
  [/^analytics\/usage$/, analyticsUsage],
  [/^analytics\/cost$/, analyticsCost],
  [/^workspaces$/, listWorkspaces],
  [/^workspaces\/(\w+)$/, getWorkspace],
  [/^workspaces\/(\w+)\/members$/, listWorkspaceMembers],
  [/^workspaces\/(\w+)\/members\/(\w+)$/, getWorkspaceMember],
  [/^workspaces\/(\w+)\/rate_limits$/, listWorkspaceRateLimits],
  [/^api_keys$/, listApiKeys],
  [/^api_keys\/(\w+)$/, getApiKey],
  [/^users$/, listUsers],
  [/^users\/(\w+)$/, getUser],
  [/^invites$/, listInvites],
  [/^invites\/(\w+)$/, getInvite],
  [/^rate_limits$/, listRateLimits],
  [/^spend_limits$/, listSpendLimits],
  [/^spend_limits\/effective$/, effectiveSpendLimits],
  [/^spend_limits\/(\w+)$/, getSpendLimit],
];

/** Paths that the API only writes to. */
const writeOnly: readonly RegExp[] = [
  /^workspaces\/\w+\/archive$/,
  /^workspaces\/\w+\/rate_limits\/\w+$/,
];
const readOnly = () => refuse(405, 'invalid_request_error', 'Method not allowed.');

const PREFIX = '/v1/organizations/';
const versions: readonly (string | undefined)[] = ['2023-06-01', '2026-10-21'];

/** What the API says once the key is accepted. It only reads: writes are not simulated. */
export function answerRequest(state: ApiState, request: ApiRequest): ApiAnswer {
  const version = request.headers['anthropic-version'];
  if (version === undefined) return badRequest('anthropic-version: header is required.');
  if (!versions.includes(version)) return badRequest('anthropic-version: not a known version.');
  if (!request.path.startsWith(PREFIX)) return notFound();
  const rest = request.path.slice(PREFIX.length);
  for (const [path, endpoint] of endpoints) {
    const match = path.exec(rest);
    if (!match) continue;
    if (request.method !== 'GET') return readOnly();
    return endpoint(state, request, match[1] ?? '', match[2] ?? '');
  }
  return writeOnly.some((path) => path.test(rest)) ? readOnly() : notFound();
}
