import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { LimitSighting, MinutePeak, UnknownSighting } from '../../core/limits/limit-ports.js';
import type { Evidence } from '../../shared/evidence.js';
import { ok, type Result } from '../../shared/result.js';
import { createBucketRows } from './bucket-rows.js';
import { NO_SERIES, type StoredRow } from './bucket-tables.js';
import { attempt } from './connect.js';
import { createAsk } from './create-ask.js';
import { keepStatements } from './keep-statements.js';
import { createLimitRecords } from './limit-records.js';
import { EVERY_PAIR, LEARNED_FACT } from './pair-names.js';
import { createPlanMessages } from './plan-messages.js';
import type { LimitWrites } from './refuse-writes.js';
import { createReplaceBuckets } from './replace-buckets.js';
import { createTransact } from './transact.js';
import { ASK_ROUND, readRound, saveRound } from './transcript-round.js';

/** What is learned about limits from: each write is one transaction, as those of reports are. */
export function createLimitWrites(database: DatabaseSyncInstance): LimitWrites {
  const connection = keepStatements(database);
  const ask = createAsk(connection);
  const evidence = createLimitRecords<Evidence>(connection, ask, 'evidence');
  const sightings = createLimitRecords<LimitSighting>(connection, ask, 'limit_sighting');
  const unknown = createLimitRecords<UnknownSighting>(connection, ask, 'unknown_sighting');
  const plan = createPlanMessages(connection, ask);
  const replace = createReplaceBuckets(createBucketRows(connection));
  const transact = createTransact(database, plan.forget);
  const saveMark = connection.prepare(
    `INSERT INTO transcript_mark (file, read_bytes, identity) VALUES (?, ?, ?)
     ON CONFLICT DO UPDATE SET read_bytes = excluded.read_bytes, identity = excluded.identity
     WHERE read_bytes <> excluded.read_bytes OR identity <> excluded.identity`,
  );
  const saveFact = connection.prepare('INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)');
  const write = (work: () => void): Result<null> =>
    transact(() => {
      work();
      return null;
    });

  return {
    addEvidence(records) {
      // What was seen is told again and again: only news is worth a write.
      const news = attempt(() => ok(records.some(({ id }) => !evidence.holds(id))));
      if (!news.ok) return news;
      return news.value ? transact(() => evidence.add(records)) : ok(0);
    },
    saveEvidence: (records) => write(() => evidence.save(records)),
    deleteEvidence: (ids) => write(() => evidence.remove(ids)),
    addTranscriptPiece: (piece) =>
      write(() => {
        plan.add(piece.messages);
        sightings.save(piece.sightings);
        unknown.save(piece.unknown);
        for (const { file, offset, identity } of piece.marks) saveMark.run(file, offset, identity);
      }),
    forgetTranscripts: () =>
      write(() => {
        plan.clear();
        connection.exec(FORGET_TRANSCRIPTS);
        saveRound(connection, (readRound(ask(ASK_ROUND)) ?? 0) + 1);
      }),
    saveLearned: (text) => write(() => saveFact.run(LEARNED_FACT, text)),
    replacePeaks: (span, peaks, fetchedAt) =>
      write(() =>
        replace({ pair: EVERY_PAIR, report: 'peaks', fetchedAt }, span, peaks.map(peakRow)),
      ),
  };
}

export const FORGET_TRANSCRIPTS = `DELETE FROM limit_sighting; DELETE FROM unknown_sighting;
  DELETE FROM transcript_mark`;

const peakRow = ({ hour, group, limiter, value, at }: MinutePeak): StoredRow => ({
  table: 'minute_peak',
  start: hour,
  series: NO_SERIES,
  values: [group, limiter, value, at],
});
