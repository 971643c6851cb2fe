import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { ReportPair } from '../../../src-main/shared/usage.js';

const tokens =
  'uncached_input, cache_creation_5m, cache_creation_1h, cache_read, output, web_search, requests';
const costs =
  'cost_uncached_input, cost_cache_creation_5m, cost_cache_creation_1h, cost_cache_read, cost_output, cost_web_search';
const priced = 'model, service_tier, context_window, inference_geo, speed';
const shares = 'model, service_tier, speed, workspace_id, api_key_id';
const withPriced = 'JOIN priced_series ON id = series_id';
const withShares = 'JOIN share_series ON id = series_id';

/** Columns and source of each table; a series by its dimensions, not by the number it happens to have. */
const TABLES = {
  usage_hour: [`pair, start, ${priced}, ${tokens}, ${costs}`, `usage_hour ${withPriced}`],
  usage_minute: [`pair, start, ${priced}, ${tokens}, ${costs}`, `usage_minute ${withPriced}`],
  share_hour: [`pair, start, ${shares}, ${tokens}, cost`, `share_hour ${withShares}`],
  cost_day: [
    `pair, start, workspace_id, description, cost_type, model, token_type, service_tier,
      context_window, inference_geo, currency, amount`,
    'cost_day',
  ],
  cost_hour: [
    `pair, start, ${shares}, cost_type, token_type, currency, amount, list_amount`,
    `cost_hour ${withShares}`,
  ],
  restatement: ['pair, day, before_amount, after_amount', 'restatement'],
  label: ['kind, id, name, created_at, archived_at, status, hint', 'label'],
  published_limit: ['kind, workspace_id, model_group, limiter, value, models', 'published_limit'],
  claude_code_day: [
    `day, position, actor_type, actor, customer_type, subscription_type, terminal_type, is_remote,
      sessions, lines_added, lines_removed, commits, pull_requests, models, tools`,
    'claude_code_day',
  ],
  held: ['pair, report, bucket, row_count', 'fetched'],
} as const satisfies Readonly<Record<string, readonly [columns: string, from: string]>>;

export type Table = keyof typeof TABLES;
/** Of each table its number of rows and a digest of them. */
export type Figures = Readonly<Record<Table, string>>;

/** Every figure that a data folder holds, of one pair or of both, read behind the app's back. */
export function figuresIn(folder: string, pair: ReportPair | null = null): Figures {
  const digests = Object.entries(TABLES).map(([table, [columns, from]]) => {
    const ofPair = pair && columns.startsWith('pair') ? `WHERE pair = '${pair}'` : '';
    const [all] = rowsIn(
      folder,
      `SELECT count(*) AS count, json_group_array(json_array(${columns})) AS json
        FROM (SELECT ${columns} FROM ${from} ${ofPair} ORDER BY ${columns})`,
    );
    const digest = createHash('sha256').update(String(all?.json)).digest('hex').slice(0, 16);
    return [table, `${all?.count ?? 0} rows ${digest}`];
  });
  // One entry for each table.
  return Object.fromEntries(digests) as Figures;
}

/** What a question in SQL answers; nothing where there is no history yet. */
export function rowsIn(folder: string, query: string): readonly Record<string, unknown>[] {
  const file = readdirSync(folder).find((name) => /^history-.*\.sqlite3$/.test(name));
  if (!file) return [];
  const database = new DatabaseSync(join(folder, file), { readOnly: true });
  try {
    // Rows of a SELECT are plain objects by column.
    return database.prepare(query).all() as Record<string, unknown>[];
  } finally {
    database.close();
  }
}
