import type { ApiAnswer, ApiRequest, ApiState, Endpoint, JsonObject } from './api-exchange.js';
import { answerOk, badRequest, notFound } from './api-exchange.js';
import { opaqueId } from './opaque-id.js';
import { createPageTokens } from './page-token.js';
import type { QueryReader } from './query-reader.js';
import { createQueryReader } from './query-reader.js';
import { knownWorkspaces } from './workspaces.js';

const groupTypes = [
  'model_group',
  'batch',
  'files',
  'skills',
  'token_count',
  'web_search',
] as const;

interface LimitGroup {
  readonly type: (typeof groupTypes)[number];
  readonly title?: string;
  readonly models?: readonly string[];
  readonly limits: Readonly<Record<string, number>>;
}

const perMinute = (requests: number, input: number, output: number) => ({
  requests_per_minute: requests,
  input_tokens_per_minute_cache_aware: input,
  output_tokens_per_minute: output,
});

const limitGroups: readonly LimitGroup[] = [
  {
    type: 'model_group',
    title: 'Claude Fable 5.x',
    models: ['claude-fable-5', 'claude-fable-5-1', 'claude-fable-5-2'],
    limits: perMinute(1_000, 500_000, 100_000),
  },
  {
    type: 'model_group',
    title: 'Claude Opus 5.x',
    models: ['claude-opus-5', 'claude-opus-5-5'],
    limits: { ...perMinute(2_000, 4_000_000, 400_000), fast_itpmca: 300_000, fast_otpm: 60_000 },
  },
  {
    type: 'model_group',
    title: 'Claude Opus 4.x',
    models: ['claude-opus-4-5', 'claude-opus-4-6', 'claude-opus-4-7', 'claude-opus-4-8'],
    limits: perMinute(2_000, 2_000_000, 400_000),
  },
  {
    type: 'model_group',
    title: 'Claude Sonnet 5.x',
    models: ['claude-sonnet-5', 'claude-sonnet-5-5'],
    limits: perMinute(2_000, 2_000_000, 400_000),
  },
  {
    type: 'model_group',
    title: 'Claude Sonnet 4.x',
    models: ['claude-sonnet-4-5', 'claude-sonnet-4-6'],
    limits: perMinute(2_000, 1_000_000, 200_000),
  },
  {
    type: 'model_group',
    title: 'Claude Haiku 5.5',
    models: ['claude-haiku-5-5'],
    limits: perMinute(4_000, 4_000_000, 800_000),
  },
  {
    type: 'model_group',
    title: 'Claude Haiku 4.5',
    models: ['claude-haiku-4-5'],
    limits: perMinute(2_000, 2_000_000, 400_000),
  },
  { type: 'batch', limits: { enqueued_batch_requests: 300_000 } },
  { type: 'files', limits: { requests_per_minute: 500 } },
  { type: 'token_count', limits: { requests_per_minute: 4_000 } },
  { type: 'web_search', limits: { tool_uses_per_second: 30 } },
];

const groupName = (group: LimitGroup) => group.title ?? group.type;
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
  const groups = limitGroups.filter(
    (group) =>
      (type === null || group.type === type) && (model === null || group.models?.includes(model)),
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
  const objects = limitGroups.flatMap((group) => {
    const limits = Object.entries(group.limits).flatMap(([limiter, value]) => {
      const isOwn =
        workspace.name === 'Claude Code' &&
        group.title === 'Claude Opus 5.x' &&
        limiter === 'output_tokens_per_minute';
      if (isOwn) {
        return [
          { type: limiter, value: value / 4, org_limit: value, source: { type: 'workspace' } },
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

/** A list that is paged by token; everything in one page when no limit is asked. */
function answerTokenPage(
  state: ApiState,
  request: ApiRequest,
  reader: QueryReader,
  objects: readonly JsonObject[],
): ApiAnswer {
  const limit = reader.limit(Math.max(objects.length, 1), 1000);
  const token = reader.text('page');
  const tokens = createPageTokens(state.organization.id, request.path, request.query);
  const first = token === null ? 0 : tokens.read(token);
  if (first === null) reader.fail('page: not a token of this request.');
  if (reader.problem !== null || first === null) return badRequest(reader.problem ?? '');
  const next = first + limit;
  return answerOk({
    data: objects.slice(first, next),
    next_page: next < objects.length ? tokens.issue(next) : null,
  });
}
