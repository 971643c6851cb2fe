import type { DayStart } from '../../shared/units.js';
import type {
  ClaudeCodeModel,
  ClaudeCodeRecord,
  ClaudeCodeTool,
  HeldLimit,
} from '../../shared/usage.js';

export interface LimitRow {
  readonly kind: HeldLimit['kind'];
  readonly workspace_id: string;
  readonly model_group: string;
  readonly limiter: string;
  readonly since: number;
  readonly until: number | null;
  readonly value: number | null;
  readonly models: string | null;
  readonly currency: string | null;
}

export const readLimit = (row: LimitRow): HeldLimit => ({
  kind: row.kind,
  workspaceId: row.workspace_id || null,
  group: row.model_group,
  // Only this store writes it, as a list of texts.
  models: row.models === null ? null : (JSON.parse(row.models) as string[]),
  limiter: row.limiter,
  value: row.value,
  ...(row.currency === null ? {} : { currency: row.currency }),
  since: row.since,
  until: row.until,
});

export const limitValues = (limit: HeldLimit): (string | number | null)[] => [
  limit.kind,
  limit.workspaceId ?? '',
  limit.group,
  limit.limiter,
  limit.since,
  limit.until,
  limit.value,
  limit.models && JSON.stringify(limit.models),
  limit.currency ?? null,
];

/** On disk uncached input keeps its first name. */
type StoredModel = Omit<ClaudeCodeModel, 'uncachedInput'> & {
  readonly input: ClaudeCodeModel['uncachedInput'];
};

const readModel = ({ input, ...model }: StoredModel): ClaudeCodeModel => ({
  ...model,
  uncachedInput: input,
});

const storedModel = ({ uncachedInput, ...model }: ClaudeCodeModel): StoredModel => ({
  ...model,
  input: uncachedInput,
});

export interface ClaudeCodeRow {
  readonly day: DayStart;
  readonly actor_type: string;
  readonly actor: string | null;
  readonly customer_type: string | null;
  readonly subscription_type: string | null;
  readonly terminal_type: string | null;
  readonly is_remote: number;
  readonly sessions: number;
  readonly lines_added: number;
  readonly lines_removed: number;
  readonly commits: number;
  readonly pull_requests: number;
  readonly models: string;
  readonly tools: string;
}

export const readClaudeCodeRow = (
  row: ClaudeCodeRow,
): ClaudeCodeRecord & { readonly day: DayStart } => ({
  day: row.day,
  actorType: row.actor_type,
  actor: row.actor,
  customerType: row.customer_type,
  subscriptionType: row.subscription_type,
  terminalType: row.terminal_type,
  isRemote: row.is_remote === 1,
  sessions: row.sessions,
  linesAdded: row.lines_added,
  linesRemoved: row.lines_removed,
  commits: row.commits,
  pullRequests: row.pull_requests,
  // Only this store writes these two, from the same types.
  models: (JSON.parse(row.models) as StoredModel[]).map(readModel),
  tools: JSON.parse(row.tools) as ClaudeCodeTool[],
});

export const claudeCodeValues = (record: ClaudeCodeRecord): (string | number | null)[] => [
  record.actorType,
  record.actor,
  record.customerType,
  record.subscriptionType,
  record.terminalType,
  record.isRemote ? 1 : 0,
  record.sessions,
  record.linesAdded,
  record.linesRemoved,
  record.commits,
  record.pullRequests,
  JSON.stringify(record.models.map(storedModel)),
  JSON.stringify(record.tools),
];
