import { DAY_MS } from '../../shared/units.js';
import type { Connection } from './keep-statements.js';
import { LEARNED_FACT } from './pair-names.js';
import { readBothWays } from './read-both-ways.js';
import { salvageBuckets } from './salvage-buckets.js';
import { salvageLimits } from './salvage-limits.js';
import { takeRow } from './take-row.js';

/** How much came over that proved itself whole. */
export interface Salvaged {
  readonly salvagedBuckets: number;
  readonly salvagedRecords: number;
}

export const NOTHING_SALVAGED: Salvaged = { salvagedBuckets: 0, salvagedRecords: 0 };

/**
 * Takes over what a damaged history still tells: marks of alerts, names that nothing else knows,
 * and all that proves itself whole, which are hours and days, records of limits and messages of a
 * plan. Published limits and restatements can prove nothing: they are the backup's.
 */
export function salvage(damaged: Connection, target: Connection): Salvaged {
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
  take('alert_mark', 'rule, window_start', TAKE_MARK);
  take('fact', 'name', TAKE_ORGANIZATION);
  take('label', 'kind, id', TAKE_LABEL);
  target.exec(ASK_FOR_NAMES);
  const salvagedBuckets = salvageBuckets(damaged, target);
  const salvagedRecords = salvageLimits(damaged, target);
  target.exec(FORGET_DERIVED);
  target.exec('COMMIT');
  return { salvagedBuckets, salvagedRecords };
}

/** What was told once must not be told again. A window began before it was decided upon. */
const TAKE_MARK = `
  INSERT INTO alert_mark SELECT :rule, :window_start, :decided_at, :outcome
  WHERE :outcome IN ('silent', 'decided', 'shown', 'failed')
    AND :rule GLOB '[a-z]*' AND :rule NOT GLOB '*[^a-z0-9:-]*'
    AND :window_start BETWEEN 0 AND :decided_at + ${DAY_MS}
  ON CONFLICT DO UPDATE SET decided_at = excluded.decided_at, outcome = excluded.outcome
    WHERE excluded.decided_at > decided_at`;

/** The other facts, such as when it was synced last, say nothing of what is left here. */
const TAKE_ORGANIZATION = `
  INSERT OR IGNORE INTO fact SELECT :name, :value
  WHERE :name = 'organization' AND json_valid(:value)
    AND json_type(:value, '$.id') = 'text' AND json_type(:value, '$.name') = 'text'`;

const TAKE_LABEL = `
  INSERT OR IGNORE INTO label (kind, id, name, created_at, archived_at, status, hint)
  SELECT :kind, :id, :name, :created_at, :archived_at, :status, :hint
  WHERE :kind IN ('workspace', 'api_key', 'member')`;

/** A name may have come over wrong: the next sync asks for all of them. */
const ASK_FOR_NAMES = `
  UPDATE fact SET value = json_set(value, '$.labelsFetchedAt', NULL)
  WHERE name IN ('sync', 'sync-analytics') AND json_valid(value)`;

/**
 * What came over may have been priced by another table than what the backup holds, and limits are
 * learned anew from what is here now.
 */
const FORGET_DERIVED = `DELETE FROM fact WHERE name GLOB 'prices-*' OR name = '${LEARNED_FACT}'`;
