import type { Connection } from './keep-statements.js';
import { readBothWays } from './read-both-ways.js';
import { salvageBuckets } from './salvage-buckets.js';
import { takeRow } from './take-row.js';

/**
 * Takes over what a damaged history still tells: what no sync can fetch again as far as it can be
 * read, and hours and days that prove themselves whole. Answers how many of those there were.
 */
export function salvage(damaged: Connection, target: Connection): number {
  const take = (table: string, order: string, sql: string) => {
    const insert = target.prepare(sql);
    const columns = target.columnsOf(table);
    for (const row of readBothWays(damaged, table, order)) {
      // An older file has fewer columns, and what is none of ours is left out.
      const values = Object.fromEntries(columns.map((name) => [name, row[name] ?? null]));
      takeRow(target, () => insert.run(values));
    }
  };
  target.exec('BEGIN IMMEDIATE');
  take(
    'alert_mark',
    'rule, window_start',
    `INSERT INTO alert_mark SELECT :rule, :window_start, :decided_at, :outcome
     WHERE :outcome IN ('silent', 'decided', 'shown', 'failed')
     ON CONFLICT DO UPDATE SET decided_at = excluded.decided_at, outcome = excluded.outcome
       WHERE excluded.decided_at > decided_at`,
  );
  // When it was synced last is told by the next sync: it says nothing of what is left here.
  take(
    'fact',
    'name',
    `INSERT OR IGNORE INTO fact SELECT :name, :value
     WHERE json_valid(:value) AND :name NOT LIKE 'sync%'`,
  );
  take(
    'label',
    'kind, id',
    `INSERT OR IGNORE INTO label (kind, id, name, created_at, archived_at, status, hint)
     VALUES (:kind, :id, :name, :created_at, :archived_at, :status, :hint)`,
  );
  take(
    'restatement',
    'pair, day, noted_at',
    `INSERT OR IGNORE INTO restatement
     VALUES (:pair, :day, :noted_at, :before_amount, :after_amount)`,
  );
  take('published_limit', `${LIMIT_KEY}, since`, TAKE_LIMIT);
  const buckets = salvageBuckets(damaged, target);
  target.exec('COMMIT');
  return buckets;
}

/** An older limit that is still open in the backup ends where the damaged file says so. */
const LIMIT_KEY = 'kind, workspace_id, model_group, limiter';
const TAKE_LIMIT = `
  INSERT INTO published_limit (${LIMIT_KEY}, since, until, value, models)
  SELECT :kind, :workspace_id, :model_group, :limiter, :since, :until, :value, :models
  WHERE (:models IS NULL OR json_valid(:models)) AND NOT EXISTS (
    SELECT 1 FROM published_limit
    WHERE (${LIMIT_KEY}) = (:kind, :workspace_id, :model_group, :limiter)
      AND since <> :since AND until IS NULL)
  ON CONFLICT DO UPDATE SET until = excluded.until
    WHERE until IS NULL AND excluded.until IS NOT NULL`;
