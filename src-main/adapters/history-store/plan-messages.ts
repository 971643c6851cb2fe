import type { PlanMessage } from '../../core/limits/limit-ports.js';
import { floorHour, HOUR_MS, type HourStart, type Instant } from '../../shared/units.js';
import { SUM_TOKENS, TOKEN_COLUMNS, tokenValues } from './columns.js';
import type { Ask } from './create-ask.js';
import { digestOf, hexOf, isSame, proofOf } from './digest-of.js';
import type { Connection } from './keep-statements.js';
import { seriesIds } from './series-ids.js';

/** A message as it is stored; counts in the order of the columns. */
export interface MessageRow {
  readonly digest: Uint8Array;
  readonly at: Instant;
  readonly model: string;
  readonly counts: readonly number[];
}

const NAMES = TOKEN_COLUMNS.join(', ');

/** How messages are written, by reading transcripts and by a salvage alike, within a transaction. */
export function createPlanMessages(connection: Connection, ask: Ask) {
  const series = seriesIds(connection, 'plan_series');
  const put = connection.prepare(
    `INSERT OR REPLACE INTO plan_message (digest, at, series_id, ${NAMES}, proof)
     VALUES (?, ?, ?, ${TOKEN_COLUMNS.map(() => '?').join(', ')}, ?)`,
  );
  const clearHour = connection.prepare('DELETE FROM plan_hour WHERE start = ?');
  const sumHour = connection.prepare(
    `INSERT INTO plan_hour (start, series_id, ${NAMES})
     SELECT ?, series_id, ${SUM_TOKENS} FROM plan_message WHERE at >= ? AND at < ? GROUP BY series_id`,
  );

  /** Merges the row with what is held of its message; gives the hours whose sums it changes. */
  function merge(row: MessageRow): readonly HourStart[] {
    const [found] = ask<object>(FIND, row.digest);
    const held = found ? readMessageRow(found, [Reflect.get(found, 'model')]) : null;
    const merged = held ? mergeRows(held, row) : row;
    const proof = proofOfMessage(merged);
    if (held && isSame(proofOfMessage(held), proof)) return [];
    const seriesId = series.of(JSON.stringify([merged.model]));
    put.run(merged.digest, merged.at, seriesId, ...merged.counts, proof);
    const at = found ? Number(Reflect.get(found, 'at')) : merged.at;
    return [floorHour(at), floorHour(merged.at)];
  }

  return {
    merge,
    /** The same row, down to its proof. */
    holds: (digest: unknown, proof: unknown): boolean =>
      digest instanceof Uint8Array &&
      ask<{ proof: Uint8Array }>(FIND_PROOF, digest).some((held) => isSame(proof, held.proof)),
    add(messages: readonly PlanMessage[]): void {
      const hours = new Set(messages.flatMap((message) => merge(rowOf(message))));
      for (const hour of hours) {
        clearHour.run(hour);
        sumHour.run(hour, hour, hour + HOUR_MS);
      }
    },
    sumAllHours(): void {
      connection.exec(SUM_ALL_HOURS);
    },
    /** Names of models stay: another process may know their ids. */
    clear(): void {
      connection.exec('DELETE FROM plan_hour; DELETE FROM plan_message');
    },
    forget: series.forget,
  };
}

const FIND = `SELECT digest, at, model, ${NAMES}, proof
  FROM plan_message JOIN plan_series ON id = series_id WHERE digest = ?`;

const FIND_PROOF = 'SELECT proof FROM plan_message WHERE digest = ?';

const SUM_ALL_HOURS = `DELETE FROM plan_hour;
  INSERT INTO plan_hour (start, series_id, ${NAMES})
  SELECT at - at % ${HOUR_MS}, series_id, ${SUM_TOKENS} FROM plan_message GROUP BY 1, 2`;

const rowOf = ({ id, at, model, tokens }: PlanMessage): MessageRow => ({
  digest: digestOf(id),
  at,
  model,
  counts: tokenValues(tokens),
});

/** The same whichever copy comes first: the larger counts, the earlier time. */
const mergeRows = (held: MessageRow, row: MessageRow): MessageRow => ({
  digest: held.digest,
  at: Math.min(held.at, row.at),
  model: row.model < held.model ? row.model : held.model,
  counts: held.counts.map((count, index) => Math.max(count, row.counts[index] ?? 0)),
});

/** Null when the row proves itself with none of the models. */
export function readMessageRow(row: object, models: readonly unknown[]): MessageRow | null {
  const { digest, at, proof } = Object(row);
  if (!(digest instanceof Uint8Array)) return null;
  const counts = TOKEN_COLUMNS.map((column) => Reflect.get(row, column));
  for (const model of models) {
    const read = { digest, at, model: String(model), counts };
    if (isSame(proof, proofOfMessage(read))) return read;
  }
  return null;
}

const proofOfMessage = ({ digest, at, model, counts }: MessageRow) =>
  proofOf(['plan_message', hexOf(digest), at, model, counts]);
