import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { ok, type Result } from '../../shared/result.js';
import { DAY_MS, HOUR_MS } from '../../shared/units.js';
import type { ReportPair } from '../../shared/usage.js';
import { createBucketRows } from './bucket-rows.js';
import { keepStatements } from './keep-statements.js';
import { limitValues } from './organization-rows.js';
import { EVERY_PAIR, priceFact, syncFact } from './pair-names.js';
import type { Writes } from './refuse-writes.js';
import { createReplaceBuckets } from './replace-buckets.js';
import { createRepriceHours } from './reprice-hours.js';
import { storageFailure } from './storage-failure.js';
import { claudeCodeRows, costDayRows, costHourRow, shareRows, usageRows } from './stored-rows.js';
import { createTransact } from './transact.js';

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

  const replace = createReplaceBuckets(bucketRows);
  const transact = createTransact(database, bucketRows.forget);
  const transaction = (work: () => unknown): Result<null> => {
    const done = transact(work);
    return done.ok ? ok(null) : done;
  };

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
        replace({ pair, report: 'hours', fetchedAt }, span, rows);
      }),
    replaceMinutes: (hour, minutes, fetchedAt) =>
      transaction(() => {
        const rows = minutes.flatMap((minute) => usageRows('usage_minute', minute));
        const span = { from: hour, to: hour + HOUR_MS };
        replace({ pair, report: 'minutes', fetchedAt }, span, rows);
      }),
    replaceDays: (span, days, fetchedAt, { hours = [], restatements = [] } = {}) =>
      transaction(() => {
        for (const { day, at, before, after } of restatements) {
          noteRestatement.run(pair, day, at, before, after);
        }
        const rows = [...days.flatMap(costDayRows), ...hours.map(costHourRow)];
        replace({ pair, report: 'days', fetchedAt }, span, rows);
      }),
    replaceClaudeCodeDay: (day, records, fetchedAt) =>
      transaction(() => {
        const span = { from: day, to: day + DAY_MS };
        const fetch = { pair: EVERY_PAIR, report: 'claude_code', fetchedAt } as const;
        replace(fetch, span, claudeCodeRows(day, records));
      }),
    savePublishedLimits: (limits) =>
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
