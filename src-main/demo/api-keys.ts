import type { ApiRequest, ApiState, Endpoint, JsonObject } from './api-exchange.js';
import { born, objectTime, one } from './api-object.js';
import { answerIdPage } from './id-pages.js';
import type { ApiKey } from './organization.js';
import { apiKeyStatus } from './organization.js';
import { createQueryReader } from './query-reader.js';

export const listApiKeys: Endpoint = (state, request) => {
  const reader = createQueryReader(request.query);
  const status = reader.choice('status', ['active', 'inactive', 'archived', 'expired']);
  const workspaceId = reader.text('workspace_id');
  const creator = reader.text('created_by_user_id');
  const keys = born(state.organization.apiKeys, ({ createdAt }) => createdAt, state).filter(
    (key) =>
      (status === null || apiKeyStatus(key, state.now) === status) &&
      (workspaceId === null || workspaceOf(key) === workspaceId) &&
      (creator === null || key.createdBy === creator),
  );
  return answerIdPage(
    reader,
    keys.map((key) => apiKeyObject(key, state, request)),
  );
};

export const getApiKey: Endpoint = (state, request, id) =>
  one(
    born(state.organization.apiKeys, ({ createdAt }) => createdAt, state).find(
      (key) => key.id === id,
    ),
    (key) => apiKeyObject(key, state, request),
  );

/** Null: the key belongs to the whole organization. */
const workspaceOf = (key: ApiKey) => (key.isOrganizationWide ? null : key.workspaceId);

/** The newer API version knows only `scope`; the older one also has `workspace_id`. */
function apiKeyObject(key: ApiKey, state: ApiState, request: ApiRequest): JsonObject {
  const isDefault = state.organization.workspaces.some(
    (workspace) => workspace.isDefault && workspace.id === key.workspaceId,
  );
  const workspaceId = isDefault ? null : workspaceOf(key);
  const isOld = request.headers['anthropic-version'] === '2023-06-01';
  return {
    id: key.id,
    type: 'api_key',
    name: key.name,
    status: apiKeyStatus(key, state.now),
    partial_key_hint: key.hint,
    created_at: objectTime(key.createdAt),
    expires_at: key.expiresAt === null ? null : objectTime(key.expiresAt),
    created_by: { id: key.createdBy, type: 'user' },
    principal: null,
    scope: key.isOrganizationWide
      ? { type: 'organization' }
      : { type: 'workspace', workspace_id: key.workspaceId },
    ...(isOld ? { workspace_id: workspaceId } : {}),
  };
}
