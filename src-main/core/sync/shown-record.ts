import type { ReportPair } from '../../shared/usage.js';
import type { Connection } from '../connection/connection.js';
import type { SyncRecord } from '../history-rows.js';
import type { ConnectionStore, UsageHistory } from '../ports.js';
import type { ShownHistory } from '../shown-history.js';

const NEVER: SyncRecord = { lastSuccessAt: null, labelsFetchedAt: null, failure: null };

/**
 * How the last sync of what is shown went. Kept in memory too: a store that cannot be written must
 * not hide the failure.
 */
export interface ShownRecord {
  read(): SyncRecord;
  /** Without a pair it belongs to the one that is shown. */
  keep(record: SyncRecord, pair?: ReportPair): void;
  /** Another history is shown now, or the other pair of reports. */
  reload(): void;
  /** Nothing is shown any more. */
  forget(): void;
}

interface RecordParts {
  readonly shown: ShownHistory;
  readonly connection: Pick<Connection, 'noteOutcome'>;
  readonly connections: ConnectionStore;
}

export function createShownRecord({ shown, connection, connections }: RecordParts): ShownRecord {
  let record = load();

  function load(): SyncRecord {
    const nothing = { ...NEVER, failure: connections.readFailure() };
    return shown.read((history) => history.readSyncRecord(), nothing);
  }

  return {
    read: () => record,
    keep(next, pair) {
      const own = shown.read<UsageHistory | null>((history) => history, null);
      const history = pair && own ? own.ofPair(pair) : own;
      const saved = history ? history.saveSyncRecord(next) : connections.keepFailure(next.failure);
      if (!saved.ok) connection.noteOutcome(saved.failure);
      // The other pair may have been chosen meanwhile: what is shown keeps its own record.
      const isShown = !pair || shown.read((now) => now.pair, pair) === pair;
      record = isShown ? next : load();
    },
    reload() {
      record = load();
    },
    forget() {
      record = NEVER;
    },
  };
}
