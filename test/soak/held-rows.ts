import { DatabaseSync } from '@photostructure/sqlite';
import { DAY_MS, HOUR_MS, type Span } from '../../src-main/shared/units.js';
import { BILLED, PRICED, SHARED } from './served-truth.js';

type Row = Readonly<Record<string, string | number | null>>;

const TOKENS = [
  'uncached_input',
  'cache_creation_5m',
  'cache_creation_1h',
  'cache_read',
  'output',
  'web_search',
];
const COSTS = TOKENS.map((name) => `cost_${name}`);

export interface HeldRows {
  readonly priced: ReadonlyMap<string, string>;
  readonly shares: ReadonlyMap<string, string>;
  readonly bills: ReadonlyMap<string, string>;
  /** Hours and days that were never fetched. */
  readonly gaps: readonly string[];
  readonly alertMarks: readonly Row[];
  readonly integrity: string;
}

/** The history file as any program could read it: plain SQL, none of the app's own reads. */
export function readHeldRows(path: string, { from, to }: Span): HeldRows {
  const database = new DatabaseSync(path, { readOnly: true });
  // The columns are named in each query.
  const all = (sql: string, ...values: number[]) => database.prepare(sql).all(...values) as Row[];
  try {
    const keyed = (rows: readonly Row[], names: readonly string[], values: readonly string[]) =>
      new Map(
        rows.map((row) => [
          [time(Number(row.start)), ...names.map((name) => row[name])].join(' | '),
          values.map((name) => row[name] ?? '').join(' '),
        ]),
      );
    const usage = (table: string, series: string) =>
      all(
        `SELECT * FROM ${table} u JOIN ${series} s ON s.id = u.series_id
         WHERE u.pair = 'legacy' AND start >= ? AND start < ?`,
        from,
        to,
      );
    const held = (report: string) =>
      new Set(
        all(`SELECT bucket FROM fetched WHERE pair = 'legacy' AND report = '${report}'`).map(
          ({ bucket }) => Number(bucket),
        ),
      );
    const missing = (report: string, widthMs: number) => {
      const known = held(report);
      const count = Math.ceil((to - from) / widthMs);
      return Array.from({ length: count }, (_, index) => from + index * widthMs)
        .filter((start) => !known.has(start))
        .map((start) => `${report} ${time(start)}`);
    };
    const bills = all(
      `SELECT * FROM cost_day WHERE pair = 'legacy' AND start >= ? AND start < ?`,
      from,
      to,
    );
    const [checked] = all('PRAGMA integrity_check');
    return {
      priced: keyed(usage('usage_hour', 'priced_series'), PRICED, [...TOKENS, ...COSTS]),
      shares: keyed(usage('share_hour', 'share_series'), SHARED, TOKENS),
      bills: keyed(bills, BILLED, ['amount']),
      gaps: [...missing('hours', HOUR_MS), ...missing('days', DAY_MS)],
      alertMarks: all('SELECT * FROM alert_mark'),
      integrity: String(checked?.integrity_check),
    };
  } finally {
    database.close();
  }
}

const time = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');
