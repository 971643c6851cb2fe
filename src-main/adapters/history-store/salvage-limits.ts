import { createAsk } from './create-ask.js';
import type { Connection } from './keep-statements.js';
import { createLimitRecords, type RecordTable, readRecordRow } from './limit-records.js';
import { FORGET_TRANSCRIPTS } from './limit-writes.js';
import { createPlanMessages, readMessageRow } from './plan-messages.js';
import { readAround } from './read-around.js';
import { readWhole } from './read-both-ways.js';
import { ASK_ROUND, readRound, saveRound } from './transcript-round.js';

/**
 * Takes over what was seen of limits, record by record and message by message: none of it can be
 * fetched again. Marks of transcripts stay the backup's: they claim no more than its messages, and
 * what is read twice changes nothing. Answers how many were taken.
 */
export function salvageLimits(damaged: Connection, target: Connection): number {
  const evidence = salvageRecords(damaged, target, 'evidence');
  const plan = createPlanMessages(target, createAsk(target));
  const mine = readRound(target.prepare(ASK_ROUND).all()) ?? 0;
  const theirs = readRound(readWhole(damaged, ASK_ROUND)) ?? mine;
  // A person has had the transcripts forgotten since.
  if (theirs < mine) return evidence;
  if (theirs > mine) {
    plan.clear();
    target.exec(FORGET_TRANSCRIPTS);
    saveRound(target, theirs);
  }
  const sightings =
    salvageRecords(damaged, target, 'limit_sighting') +
    salvageRecords(damaged, target, 'unknown_sighting');
  return evidence + sightings + salvageMessages(damaged, target, plan);
}

/** The newer of two records stands, deleted or not. */
function salvageRecords(damaged: Connection, target: Connection, table: RecordTable): number {
  const records = createLimitRecords(target, createAsk(target), table);
  let taken = 0;
  for (const rows of readAround(damaged, table)) {
    for (const row of rows) {
      const record = readRecordRow(table, row);
      if (!record) continue;
      const held = records.find(record.digest);
      if (held && held.revision >= record.revision) continue;
      records.write(record);
      taken += 1;
    }
  }
  return taken;
}

function salvageMessages(
  damaged: Connection,
  target: Connection,
  plan: ReturnType<typeof createPlanMessages>,
): number {
  const models = findModels(damaged, target);
  let taken = 0;
  for (const rows of readAround(damaged, 'plan_message')) {
    for (const row of rows) {
      if (plan.holds(Reflect.get(row, 'digest'), Reflect.get(row, 'proof'))) continue;
      const message = readMessageRow(row, models.of(Reflect.get(row, 'series_id')));
      if (message && plan.merge(message).length > 0) taken += 1;
    }
  }
  plan.sumAllHours();
  return taken;
}

/**
 * Names of models by id, the likeliest first. If the damaged file has lost the name itself, the
 * message still proves which of the known ones it is.
 */
function findModels(damaged: Connection, target: Connection) {
  const index = 'INDEXED BY sqlite_autoindex_plan_series_1';
  const named = [
    ...(readWhole(damaged, `SELECT id, model FROM plan_series ${index} ORDER BY model`) ?? []),
    ...(readWhole(damaged, 'SELECT id, model FROM plan_series NOT INDEXED') ?? []),
  ];
  const known = target.prepare('SELECT model FROM plan_series').all();
  const names = [...named, ...known].map((row) => Reflect.get(row, 'model'));
  const byId = new Map<unknown, readonly unknown[]>();
  return {
    of(id: unknown): readonly unknown[] {
      const kept = byId.get(id);
      if (kept) return kept;
      const own = named.filter((row) => row.id === id).map(({ model }) => model);
      const likeliest = [...new Set([...own, ...names])];
      byId.set(id, likeliest);
      return likeliest;
    },
  };
}
