import * as z from 'zod';
import { estimated } from '../../../shared/units.js';
import type { ClaudeCodeModel, ClaudeCodeRecord } from '../../../shared/usage.js';
import {
  count,
  instant,
  openText,
  optionalOpenText,
  optionalText,
  reportPage,
  text,
  wireObject,
} from '../page-schema.js';
import { centsOfNumber } from './cents-of-number.js';

const model = wireObject({
  model: text,
  estimated_cost: wireObject({
    amount: centsOfNumber,
    currency: z.string().max(8).default('USD'),
  }).nullish(),
  tokens: wireObject({
    input: count,
    output: count,
    cache_read: count,
    cache_creation: count,
  }),
});

const record = wireObject(
  {
    date: instant,
    actor: wireObject({
      type: openText('user_actor', 'api_actor'),
      email_address: optionalText,
      api_key_name: optionalText,
    }),
    customer_type: optionalOpenText('api', 'subscription'),
    subscription_type: optionalOpenText('enterprise', 'team'),
    terminal_type: optionalText,
    is_remote: z.boolean().nullable().default(false),
    core_metrics: wireObject({
      num_sessions: count,
      lines_of_code: wireObject({ added: count, removed: count }),
      commits_by_claude_code: count,
      pull_requests_by_claude_code: count,
    }),
    model_breakdown: z.array(model),
    tool_actions: z.record(text, wireObject({ accepted: count, rejected: count })).nullish(),
  },
  ['organization_id'],
);

export const claudeCode = {
  path: '/usage_report/claude_code',
  version: '2023-06-01',
  schema: reportPage(record),
} as const;

export const mapClaudeCode = (row: z.infer<typeof record>): ClaudeCodeRecord => ({
  actorType: row.actor.type,
  actor: row.actor.email_address ?? row.actor.api_key_name,
  customerType: row.customer_type,
  subscriptionType: row.subscription_type,
  terminalType: row.terminal_type,
  isRemote: row.is_remote ?? false,
  sessions: row.core_metrics.num_sessions,
  linesAdded: row.core_metrics.lines_of_code.added,
  linesRemoved: row.core_metrics.lines_of_code.removed,
  commits: row.core_metrics.commits_by_claude_code,
  pullRequests: row.core_metrics.pull_requests_by_claude_code,
  models: row.model_breakdown.map(mapModel),
  tools: Object.entries(row.tool_actions ?? {}).map(([tool, { accepted, rejected }]) => ({
    tool,
    accepted,
    rejected,
  })),
});

const mapModel = ({
  model: name,
  tokens,
  estimated_cost,
}: z.infer<typeof model>): ClaudeCodeModel => ({
  model: name,
  uncachedInput: tokens.input,
  output: tokens.output,
  cacheRead: tokens.cache_read,
  cacheCreation: tokens.cache_creation,
  estimated: estimated_cost?.currency === 'USD' ? estimated(estimated_cost.amount) : null,
});
