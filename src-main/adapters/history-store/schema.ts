import { COUNT_COLUMNS } from './columns.js';
import { LIMIT_TABLES } from './limit-tables.js';

/** "TIDE" as a number: a database with another id is not ours and is never written (S24). */
export const APPLICATION_ID = 0x54494445;
export const SCHEMA_VERSION = 3;

/** Estimated microcents of each count; all null where the model has no known price. */
const costColumns = `
  cost_uncached_input INTEGER,
  cost_cache_creation_5m INTEGER,
  cost_cache_creation_1h INTEGER,
  cost_cache_read INTEGER,
  cost_output INTEGER,
  cost_web_search INTEGER`;

const seriesTables = `
CREATE TABLE priced_series (
  id INTEGER PRIMARY KEY,
  model TEXT NOT NULL,
  service_tier TEXT NOT NULL,
  context_window TEXT NOT NULL,
  inference_geo TEXT NOT NULL,
  speed TEXT NOT NULL,
  UNIQUE (model, service_tier, context_window, inference_geo, speed)
) STRICT;

CREATE TABLE share_series (
  id INTEGER PRIMARY KEY,
  model TEXT NOT NULL,
  service_tier TEXT NOT NULL,
  speed TEXT NOT NULL,
  workspace_id TEXT NOT NULL,
  api_key_id TEXT NOT NULL,
  UNIQUE (model, service_tier, speed, workspace_id, api_key_id)
) STRICT;
`;

const sharedTables = `
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE alert_mark (
  rule TEXT NOT NULL,
  window_start INTEGER NOT NULL,
  decided_at INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  PRIMARY KEY (rule, window_start)
) STRICT, WITHOUT ROWID;
`;

const usageTable = (name: string) => `
CREATE TABLE ${name} (
  pair TEXT NOT NULL,
  start INTEGER NOT NULL,
  series_id INTEGER NOT NULL REFERENCES priced_series (id),${COUNT_COLUMNS},
  requests INTEGER CHECK (requests >= 0),${costColumns},
  PRIMARY KEY (pair, start, series_id)
) STRICT, WITHOUT ROWID;`;

/**
 * Tables that say of every row which pair of reports told it: a read takes one pair only. What was
 * fetched has a proof of all of its rows: a bucket can show that it is whole and unchanged.
 */
const pairTables = `
CREATE TABLE fetched (
  pair TEXT NOT NULL,
  report TEXT NOT NULL,
  bucket INTEGER NOT NULL,
  fetched_at INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  proof TEXT NOT NULL,
  PRIMARY KEY (pair, report, bucket)
) STRICT, WITHOUT ROWID;

${usageTable('usage_hour')}
${usageTable('usage_minute')}

CREATE TABLE share_hour (
  pair TEXT NOT NULL,
  start INTEGER NOT NULL,
  series_id INTEGER NOT NULL REFERENCES share_series (id),${COUNT_COLUMNS},
  requests INTEGER CHECK (requests >= 0),
  cost INTEGER,
  PRIMARY KEY (pair, start, series_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE cost_day (
  pair TEXT NOT NULL,
  start INTEGER NOT NULL,
  position INTEGER NOT NULL,
  workspace_id TEXT NOT NULL,
  description TEXT NOT NULL,
  cost_type TEXT NOT NULL,
  model TEXT NOT NULL,
  token_type TEXT NOT NULL,
  service_tier TEXT NOT NULL,
  context_window TEXT NOT NULL,
  inference_geo TEXT NOT NULL,
  currency TEXT NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (pair, start, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE cost_hour (
  pair TEXT NOT NULL,
  start INTEGER NOT NULL,
  series_id INTEGER NOT NULL REFERENCES share_series (id),
  cost_type TEXT NOT NULL,
  token_type TEXT NOT NULL,
  currency TEXT NOT NULL,
  amount INTEGER NOT NULL,
  list_amount INTEGER NOT NULL,
  PRIMARY KEY (pair, start, series_id, cost_type, token_type, currency)
) STRICT, WITHOUT ROWID;

CREATE TABLE restatement (
  pair TEXT NOT NULL,
  day INTEGER NOT NULL,
  noted_at INTEGER NOT NULL,
  before_amount INTEGER,
  after_amount INTEGER,
  PRIMARY KEY (pair, day, noted_at)
) STRICT, WITHOUT ROWID;
`;

