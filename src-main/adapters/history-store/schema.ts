/** "TIDE" as a number: a database with another id is not ours and is never written (S24). */
export const APPLICATION_ID = 0x54494445;
export const SCHEMA_VERSION = 1;

const tokenColumns = `
  uncached_input INTEGER NOT NULL CHECK (uncached_input >= 0),
  cache_creation_5m INTEGER NOT NULL CHECK (cache_creation_5m >= 0),
  cache_creation_1h INTEGER NOT NULL CHECK (cache_creation_1h >= 0),
  cache_read INTEGER NOT NULL CHECK (cache_read >= 0),
  output INTEGER NOT NULL CHECK (output >= 0),
  web_search INTEGER NOT NULL CHECK (web_search >= 0)`;

/** Estimated microcents of each count; all null where the model has no known price. */
const costColumns = `
  cost_uncached_input INTEGER,
  cost_cache_creation_5m INTEGER,
  cost_cache_creation_1h INTEGER,
  cost_cache_read INTEGER,
  cost_output INTEGER,
  cost_web_search INTEGER`;

/**
 * Instants are milliseconds in UTC. An empty text stands for the API's null, since nulls in a
 * unique key would repeat. A series is one combination of dimensions.
 */
export const SCHEMA = `
CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE fetched (
  report TEXT NOT NULL,
  bucket INTEGER NOT NULL,
  fetched_at INTEGER NOT NULL,
  PRIMARY KEY (report, bucket)
) STRICT, WITHOUT ROWID;

CREATE TABLE priced_series (
  id INTEGER PRIMARY KEY,
  model TEXT NOT NULL,
  service_tier TEXT NOT NULL,
  context_window TEXT NOT NULL,
  inference_geo TEXT NOT NULL,
  speed TEXT NOT NULL,
  UNIQUE (model, service_tier, context_window, inference_geo, speed)
) STRICT;

CREATE TABLE usage_hour (
  start INTEGER NOT NULL,
  series_id INTEGER NOT NULL REFERENCES priced_series (id),${tokenColumns},${costColumns},
  PRIMARY KEY (start, series_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE usage_minute (
  start INTEGER NOT NULL,
  series_id INTEGER NOT NULL REFERENCES priced_series (id),${tokenColumns},${costColumns},
  PRIMARY KEY (start, series_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE share_series (
  id INTEGER PRIMARY KEY,
  model TEXT NOT NULL,
  service_tier TEXT NOT NULL,
  speed TEXT NOT NULL,
  workspace_id TEXT NOT NULL,
  api_key_id TEXT NOT NULL,
  UNIQUE (model, service_tier, speed, workspace_id, api_key_id)
) STRICT;

CREATE TABLE share_hour (
  start INTEGER NOT NULL,
  series_id INTEGER NOT NULL REFERENCES share_series (id),${tokenColumns},
  cost INTEGER,
  PRIMARY KEY (start, series_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE cost_day (
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
  PRIMARY KEY (start, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE label (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  archived_at INTEGER,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE alert_mark (
  rule TEXT NOT NULL,
  window_start INTEGER NOT NULL,
  decided_at INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  PRIMARY KEY (rule, window_start)
) STRICT, WITHOUT ROWID;
`;
