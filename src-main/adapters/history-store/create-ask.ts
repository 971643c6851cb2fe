import type { Connection } from './keep-statements.js';
import { storageErrorOf } from './storage-failure.js';

/** Rows of a query. The columns are named in the query, beside the type of its rows. */
export type Ask = <Row>(sql: string, ...values: (string | number | Uint8Array)[]) => Row[];

/** An unreadable file is a storage error to whoever asks. */
export const createAsk =
  (connection: Pick<Connection, 'prepare'>): Ask =>
  <Row>(sql: string, ...values: (string | number | Uint8Array)[]): Row[] => {
    try {
      // As the type of the function says.
      return connection.prepare(sql).all(...values) as Row[];
    } catch (error) {
      throw storageErrorOf(error) ?? error;
    }
  };
