import fc from 'fast-check';
import { DAY_MS, floorDay, HOUR_MS } from '../../src-main/shared/units.js';
import { bound, centsText, count, hour, id, name, openSet, orNull } from './values.js';

/* Answers that the SDK does not describe: the legacy reports and the Claude Code report. */

const rows = <Row>(row: fc.Arbitrary<Row>) => fc.array(row, { maxLength: 4 });

const reportPage = <Item>(item: fc.Arbitrary<Item>) =>
  fc.record({
    data: rows(item),
    has_more: fc.boolean(),
    next_page: name.map((token) => `page_${token}`),
  });

const usageRow = fc.record({
  account_id: orNull(name),
  api_key_id: orNull(id('apikey')),
  cache_creation: fc.record({
    ephemeral_1h_input_tokens: count,
    ephemeral_5m_input_tokens: count,
  }),
  cache_read_input_tokens: count,
  context_window: orNull(openSet('0-200k', '200k-1M')),
  inference_geo: orNull(openSet('global', 'us', 'not_available')),
  model: orNull(openSet('claude-opus-5-5', 'claude-haiku-5-5')),
  output_tokens: count,
  server_tool_use: fc.record({ web_search_requests: count }),
  service_account_id: orNull(name),
  service_tier: orNull(openSet('standard', 'batch', 'priority_on_demand')),
  speed: orNull(openSet('standard', 'fast')),
  uncached_input_tokens: count,
  workspace_id: orNull(id('wrkspc')),
});

const bucketOf = <Row>(row: fc.Arbitrary<Row>, starts: fc.Arbitrary<number>, widthMs: number) =>
  fc.tuple(starts, rows(row)).map(([start, results]) => ({
    starting_at: bound(start),
    ending_at: bound(start + widthMs),
    results,
  }));

export const usageReport = reportPage(bucketOf(usageRow, hour, HOUR_MS));

const costRow = fc.record({
  amount: centsText,
  currency: fc.constantFrom('USD', 'USD', 'EUR'),
  context_window: orNull(openSet('0-200k', '200k-1M')),
  cost_type: orNull(openSet('tokens', 'web_search', 'code_execution', 'session_usage')),
  description: orNull(name),
  inference_geo: orNull(openSet('global', 'us')),
  model: orNull(openSet('claude-opus-5-5')),
  service_tier: orNull(openSet('standard', 'batch')),
  token_type: orNull(openSet('output_tokens', 'cache_creation.ephemeral_5m_input_tokens')),
  workspace_id: orNull(id('wrkspc')),
});

export const costReport = reportPage(bucketOf(costRow, hour.map(floorDay), DAY_MS));

export const CLAUDE_CODE_DAY = floorDay(Date.UTC(2026, 10, 20));

const centsNumber = fc.oneof(
  fc.nat(1_000_000_000),
  fc.double({ min: 0, max: 1_000_000, noNaN: true }),
  fc.double({ min: 0, max: 0.001, noNaN: true }),
);

const claudeCodeRecord = fc.record({
  actor: fc.oneof(
    fc.record({ type: fc.constant('user_actor'), email_address: fc.emailAddress() }),
    fc.record({ type: fc.constant('api_actor'), api_key_name: name }),
    fc.record({ type: name }),
  ),
  core_metrics: fc.record({
    commits_by_claude_code: count,
    lines_of_code: fc.record({ added: count, removed: count }),
    num_sessions: count,
    pull_requests_by_claude_code: count,
  }),
  customer_type: openSet('api', 'subscription'),
  date: fc.constant(bound(CLAUDE_CODE_DAY)),
  is_remote: fc.boolean(),
  model_breakdown: rows(
    fc.record({
      estimated_cost: fc.record({
        amount: centsNumber,
        currency: fc.constantFrom('USD', 'USD', 'EUR'),
      }),
      model: openSet('claude-opus-5-5'),
      tokens: fc.record({
        cache_creation: count,
        cache_read: count,
        input: count,
        output: count,
      }),
    }),
  ),
  organization_id: fc.uuid(),
  subscription_type: orNull(openSet('enterprise', 'team')),
  terminal_type: openSet('vscode', 'tmux'),
  tool_actions: fc.dictionary(
    fc.constantFrom('edit_tool', 'write_tool', 'x_new_tool', 'toString', 'constructor'),
    fc.record({ accepted: count, rejected: count }),
  ),
});

export const claudeCode = reportPage(claudeCodeRecord);
