import type { ApiRequest, ApiState, Endpoint, JsonObject } from './api-exchange.js';
import { answerOk, hasBeta, notFound, refuse } from './api-exchange.js';
import { objectTime } from './api-object.js';
import { opaqueId } from './opaque-id.js';
import { createQueryReader } from './query-reader.js';
import { answerTokenPage } from './token-pages.js';
import { knownWorkspaces } from './workspaces.js';

const BETA = 'spend-limit-reads-2026-09-26';

const scopeTypes = [
  'organization',
  'workspace',
  'usage_tier',
  'user',
  'seat_tier',
  'rbac_group',
  'organization_service',
] as const;

const unsupported = () =>
  refuse(
    400,
    'invalid_request_error',
    'Spend limits are not supported for this organization type.',
    { errorCode: 'organization_type_not_supported' },
  );

/** A preview that this organization is part of only on request. */
export const listSpendLimits: Endpoint = (state, request) => {
  const refused = refusal(state, request);
  if (refused) return refused;
  const reader = createQueryReader(request.query, ['scope_type']);
  const types: readonly string[] = reader.choices('scope_type', scopeTypes);
  const workspaceId = reader.text('workspace_id');
  const limits = spendLimits(state).filter(
    ({ scope }) =>
      (types.length === 0 || types.includes(scope.type)) &&
      (workspaceId === null || scope.workspace_id === workspaceId),
  );
  return answerTokenPage(state, request, reader, limits);
};

export const getSpendLimit: Endpoint = (state, request, id) => {
  const refused = refusal(state, request);
  if (refused) return refused;
  const limit = spendLimits(state).find((one) => one.id === id);
  return limit ? answerOk(limit) : notFound();
};

/** For Enterprise organizations only, which this one never is. */
export const effectiveSpendLimits: Endpoint = unsupported;

function refusal(state: ApiState, request: ApiRequest) {
  if (!state.spendLimits) return unsupported();
  return hasBeta(request, BETA) ? null : notFound();
}

type SpendLimit = JsonObject & {
  readonly scope: { readonly type: string; readonly workspace_id?: string };
};

/** Amounts are whole cents: the tier's cap, the organization's own and one of a workspace. */
function spendLimits(state: ApiState): readonly SpendLimit[] {
  const claudeCode = knownWorkspaces(state).find(({ name }) => name === 'Claude Code');
  const limit = (scope: SpendLimit['scope'], amount: string, since: string): SpendLimit => {
    const at = objectTime(Date.parse(since));
    return {
      id: opaqueId('spl', state.organization.seed, scope.type),
      type: 'spend_limit',
      amount,
      currency: 'USD',
      period: 'monthly',
      scope,
      is_enabled: true,
      created_at: at,
      updated_at: at,
    };
  };
  return [
    limit({ type: 'usage_tier' }, '100000', '2025-10-01T09:12:44Z'),
    limit({ type: 'organization' }, '80000', '2025-10-20T12:03:10Z'),
    ...(claudeCode
      ? [limit({ type: 'workspace', workspace_id: claudeCode.id }, '25000', '2025-10-20T12:05:31Z')]
      : []),
  ];
}
