import type { Failure } from '../shared/failure.js';
import { failed, ok, type Result } from '../shared/result.js';
import { StorageError } from '../shared/storage-error.js';
import type { Connection } from './connection/connection.js';
import type { SettingsStore, UsageHistory } from './ports.js';
import { usedPair } from './sync/sync-pair.js';

/** The history as the pair of reports tells it whose figures are shown. */
export interface ShownHistory {
  /** A store that cannot be read holds nothing, and its failure is told. */
  read<T>(read: (history: UsageHistory) => T, nothing: T): T;
  /** For one question: its failure is the answer. */
  ask<T>(read: (history: UsageHistory) => T): Result<T>;
}

export function createShownHistory(connection: Connection, settings: SettingsStore): ShownHistory {
  function current(): UsageHistory | null {
    const history = connection.history();
    return history?.ofPair(usedPair(history, settings.read().reportPair)) ?? null;
  }

  return {
    read(read, nothing) {
      try {
        const history = current();
        return history ? read(history) : nothing;
      } catch (error) {
        connection.noteOutcome(failureOf(error));
        return nothing;
      }
    },
    ask(read) {
      try {
        const history = current();
        return history
          ? ok(read(history))
          : failed(connection.storageFailure() ?? { kind: 'no-key' });
      } catch (error) {
        return failed(failureOf(error));
      }
    },
  };
}

/** An unreadable store is expected of old disks; anything else is our mistake and stays thrown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof StorageError) return error.failure;
  throw error;
}