const organizationTables = `
CREATE TABLE label (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at INTEGER,
  archived_at INTEGER,
  status TEXT,
  hint TEXT,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE published_limit (
  kind TEXT NOT NULL,
  workspace_id TEXT NOT NULL,
  model_group TEXT NOT NULL,
  limiter TEXT NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER,
  value INTEGER,
  models TEXT,
  currency TEXT,
  PRIMARY KEY (kind, workspace_id, model_group, limiter, since)
) STRICT, WITHOUT ROWID;

CREATE TABLE claude_code_day (
  day INTEGER NOT NULL,
  position INTEGER NOT NULL,
  actor_type TEXT NOT NULL,
  actor TEXT,
  customer_type TEXT,
  subscription_type TEXT,
  terminal_type TEXT,
  is_remote INTEGER NOT NULL,
  sessions INTEGER NOT NULL CHECK (sessions >= 0),
  lines_added INTEGER NOT NULL CHECK (lines_added >= 0),
  lines_removed INTEGER NOT NULL CHECK (lines_removed >= 0),
  commits INTEGER NOT NULL CHECK (commits >= 0),
  pull_requests INTEGER NOT NULL CHECK (pull_requests >= 0),
  models TEXT NOT NULL,
  tools TEXT NOT NULL,
  PRIMARY KEY (day, position)
) STRICT, WITHOUT ROWID;
`;

/**
 * Instants are milliseconds in UTC. An empty text stands for the API's null, since nulls in a
 * unique key would repeat. A series is one combination of dimensions.
 */
export const SCHEMA = sharedTables + seriesTables + pairTables + organizationTables + LIMIT_TABLES;

const tokenNames =
  'uncached_input, cache_creation_5m, cache_creation_1h, cache_read, output, web_search';
const costNames = tokenNames
  .split(', ')
  .map((name) => `cost_${name}`)
  .join(', ');
const billNames = `workspace_id, description, cost_type, model, token_type, service_tier,
  context_window, inference_geo, currency, amount`;

/**
 * Version 1 knew the legacy pair only. Its records of fetches count their rows and have no proof:
 * after damage such a bucket is fetched again.
 */
const FROM_1 = `
${['fetched', 'usage_hour', 'usage_minute', 'share_hour', 'cost_day', 'label']
  .map((table) => `ALTER TABLE ${table} RENAME TO old_${table};`)
  .join('\n')}
${pairTables}
${organizationTables}
INSERT INTO usage_hour (pair, start, series_id, ${tokenNames}, ${costNames})
  SELECT 'legacy', start, series_id, ${tokenNames}, ${costNames} FROM old_usage_hour;
INSERT INTO usage_minute (pair, start, series_id, ${tokenNames}, ${costNames})
  SELECT 'legacy', start, series_id, ${tokenNames}, ${costNames} FROM old_usage_minute;
INSERT INTO share_hour (pair, start, series_id, ${tokenNames}, cost)
  SELECT 'legacy', start, series_id, ${tokenNames}, cost FROM old_share_hour;
INSERT INTO cost_day (pair, start, position, ${billNames})
  SELECT 'legacy', start, position, ${billNames} FROM old_cost_day;
INSERT INTO label (kind, id, name, archived_at) SELECT kind, id, name, archived_at FROM old_label;
INSERT INTO fetched (pair, report, bucket, fetched_at, row_count, proof)
  SELECT 'legacy', report, bucket, fetched_at, 0, '' FROM old_fetched;
${['fetched', 'usage_hour', 'usage_minute', 'share_hour', 'cost_day', 'label']
  .map((table) => `DROP TABLE old_${table};`)
  .join('\n')}
`;

/** Minutes belong to the hour that they split. */
const COUNT_ROWS = `
UPDATE fetched SET row_count = CASE report
  WHEN 'hours' THEN (SELECT count(*) FROM usage_hour r WHERE r.pair = fetched.pair AND start = bucket)
    + (SELECT count(*) FROM share_hour r WHERE r.pair = fetched.pair AND start = bucket)
  WHEN 'minutes' THEN
    (SELECT count(*) FROM usage_minute r
     WHERE r.pair = fetched.pair AND start >= bucket AND start < bucket + 3600000)
  ELSE (SELECT count(*) FROM cost_day r WHERE r.pair = fetched.pair AND start = bucket) END;`;

/** What brings a history of that version to the next one, in one transaction. */
export const MIGRATIONS: Readonly<Record<number, string>> = {
  1: FROM_1 + COUNT_ROWS,
  2: LIMIT_TABLES,
};
