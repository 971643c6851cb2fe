import type { Failure } from '../../shared/failure.js';
import type { KeyTrial } from '../../shared/ipc-contract.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { KeyState, Snapshot } from '../../shared/snapshot.js';
import { StorageError } from '../../shared/storage-error.js';
import type {
  AdminApi,
  AdminKey,
  AdminKeyStore,
  CancelSignal,
  Clock,
  ConnectionStore,
  HistoryShelf,
  Organization,
  UsageHistory,
} from '../ports.js';
import { checkAdminKey, lastFourOf } from './check-admin-key.js';
import { type TriedKey, tryKey } from './try-key.js';

/** What a failure says about the key. */
const KEY_STATES: Partial<Record<Failure['kind'], KeyState>> = {
  'no-key': 'never-saved',
  'key-gone': 'gone',
  'key-invalid': 'invalid',
  'keychain-locked': 'locked',
  'keychain-slow': 'locked',
  'keychain-denied': 'denied',
  'keychain-absent': 'no-keychain',
  'key-refused': 'refused',
};

export interface ConnectionParts {
  readonly api: AdminApi;
  readonly keys: AdminKeyStore;
  readonly connections: ConnectionStore;
  readonly shelf: HistoryShelf;
  readonly clock: Clock;
}

export interface OpenedConnection {
  readonly key: AdminKey;
  readonly history: UsageHistory;
}

export interface Connection {
  describe(): Snapshot['connection'];
  /** Null until the organization is known and its store could be opened. */
  history(): UsageHistory | null;
  storageFailure(): Failure | null;
  /** What a sync needs: the key, for this run only, and the history it belongs to. */
  open(signal: CancelSignal): Promise<Result<OpenedConnection>>;
  /** Null: the key works. */
  noteOutcome(failure: Failure | null): void;
  tryKey(pasted: string, signal: CancelSignal): Promise<Result<KeyTrial>>;
  saveKey(): Promise<Result<null>>;
  disconnect(keepHistory: boolean): Promise<Result<null>>;
}

/** Which key, which organization, which history: one organization at a time, never mixed. */
export function createConnection(parts: ConnectionParts): Connection {
  const { api, keys, connections, shelf, clock } = parts;
  let state: KeyState = connections.read() ? 'saved' : 'never-saved';
  let history: UsageHistory | null = null;
  let storageFailure: Failure | null = null;
  let tried: TriedKey | null = null;
  /** Last four characters of the key whose organization was asked for. */
  let checkedKey: string | null = null;

  function openHistory({ id }: Organization): Result<UsageHistory> {
    const isDamaged = storageFailure?.kind === 'storage-damaged';
    const opened = isDamaged ? shelf.recover(id) : shelf.open(id);
    storageFailure = opened.ok ? null : opened.failure;
    // What could not be opened anew is closed: nothing can be read of it.
    history = null;
    if (!opened.ok) return opened;
    try {
      opened.value.readSyncRecord();
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      storageFailure = error.failure;
      return failed(error.failure);
    }
    history = opened.value;
    return opened;
  }

  /** What the keychain holds is checked before it may be sent anywhere. */
  async function readKey(): Promise<Result<AdminKey>> {
    const stored = await keys.read();
    if (!stored.ok) {
      const isNew = stored.failure.kind === 'key-gone' && connections.read() === null;
      return isNew ? failed({ kind: 'no-key' }) : stored;
    }
    const checked = checkAdminKey(stored.value);
    return checked.ok ? checked : failed({ kind: 'key-invalid' });
  }

  /** Asked once for each key: whose figures are these? */
  async function organizationOf(
    key: AdminKey,
    signal: CancelSignal,
  ): Promise<Result<Organization>> {
    const known = connections.read();
    if (known && checkedKey === lastFourOf(key)) return ok(known.organization);
    const asked = await api.fetchOrganization(key, signal);
    if (!asked.ok) {
      const isRefused = asked.failure.kind === 'permission-missing';
      return failed(isRefused ? { ...asked.failure, kind: 'key-refused' } : asked.failure);
    }
    if (known && known.organization.id !== asked.value.id) {
      return failed({ kind: 'other-organization' });
    }
    if (!known) {
      const saved = remember(key, asked.value);
      if (!saved.ok) return saved;
    }
    // Known by its history alone: where settings cannot be saved, that has to do (F4).
    if (known?.lastFour === '') remember(key, asked.value);
    checkedKey = lastFourOf(key);
    return asked;
  }

  const remember = (key: AdminKey, organization: Organization) =>
    connections.save({ organization, lastFour: lastFourOf(key), savedAt: clock.now() });

  const connected = connections.read();
  if (connected) openHistory(connected.organization);

  return {
    describe() {
      const record = connections.read();
      return {
        state,
        lastFour: record?.lastFour ?? null,
        organization: record?.organization ?? null,
      };
    },
    history: () => history,
    storageFailure: () => storageFailure,
    async open(signal) {
      const key = await readKey();
      if (!key.ok) return key;
      const organization = await organizationOf(key.value, signal);
      if (!organization.ok) return organization;
      const opened = openHistory(organization.value);
      if (!opened.ok) return opened;
      const kept = opened.value.saveOrganization(organization.value);
      return kept.ok ? ok({ key: key.value, history: opened.value }) : kept;
    },
    noteOutcome(failure) {
      state = failure ? (KEY_STATES[failure.kind] ?? state) : 'saved';
      if (!failure || failure.kind.startsWith('storage-')) storageFailure = failure;
    },
    async tryKey(pasted, signal) {
      const key = checkAdminKey(pasted);
      if (!key.ok) return key;
      const result = await tryKey(key.value, api, clock.now(), signal);
      tried = result.ok ? result.value : null;
      return result.ok ? ok(result.value.trial) : result;
    },
    async saveKey() {
      if (!tried) return failed({ kind: 'no-key' });
      const { key, organization } = tried;
      const saved = await keys.save(key);
      if (!saved.ok) return saved;
      tried = null;
      if (connections.read()?.organization.id !== organization.id) history = null;
      const kept = remember(key, organization);
      if (!kept.ok) return kept;
      checkedKey = lastFourOf(key);
      const opened = openHistory(organization);
      state = 'saved';
      return opened.ok ? ok(null) : opened;
    },
    async disconnect(keepHistory) {
      const record = connections.read();
      const forgotten = await keys.forget();
      if (!forgotten.ok) return forgotten;
      const cleared = connections.clear();
      if (!cleared.ok) return cleared;
      history = null;
      storageFailure = null;
      checkedKey = null;
      state = 'never-saved';
      return record && !keepHistory ? shelf.remove(record.organization.id) : ok(null);
    },
  };
}
