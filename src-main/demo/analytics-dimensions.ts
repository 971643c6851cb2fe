import type { Json } from './api-exchange.js';
import type { LedgerEntry } from './fake-request.js';
import type { InventedOrganization } from './organization.js';

/** What the ledger itself does not say about its entries. */
export interface LedgerOwner {
  readonly organizationId: string;
  readonly defaultWorkspaceId: string | null;
}

export const ownerOf = ({ id, workspaces }: InventedOrganization): LedgerOwner => ({
  organizationId: id,
  defaultWorkspaceId: workspaces.find(({ isDefault }) => isDefault)?.id ?? null,
});

interface Dimension {
  /** Name of the filter. */
  readonly filter: string;
  /** The values it takes; any when left out. */
  readonly values?: readonly string[];
  readonly of: (entry: LedgerEntry, owner: LedgerOwner) => string | null;
  /** The value in a row, where that is another than in the filter. */
  readonly wire?: (value: string) => Json;
}

/** The invented organization has nothing under this name. */
const unused = (filter: string): Dimension => ({ filter, of: () => null });

const productOf = ({ apiKeyId, serviceTier }: LedgerEntry) => {
  if (apiKeyId === null) return 'claude_console';
  return serviceTier === 'batch' ? 'message_batches_api' : 'messages_api';
};

/** Group-by names of the analytics pair. A key stands for itself: nobody else is known to act. */
const analyticsDimensions = {
  actor: {
    filter: 'actor_ids',
    of: ({ apiKeyId }) => apiKeyId,
    wire: (api_key_id) => ({ type: 'api_actor', api_key_id }),
  },
  actor_type: {
    filter: 'actor_types',
    values: ['user_actor', 'service_account_actor', 'api_actor', 'federated_actor'],
    of: ({ apiKeyId }) => (apiKeyId === null ? null : 'api_actor'),
  },
  agent_id: unused('agent_ids'),
  api_key_id: { filter: 'api_key_ids', of: ({ apiKeyId }) => apiKeyId },
  claude_tag_category: unused('claude_tag_categories'),
  claude_tag_user_id: unused('claude_tag_user_ids'),
  context_window: {
    filter: 'context_windows',
    values: ['0-200k', '200k-1M'],
    of: ({ contextWindow }) => contextWindow,
  },
  deployment_id: unused('deployment_ids'),
  environment_id: unused('environment_ids'),
  inference_geo: {
    filter: 'inference_geos',
    values: ['global', 'us', 'not_available'],
    of: ({ inferenceGeo }) => inferenceGeo,
    wire: (geo) => (geo === 'not_available' ? null : geo),
  },
  model: { filter: 'models', of: ({ model }) => model },
  organization_id: {
    filter: 'organization_ids',
    of: (_entry, { organizationId }) => organizationId,
  },
  product: {
    filter: 'products',
    values: [
      'chat',
      'chat_cowork_unified',
      'claude_code',
      'claude_console',
      'claude_design',
      'claude_in_chrome',
      'claude_tag',
      'cowork',
      'managed_agents_api',
      'message_batches_api',
      'messages_api',
      'office_agent',
    ],
    of: productOf,
  },
  rbac_group_id: unused('rbac_group_ids'),
  service_tier: {
    filter: 'service_tiers',
    values: ['standard', 'batch', 'priority', 'priority_on_demand', 'flex', 'flex_discount'],
    of: ({ serviceTier }) => serviceTier,
  },
  session_id: unused('session_ids'),
  slack_channel_id: unused('slack_channel_ids'),
  speed: { filter: 'speeds', values: ['standard', 'fast'], of: ({ speed }) => speed },
  user_profile_id: unused('user_profile_ids'),
  workspace_id: {
    filter: 'workspace_ids',
    of: ({ workspaceId }, { defaultWorkspaceId }) => workspaceId ?? defaultWorkspaceId,
  },
} as const satisfies Readonly<Record<string, Dimension>>;

export type AnalyticsDimension = keyof typeof analyticsDimensions;
// Object.keys forgets the names that `satisfies` kept.
export const analyticsDimensionNames = Object.keys(
  analyticsDimensions,
) as readonly AnalyticsDimension[];

export const analyticsDimension = (name: AnalyticsDimension): Dimension =>
  analyticsDimensions[name];
