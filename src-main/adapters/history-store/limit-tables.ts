import { COUNT_COLUMNS } from './columns.js';

/**
 * A digest is of an id and so spread evenly: a salvage can go around what is damaged. A record is
 * one value as JSON; of a deleted one the digest alone is left. The higher revision is the newer.
 */
const recordTable = (name: string) => `
CREATE TABLE ${name} (
  digest BLOB PRIMARY KEY,
  revision INTEGER NOT NULL,
  record TEXT,
  proof BLOB NOT NULL
) STRICT, WITHOUT ROWID;`;

/**
 * What is kept about limits. Hours of a plan are sums of its messages. Series of a plan are never
 * deleted, and references to them would make SQLite forget half a million messages one by one.
 * Minutes of a peak are looked at by the hour and have a record of the fetch as every report has.
 */
export const LIMIT_TABLES = `
${recordTable('evidence')}
${recordTable('limit_sighting')}
${recordTable('unknown_sighting')}

CREATE TABLE plan_series (id INTEGER PRIMARY KEY, model TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE plan_message (
  digest BLOB PRIMARY KEY,
  at INTEGER NOT NULL,
  series_id INTEGER NOT NULL,${COUNT_COLUMNS},
  proof BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX plan_message_at ON plan_message (at);

CREATE TABLE plan_hour (
  start INTEGER NOT NULL,
  series_id INTEGER NOT NULL,${COUNT_COLUMNS},
  PRIMARY KEY (start, series_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE transcript_mark (
  file TEXT PRIMARY KEY,
  read_bytes INTEGER NOT NULL CHECK (read_bytes >= 0),
  identity TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE minute_peak (
  pair TEXT NOT NULL,
  start INTEGER NOT NULL,
  model_group TEXT NOT NULL,
  limiter TEXT NOT NULL,
  value INTEGER NOT NULL CHECK (value >= 0),
  at INTEGER NOT NULL,
  PRIMARY KEY (pair, start, model_group, limiter)
) STRICT, WITHOUT ROWID;
`;
