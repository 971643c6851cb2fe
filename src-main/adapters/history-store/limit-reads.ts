import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type {
  LimitMemory,
  LimitSighting,
  MinutePeak,
  TranscriptMark,
  UnknownSighting,
} from '../../core/limits/limit-ports.js';
import type { Evidence } from '../../shared/evidence.js';
import {
  floorHour,
  floorMinute,
  type HourStart,
  type Instant,
  MINUTE_MS,
} from '../../shared/units.js';
import { type NumberRow, readTokens, SUM_TOKENS, TOKEN_COLUMNS } from './columns.js';
import { createAsk } from './create-ask.js';
import { keepStatements } from './keep-statements.js';
import { createLimitRecords } from './limit-records.js';
import { EVERY_PAIR, LEARNED_FACT } from './pair-names.js';
import type { LimitWrites } from './refuse-writes.js';

export type LimitReads = Omit<LimitMemory, keyof LimitWrites>;

export function createLimitReads(database: DatabaseSyncInstance): LimitReads {
  const connection = keepStatements(database);
  const ask = createAsk(connection);
  const ceilMinute = (at: Instant) => Math.ceil(at / MINUTE_MS) * MINUTE_MS;
  const evidence = createLimitRecords<Evidence>(connection, ask, 'evidence');
  /** Read several times in a row while it is learned from; many years of it need not stay held. */
  let kept: { readonly mark: string; readonly records: WeakRef<readonly Evidence[]> } | null = null;

  function readEvidence(): readonly Evidence[] {
    const mark = evidence.mark();
    const known = kept?.mark === mark ? kept.records.deref() : undefined;
    if (known) return known;
    const records = evidence.readAll();
    kept = { mark, records: new WeakRef(records) };
    return records;
  }

  return {
    readEvidence,
    isEvidenceDeleted: evidence.isDeleted,
    readEvidenceRevision: evidence.newestRevision,
    readSightings: createLimitRecords<LimitSighting>(connection, ask, 'limit_sighting').readAll,
    readUnknownSightings: createLimitRecords<UnknownSighting>(connection, ask, 'unknown_sighting')
      .readAll,
    readTranscriptMarks: () =>
      ask<TranscriptMark>(
        'SELECT file, read_bytes AS offset, identity FROM transcript_mark ORDER BY file',
      ),
    readPlanUse({ from, to }, grain) {
      const [sql, floor] =
        grain === 'hour' ? [USE_BY_HOUR, floorHour] : [USE_BY_MINUTE, floorMinute];
      const span = grain === 'hour' ? [from, to] : [ceilMinute(from), ceilMinute(to)];
      return ask<NumberRow & { readonly model: string }>(sql, ...span).map((row) => ({
        start: floor(row.start ?? 0),
        model: row.model,
        tokens: readTokens(row),
      }));
    },
    readPlanSpan() {
      const [row] = ask<{ from: Instant | null; to: Instant | null }>(PLAN_SPAN);
      return row && row.from !== null && row.to !== null ? { from: row.from, to: row.to } : null;
    },
    readLearned: () =>
      ask<{ value: string }>('SELECT value FROM fact WHERE name = ?', LEARNED_FACT)[0]?.value ??
      null,
    readPeaks: ({ from, to }) =>
      ask<MinutePeak>(
        `SELECT start AS hour, model_group AS "group", limiter, value, at FROM minute_peak
         WHERE pair = ? AND start >= ? AND start < ? ORDER BY start, model_group, limiter`,
        EVERY_PAIR,
        from,
        to,
      ),
    readPeakHours: ({ from, to }) =>
      new Map(
        ask<{ hour: HourStart; fetchedAt: Instant }>(
          `SELECT bucket AS hour, fetched_at AS fetchedAt FROM fetched
           WHERE pair = ? AND report = 'peaks' AND bucket >= ? AND bucket < ? ORDER BY bucket`,
          EVERY_PAIR,
          from,
          to,
        ).map(({ hour, fetchedAt }) => [hour, fetchedAt]),
      ),
  };
}

const USE_BY_HOUR = `SELECT start, model, ${TOKEN_COLUMNS.join(', ')}
  FROM plan_hour JOIN plan_series ON id = series_id
  WHERE start >= ? AND start < ? ORDER BY start, model`;

const USE_BY_MINUTE = `SELECT at - at % ${MINUTE_MS} AS start, model, ${SUM_TOKENS}
  FROM plan_message JOIN plan_series ON id = series_id
  WHERE at >= ? AND at < ? GROUP BY 1, 2 ORDER BY 1, 2`;

/** Each end by itself is one look at the index. */
const PLAN_SPAN = `SELECT (SELECT min(at) FROM plan_message) AS "from",
  (SELECT max(at) FROM plan_message) AS "to"`;
