import type { Ask } from './create-ask.js';
import { digestOf, hexOf, isSame, proofOf } from './digest-of.js';
import type { Connection } from './keep-statements.js';
import { createNewestRevision } from './newest-revision.js';

export type RecordTable = 'evidence' | 'limit_sighting' | 'unknown_sighting';

export interface RecordRow {
  readonly digest: Uint8Array;
  readonly revision: number;
  /** Null: deleted. */
  readonly record: string | null;
}

interface Identified {
  readonly id: string;
  readonly at: number;
}

/** What is kept one by one under an id. One that does not prove itself counts as never seen. */
export function createLimitRecords<T extends Identified>(
  connection: Connection,
  ask: Ask,
  table: RecordTable,
) {
  const find = (digest: Uint8Array): RecordRow | null =>
    ask<unknown>(`SELECT * FROM ${table} WHERE digest = ?`, digest).map((row) =>
      readRecordRow(table, row),
    )[0] ?? null;
  const revisions = createNewestRevision(ask, table);
  const write = (row: RecordRow) =>
    connection
      .prepare(
        `INSERT OR REPLACE INTO ${table} (digest, revision, record, proof) VALUES (?, ?, ?, ?)`,
      )
      .run(row.digest, row.revision, row.record, proofOfRecord(table, row));

  return {
    find,
    write,
    holds: (id: string) => find(digestOf(id)) !== null,
    newestRevision: revisions.read,
    mark: revisions.mark,
    isDeleted: (id: string) => find(digestOf(id))?.record === null,
    /** Adds those that were never seen, deleted ones included; gives how many. */
    add(records: readonly T[]): number {
      const revision = revisions.read() + 1;
      let added = 0;
      for (const record of records) {
        const digest = digestOf(record.id);
        if (find(digest)) continue;
        write({ digest, revision, record: JSON.stringify(record) });
        added += 1;
      }
      if (added > 0) revisions.wrote(revision);
      return added;
    },
    save(records: readonly T[]): void {
      const revision = revisions.read() + 1;
      for (const value of records) {
        const [digest, record] = [digestOf(value.id), JSON.stringify(value)];
        if (find(digest)?.record !== record) write({ digest, revision, record });
      }
    },
    /** Their digests stay, and nothing else. */
    remove(ids: readonly string[]): void {
      const revision = revisions.read() + 1;
      for (const id of ids) write({ digest: digestOf(id), revision, record: null });
    },
    /** Oldest first. */
    readAll: (): readonly T[] =>
      ask<unknown>(`SELECT * FROM ${table} WHERE record IS NOT NULL`)
        .flatMap((row) => readRecordRow(table, row)?.record ?? [])
        // It proved to be as it was written, from this type.
        .map((record) => JSON.parse(record) as T)
        .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1)),
  };
}

/** Null when it does not prove itself. */
export function readRecordRow(table: RecordTable, row: unknown): RecordRow | null {
  const { digest, revision, record, proof } = Object(row);
  const isWellFormed =
    digest instanceof Uint8Array &&
    typeof revision === 'number' &&
    (record === null || typeof record === 'string');
  if (!isWellFormed) return null;
  const read = { digest, revision, record };
  return isSame(proof, proofOfRecord(table, read)) ? read : null;
}

const proofOfRecord = (table: RecordTable, { digest, revision, record }: RecordRow) =>
  proofOf([table, hexOf(digest), revision, record]);
