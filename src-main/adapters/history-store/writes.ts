import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { failed, ok, type Result } from '../../shared/result.js';
import { DAY_MS, HOUR_MS, type Instant, type Span } from '../../shared/units.js';
import type { ReportPair } from '../../shared/usage.js';
import { markStage } from '../mark-stage.js';
import { createBucketRows } from './bucket-rows.js';
import { REPORTS, type Report, type StoredRow } from './bucket-tables.js';
import { keepStatements } from './keep-statements.js';
import { limitValues } from './organization-rows.js';
import { EVERY_PAIR, priceFact, syncFact } from './pair-names.js';
import type { Writes } from './refuse-writes.js';
import { createRepriceHours } from './reprice-hours.js';
import { storageFailure } from './storage-failure.js';
import { claudeCodeRows, costDayRows, costHourRow, shareRows, usageRows } from './stored-rows.js';

const marks = (count: number) => Array.from({ length: count }, () => '?').join(', ');

/** Every write is one immediate transaction: data and the record of the fetch, or nothing. */
export function createWrites(database: DatabaseSyncInstance, pair: ReportPair): Writes {
  const bucketRows = createBucketRows(database);
  const repriceHours = createRepriceHours(keepStatements(database), bucketRows, pair);
  const saveFact = database.prepare('INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)');
  const findFact = database.prepare('SELECT value FROM fact WHERE name = ?');
  const saveLimit = database.prepare(
    `INSERT OR REPLACE INTO published_limit
       (kind, workspace_id, model_group, limiter, since, until, value, models, currency)
     VALUES (${marks(9)})`,
  );
  const noteRestatement = database.prepare(
    'INSERT OR REPLACE INTO restatement VALUES (?, ?, ?, ?, ?)',
  );
  const saveMark = database.prepare('INSERT OR REPLACE INTO alert_mark VALUES (?, ?, ?, ?)');

  /** Puts the rows in place of all that the report told of the span, and notes each fetch. */
  const replace = (
    report: Report,
    { from, to }: Span,
    fetchedAt: Instant,
    rows: readonly StoredRow[],
    ofPair: ReportPair = pair,
  ) => {
    const { tables, widthMs } = REPORTS[report];
    for (const table of tables) bucketRows.clear(table, ofPair, { from, to });
    bucketRows.insert(ofPair, rows);
    const byBucket = new Map<number, StoredRow[]>();
    for (const row of rows) {
      const bucket = row.start - (row.start % widthMs);
      const others = byBucket.get(bucket);
      if (others) others.push(row);
      else byBucket.set(bucket, [row]);
    }
    for (let bucket = from; bucket < to; bucket += widthMs) {
      const fetch = { pair: ofPair, report, bucket, fetchedAt };
      bucketRows.noteFetch(fetch, byBucket.get(bucket) ?? []);
    }
  };

  function transaction(work: () => void): Result<null> {
    try {
      database.exec('BEGIN IMMEDIATE');
      markStage('transaction:begun');
      work();
      markStage('transaction:written');
      database.exec('COMMIT');
      markStage('transaction:committed');
      return ok(null);
    } catch (error) {
      // After some errors SQLite has already rolled back by itself.
      if (database.isTransaction) database.exec('ROLLBACK');
      bucketRows.forget();
      const failure = storageFailure(error);
      if (!failure) throw error;
      return failed(failure);
    }
  }

  /** Every sync says whose history this is: only news is worth a write. */
  function isSaved(name: string, value: string): boolean {
    try {
      return Reflect.get(Object(findFact.get(name)), 'value') === value;
    } catch (error) {
      // The write tells what is wrong.
      if (!storageFailure(error)) throw error;
      return false;
    }
  }

  const saveNews = (name: string, value: string): Result<null> =>
    isSaved(name, value) ? ok(null) : transaction(() => saveFact.run(name, value));

  return {
    saveOrganization: (organization) => saveNews('organization', JSON.stringify(organization)),
    savePriceMark: (mark) => saveNews(priceFact(pair), JSON.stringify(mark)),
    repriceHours: (span, repricing) => transaction(() => repriceHours(span, repricing)),
    replaceHours: (span, hours, fetchedAt) =>
      transaction(() => {
        const rows = hours.flatMap((hour) => [
          ...usageRows('usage_hour', hour),
          ...shareRows(hour),
        ]);
        replace('hours', span, fetchedAt, rows);
      }),
    replaceMinutes: (hour, minutes, fetchedAt) =>
      transaction(() => {
        const rows = minutes.flatMap((minute) => usageRows('usage_minute', minute));
        replace('minutes', { from: hour, to: hour + HOUR_MS }, fetchedAt, rows);
      }),
    replaceDays: (span, days, fetchedAt, { hours = [], restatements = [] } = {}) =>
      transaction(() => {
        for (const { day, at, before, after } of restatements) {
          noteRestatement.run(pair, day, at, before, after);
        }
        const rows = [...days.flatMap(costDayRows), ...hours.map(costHourRow)];
        replace('days', span, fetchedAt, rows);
      }),
    replaceClaudeCodeDay: (day, records, fetchedAt) =>
      transaction(() => {
        const span = { from: day, to: day + DAY_MS };
        replace('claude_code', span, fetchedAt, claudeCodeRows(day, records), EVERY_PAIR);
      }),
    saveLimits: (limits) =>
      transaction(() => {
        for (const limit of limits) saveLimit.run(...limitValues(limit));
      }),
    saveRefusals: (refusals) =>
      transaction(() => saveFact.run('refusals', JSON.stringify(refusals))),
    replaceLabels: (kind, labels) =>
      transaction(() => {
        // A name that is no longer listed still labels old figures, so nothing is deleted.
        const save = database.prepare(`INSERT OR REPLACE INTO label VALUES (${marks(7)})`);
        for (const { id, name, createdAt, archivedAt, status, hint } of labels) {
          save.run(kind, id, name, createdAt, archivedAt, status, hint);
        }
      }),
    saveSyncRecord: (record) =>
      transaction(() => saveFact.run(syncFact(pair), JSON.stringify(record))),
    saveAlertMarks: (alertMarks) =>
      transaction(() => {
        for (const mark of alertMarks) {
          saveMark.run(mark.rule, mark.windowStart, mark.decidedAt, mark.outcome);
        }
      }),
  };
}
