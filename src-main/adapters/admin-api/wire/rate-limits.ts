import * as z from 'zod';
import type { PublishedLimit } from '../../../shared/usage.js';
import {
  count,
  identifier,
  openText,
  optionalText,
  tokenPage,
  wireObject,
} from '../page-schema.js';

const groupType = openText('model_group', 'batch', 'files', 'skills', 'token_count', 'web_search');
const limiterType = openText(
  'requests_per_minute',
  'input_tokens_per_minute',
  'input_tokens_per_minute_cache_aware',
  'output_tokens_per_minute',
  'tokens_per_minute',
  'tokens_per_day',
  'fast_itpmca',
  'fast_otpm',
  'tool_uses_per_second',
  'enqueued_batch_requests',
);

/** Before September 2026 there was only `group_type`, from October on there is only `group`. */
const groupFields = {
  group: wireObject({ type: groupType, display_name: optionalText }, ['id']).nullish(),
  group_type: groupType.nullish(),
  models: z.array(identifier).nullish(),
};
type WireGroup = z.infer<z.ZodObject<typeof groupFields>>;

const nameOf = ({ group, group_type }: WireGroup) =>
  group?.display_name || group?.type || group_type || null;

const hasGroup = (row: WireGroup) => nameOf(row) !== null;
const groupMissing = { path: ['group'], error: 'no group' };

const value = count.nullable();
const entry = wireObject(
  { ...groupFields, limits: z.array(wireObject({ type: limiterType, value })) },
  ['id', 'type'],
).refine(hasGroup, groupMissing);

const workspaceEntry = wireObject(
  {
    ...groupFields,
    workspace_id: identifier,
    limits: z.array(
      wireObject(
        {
          type: limiterType,
          value,
          source: wireObject({ type: openText('workspace', 'organization') }).nullish(),
        },
        ['org_limit'],
      ),
    ),
  },
  ['type', 'rate_limit_id'],
).refine(hasGroup, groupMissing);

export const rateLimits = {
  path: '/rate_limits',
  version: '2023-06-01',
  schema: tokenPage(entry),
} as const;

const workspaceRateLimitsPage = tokenPage(workspaceEntry);
export const workspaceRateLimits = (workspaceId: string) =>
  ({
    path: `/workspaces/${encodeURIComponent(workspaceId)}/rate_limits`,
    version: '2023-06-01',
    schema: workspaceRateLimitsPage,
  }) as const;

type Limiter = z.infer<typeof entry>['limits'][number];

const mapLimits = (
  row: WireGroup,
  workspaceId: string | null,
  limits: readonly Limiter[],
): readonly PublishedLimit[] =>
  limits.map(({ type, value: limit }) => ({
    kind: 'rate',
    workspaceId,
    group: nameOf(row) ?? '',
    models: row.models ?? null,
    limiter: type,
    value: limit,
  }));

export const mapRateLimits = (row: z.infer<typeof entry>) => mapLimits(row, null, row.limits);

/** What a workspace inherits is told by the organization's own limits. */
export const mapWorkspaceRateLimits = (row: z.infer<typeof workspaceEntry>) =>
  mapLimits(
    row,
    row.workspace_id,
    row.limits.filter(({ source }) => source?.type !== 'organization'),
  );
