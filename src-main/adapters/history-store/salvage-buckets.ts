import { DAY_MS, HOUR_MS } from '../../shared/units.js';
import type { Connection } from './keep-statements.js';
import { readBothWays, readWhole, type SqlRow, type SqlValue } from './read-both-ways.js';
import { PROOF_OF } from './schema.js';
import { isSqliteError, storageFailure } from './storage-failure.js';
import { takeRow } from './take-row.js';

interface ReportTables {
  readonly tables: readonly string[];
  readonly widthMs: number;
  /** Rows of the bucket as the record of its fetch counted them. */
  readonly proof: string;
}

const REPORTS: Readonly<Record<string, ReportTables>> = {
  hours: { tables: ['usage_hour', 'share_hour'], widthMs: HOUR_MS, proof: PROOF_OF.hours },
  minutes: { tables: ['usage_minute'], widthMs: HOUR_MS, proof: PROOF_OF.minutes },
  days: { tables: ['cost_day', 'cost_hour'], widthMs: DAY_MS, proof: PROOF_OF.days },
  claude_code: {
    tables: ['claude_code_day'],
    widthMs: DAY_MS,
    proof: 'SELECT sessions AS n FROM claude_code_day WHERE day = fetched.bucket',
  },
};

type GoodSeries = Readonly<Record<string, ReadonlySet<SqlValue | undefined>>>;

const SERIES_OF: Readonly<Record<string, string>> = {
  usage_hour: 'priced_series',
  usage_minute: 'priced_series',
  share_hour: 'share_series',
  cost_hour: 'share_series',
};

/**
 * Takes over each bucket that the target does not hold as new, and keeps it only if what arrived
 * proves itself against the record of its fetch. Any doubt leaves a gap, which a sync fills.
 */
export function salvageBuckets(damaged: Connection, target: Connection): number {
  const heldSince = target.prepare(
    'SELECT fetched_at FROM fetched WHERE (pair, report, bucket) = (?, ?, ?)',
  );
  const goodSeries: GoodSeries = {
    priced_series: takeSeries(damaged, target, 'priced_series'),
    share_series: takeSeries(damaged, target, 'share_series'),
  };
  let taken = 0;
  for (const fetch of readBothWays(damaged, 'fetched', 'pair, report, bucket')) {
    const { pair, report, bucket, fetched_at: fetchedAt } = fetch;
    const tables = REPORTS[String(report)];
    if (!tables || typeof pair !== 'string' || typeof bucket !== 'number') continue;
    const held: unknown = heldSince.get(pair, report, bucket);
    if (held && Number(Reflect.get(Object(held), 'fetched_at')) >= Number(fetchedAt)) continue;
    if (takeBucket(damaged, target, fetch, tables, goodSeries)) taken += 1;
  }
  return taken;
}

function takeBucket(
  damaged: Connection,
  target: Connection,
  fetch: SqlRow,
  { tables, widthMs, proof }: ReportTables,
  goodSeries: GoodSeries,
): boolean {
  target.exec('SAVEPOINT bucket');
  try {
    const isWhole =
      tables.every((table) => takeRows(damaged, target, table, fetch, widthMs, goodSeries)) &&
      takeFetch(target, fetch) &&
      provesItself(target, fetch, proof);
    if (!isWhole) target.exec('ROLLBACK TO bucket');
    return isWhole;
  } catch (error) {
    if (!isSqliteError(error) || storageFailure(error) || !target.isTransaction()) throw error;
    target.exec('ROLLBACK TO bucket');
    return false;
  } finally {
    if (target.isTransaction()) target.exec('RELEASE bucket');
  }
}

function takeRows(
  damaged: Connection,
  target: Connection,
  table: string,
  { pair, bucket }: SqlRow,
  widthMs: number,
  goodSeries: GoodSeries,
): boolean {
  const from = Number(bucket);
  const [where, values] =
    table === 'claude_code_day'
      ? ['day = ?', [from]]
      : ['pair = ? AND start >= ? AND start < ?', [String(pair), from, from + widthMs]];
  const rows = readWhole(damaged, `SELECT * FROM ${table} WHERE ${where}`, ...values);
  if (!rows) return false;
  target.prepare(`DELETE FROM ${table} WHERE ${where}`).run(...values);
  const series = SERIES_OF[table];
  return rows.every((row) => {
    if (series && !goodSeries[series]?.has(row.series_id ?? null)) return false;
    insert(target, table, row);
    return true;
  });
}

function takeFetch(target: Connection, fetch: SqlRow): boolean {
  insert(target, 'fetched', fetch, 'OR REPLACE');
  return true;
}

/** The bill by the hour has no count of its own: it must add up to the bill of its day. */
function provesItself(target: Connection, fetch: SqlRow, proof: string): boolean {
  const found: unknown = target
    .prepare(
      `SELECT row_count = (SELECT count(*) FROM (${proof}))
         AND row_sum = (SELECT coalesce(sum(n), 0) FROM (${proof}))
         AND (report <> 'days' OR pair = 'legacy' OR row_sum = (
           SELECT coalesce(sum(amount), 0) FROM cost_hour WHERE pair = fetched.pair
             AND start >= fetched.bucket AND start < fetched.bucket + ${DAY_MS})) AS is_proven
       FROM fetched WHERE (pair, report, bucket) = (?, ?, ?)`,
    )
    .get(fetch.pair, fetch.report, fetch.bucket);
  return Reflect.get(Object(found), 'is_proven') === 1;
}

/**
 * Numbers of series that both files, or only one of them, know by the same name: a number that
 * means one series in the backup and another here is not to be trusted.
 */
function takeSeries(damaged: Connection, target: Connection, table: string) {
  const find = target.prepare(`SELECT * FROM ${table} WHERE id = ?`);
  const isSame = (row: SqlRow) => {
    const held: unknown = find.get(row.id);
    if (!held) return takeRow(target, () => insert(target, table, row));
    return JSON.stringify({ ...Object(held) }) === JSON.stringify(row);
  };
  const rows = readBothWays(damaged, table, 'id');
  return new Set(rows.filter(isSame).map((row) => row.id));
}

/** Column names are taken from our own file, never from the damaged one. */
function insert(target: Connection, table: string, row: SqlRow, conflict = ''): void {
  const names = target.columnsOf(table);
  const marks = names.map(() => '?').join(', ');
  target
    .prepare(`INSERT ${conflict} INTO ${table} (${names.join(', ')}) VALUES (${marks})`)
    .run(...names.map((name) => row[name] ?? null));
}
