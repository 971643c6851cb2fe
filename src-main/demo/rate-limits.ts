import type { ApiState, Endpoint, JsonObject } from './api-exchange.js';
import { notFound } from './api-exchange.js';
import { opaqueId } from './opaque-id.js';
import { createQueryReader } from './query-reader.js';
import type { LimitGroup } from './rate-limit-groups.js';
import { groupName, groupTypes, limitGroupsAt } from './rate-limit-groups.js';
import { answerTokenPage } from './token-pages.js';
import { knownWorkspaces } from './workspaces.js';

const rateLimitId = (state: ApiState, group: LimitGroup) =>
  opaqueId('rl', state.organization.seed, groupName(group));

const groupObject = (state: ApiState, group: LimitGroup): JsonObject => ({
  id: opaqueId('rlg', state.organization.seed, groupName(group)),
  type: group.type,
  ...(group.title === undefined ? {} : { display_name: group.title }),
});

export const listRateLimits: Endpoint = (state, request) => {
  const reader = createQueryReader(request.query);
  const type = reader.choice('group_type', groupTypes);
  const model = reader.text('model');
  const groups = limitGroupsAt(state.now, state.limitChange).filter(
    (group) =>
      (type === null || group.type === type) &&
      (model === null || group.models?.includes(model.replace(/-\d{8}$/, ''))),
  );
  if (model !== null && groups.length === 0) return notFound(`model: ${model}`);
  const isOld = request.headers['anthropic-version'] === '2023-06-01';
  const objects = groups.map((group) => ({
    id: rateLimitId(state, group),
    type: 'rate_limit',
    group: groupObject(state, group),
    ...(isOld ? { group_type: group.type } : {}),
    limits: Object.entries(group.limits).map(([limiter, value]) => ({ type: limiter, value })),
    models: group.models ?? null,
  }));
  return answerTokenPage(state, request, reader, objects);
};

/** Only the Claude Code workspace has a limit of its own. */
export const listWorkspaceRateLimits: Endpoint = (state, request, workspaceId) => {
  const reader = createQueryReader(request.query);
  const type = reader.choice('group_type', groupTypes);
  const includeInherited = reader.flag('include_inherited');
  const workspace = knownWorkspaces(state).find(({ id }) => id === workspaceId);
  if (!workspace) return notFound();
  const objects = limitGroupsAt(state.now, state.limitChange).flatMap((group) => {
    const limits = Object.entries(group.limits).flatMap(([limiter, value]) => {
      const isOwn =
        workspace.name === 'Claude Code' &&
        group.title === 'Claude Opus 5.x' &&
        limiter === 'output_tokens_per_minute';
      if (isOwn) {
        return [
          {
            type: limiter,
            value: Math.floor(value * 0.75),
            org_limit: value,
            source: { type: 'workspace' },
          },
        ];
      }
      const inherited = {
        type: limiter,
        value,
        org_limit: value,
        source: { type: 'organization' },
      };
      return includeInherited ? [inherited] : [];
    });
    if (limits.length === 0 || (type !== null && group.type !== type)) return [];
    return [
      {
        type: 'workspace_rate_limit',
        rate_limit_id: rateLimitId(state, group),
        workspace_id: workspaceId,
        group: groupObject(state, group),
        models: group.models ?? null,
        limits,
      },
    ];
  });
  return answerTokenPage(state, request, reader, objects);
};
