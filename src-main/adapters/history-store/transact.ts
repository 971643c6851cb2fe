import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { failed, ok, type Result } from '../../shared/result.js';
import { markStage } from '../mark-stage.js';
import { storageFailure } from './storage-failure.js';

export type Transact = <T>(work: () => T) => Result<T>;

/** Everything that the work writes is one immediate transaction, or nothing. */
export function createTransact(database: DatabaseSyncInstance, onRollback: () => void): Transact {
  return (work) => {
    try {
      database.exec('BEGIN IMMEDIATE');
      markStage('transaction:begun');
      const value = work();
      markStage('transaction:written');
      database.exec('COMMIT');
      markStage('transaction:committed');
      return ok(value);
    } catch (error) {
      // After some errors SQLite has already rolled back by itself; a closed one has nothing open.
      if (database.isOpen && database.isTransaction) database.exec('ROLLBACK');
      onRollback();
      const failure = storageFailure(error);
      if (!failure) throw error;
      return failed(failure);
    }
  };
}
