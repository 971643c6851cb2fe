import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { UsageHistory } from '../../core/ports.js';
import type { Failure } from '../../shared/failure.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { DAY_MS, HOUR_MS } from '../../shared/units.js';
import type { ReportPair } from '../../shared/usage.js';
import { type KeptCoverage, keepCoverage } from './kept-coverage.js';
import { createLimitMemory } from './limit-memory.js';
import { type OpenedDatabase, type OpenOptions, openDatabase } from './open-database.js';
import { createReads } from './reads.js';
import { refuseWrites } from './refuse-writes.js';
import { storageErrorOf, storageFailure } from './storage-failure.js';
import { createWrites } from './writes.js';

/** Quitting takes at most three seconds, so it waits only briefly for another program. */
const FOLD_IN = `PRAGMA busy_timeout = 500; PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE)`;

export interface HistoryStore
  extends UsageHistory,
    Pick<OpenedDatabase, 'path' | 'refusal' | 'recovery'> {
  close(): void;
}

/** One organization's history in one SQLite file. */
export function openHistoryStore(path: string, options: OpenOptions): Result<HistoryStore> {
  const opened = openDatabase(path, options);
  if (!opened.ok) return opened;
  try {
    return ok(createStore(opened.value, options));
  } catch (error) {
    opened.value.database.close();
    const unreadable = storageErrorOf(error);
    if (!unreadable) throw error;
    return failed(opened.value.refusal ?? unreadable.failure);
  }
}

function createStore(
  { database, path, refusal, recovery }: OpenedDatabase,
  options: Pick<OpenOptions, 'readOnly'>,
): HistoryStore {
  const views = new Map<ReportPair, UsageHistory>();
  const coverages = new Map<ReportPair, KeptCoverage>();
  const limits = createLimitMemory(database, refusal);
  const ofPair = (pair: ReportPair): UsageHistory => {
    const view = views.get(pair) ?? {
      ...createView(database, refusal, pair, ofPair, coverages),
      limits,
    };
    views.set(pair, view);
    return view;
  };
  return {
    ...ofPair('legacy'),
    path,
    refusal,
    recovery,
    close() {
      try {
        if (!options.readOnly && !refusal) database.exec(FOLD_IN);
      } catch (error) {
        // Another program may hold a lock: the log stays beside the file, and nothing is lost.
        if (!storageFailure(error)) throw error;
      } finally {
        database.close();
      }
    },
  };
}

function createView(
  database: DatabaseSyncInstance,
  refusal: Failure | null,
  pair: ReportPair,
  ofPair: (pair: ReportPair) => UsageHistory,
  coverages: Map<ReportPair, KeptCoverage>,
): Omit<UsageHistory, 'limits'> {
  const reads = createReads(database, pair);
  const writes = refusal ? refuseWrites(refusal) : createWrites(database, pair);
  const coverage = keepCoverage(database, reads.readCoverage);
  coverages.set(pair, coverage);
  return {
    ...reads,
    ...writes,
    pair,
    ofPair,
    readCoverage: coverage.read,
    replaceHours(span, hours, fetchedAt) {
      const replaced = writes.replaceHours(span, hours, fetchedAt);
      if (replaced.ok) coverage.mark('hours', span, HOUR_MS, fetchedAt);
      return replaced;
    },
    replaceMinutes(hour, minutes, fetchedAt) {
      const replaced = writes.replaceMinutes(hour, minutes, fetchedAt);
      const span = { from: hour, to: hour + HOUR_MS };
      if (replaced.ok) coverage.mark('minuteHours', span, HOUR_MS, fetchedAt);
      return replaced;
    },
    replaceDays(span, days, fetchedAt, more) {
      const replaced = writes.replaceDays(span, days, fetchedAt, more);
      if (replaced.ok) coverage.mark('days', span, DAY_MS, fetchedAt);
      return replaced;
    },
    replaceClaudeCodeDay(day, records, fetchedAt) {
      const replaced = writes.replaceClaudeCodeDay(day, records, fetchedAt);
      const span = { from: day, to: day + DAY_MS };
      if (!replaced.ok) return replaced;
      // Its days are read for both pairs.
      for (const kept of coverages.values()) kept.mark('claudeCodeDays', span, DAY_MS, fetchedAt);
      return replaced;
    },
  };
}
