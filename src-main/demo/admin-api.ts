import type { ApiAnswer, ApiRequest, ApiState, Endpoint } from './api-exchange.js';
import { answerOk, badRequest, notFound, refuse } from './api-exchange.js';
import { getApiKey, listApiKeys } from './api-keys.js';
import { claudeCodeReport } from './claude-code-report.js';
import { costReport } from './cost-report.js';
import { getUser, listInvites, listUsers, listWorkspaceMembers } from './people.js';
import { listRateLimits, listWorkspaceRateLimits } from './rate-limits.js';
import { usageReport } from './usage-report.js';
import { getWorkspace, listWorkspaces } from './workspaces.js';

const me: Endpoint = ({ organization: { id, name } }) =>
  answerOk({ id, type: 'organization', name });

/** A preview that this organization is not part of. */
const noSpendLimits: Endpoint = () =>
  refuse(
    400,
    'invalid_request_error',
    'Spend limits are not supported for this organization type.',
    { errorCode: 'organization_type_not_supported' },
  );

const endpoints: readonly (readonly [path: RegExp, endpoint: Endpoint])[] = [
  [/^me$/, me],
  [/^usage_report\/messages$/, usageReport],
  [/^usage_report\/claude_code$/, claudeCodeReport],
  [/^cost_report$/, costReport],
  [/^workspaces$/, listWorkspaces],
  [/^workspaces\/(\w+)$/, getWorkspace],
  [/^workspaces\/(\w+)\/members$/, listWorkspaceMembers],
  [/^workspaces\/(\w+)\/rate_limits$/, listWorkspaceRateLimits],
  [/^api_keys$/, listApiKeys],
  [/^api_keys\/(\w+)$/, getApiKey],
  [/^users$/, listUsers],
  [/^users\/(\w+)$/, getUser],
  [/^invites$/, listInvites],
  [/^rate_limits$/, listRateLimits],
  [/^spend_limits(?:\/effective)?$/, noSpendLimits],
];

const PREFIX = '/v1/organizations/';
const versions: readonly (string | undefined)[] = ['2023-06-01', '2026-10-21'];

/** What the API says once the key is accepted. It only reads: writes are not simulated. */
export function answerRequest(state: ApiState, request: ApiRequest): ApiAnswer {
  const version = request.headers['anthropic-version'];
  if (version === undefined) return badRequest('anthropic-version: header is required.');
  if (!versions.includes(version)) return badRequest('anthropic-version: not a known version.');
  if (!request.path.startsWith(PREFIX)) return notFound();
  for (const [path, endpoint] of endpoints) {
    const match = path.exec(request.path.slice(PREFIX.length));
    if (!match) continue;
    if (request.method === 'GET') return endpoint(state, request, match[1] ?? '');
    return refuse(405, 'invalid_request_error', 'Method not allowed.');
  }
  return notFound();
}
