import type { AdminKeyStore } from '../core/ports.js';
import type { Failure } from '../shared/failure.js';
import { failed, ok, type Result } from '../shared/result.js';
import { markStage } from './mark-stage.js';

/** One fixed place; single-item calls only (listing can crash on Linux). */
const SERVICE = 'Tidemark';
const ACCOUNT = 'admin-key';
const LIMIT_MS = 30_000;

type Keytar = Pick<typeof import('keytar'), 'getPassword' | 'setPassword' | 'deletePassword'>;

export interface KeychainOptions {
  /** Loaded on first use: the library may be missing, and start-up does not wait for it. */
  readonly load: () => Keytar;
  /** Linux: a dismissed prompt comes back as "no such item"; this tells the two apart (K3). */
  readonly isLocked?: () => Promise<boolean>;
  readonly limitMs?: number;
}

/** The operating system's keychain. It never throws and never waits longer than 30 s. */
export function createKeychain({
  load,
  isLocked = async () => false,
  limitMs = LIMIT_MS,
}: KeychainOptions): AdminKeyStore {
  async function call<T>(work: (keytar: Keytar) => Promise<T>): Promise<Result<T>> {
    let keytar: Keytar;
    try {
      keytar = load();
    } catch {
      return failed({ kind: 'keychain-absent', detail: 'the keychain library did not load' });
    }
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<Result<T>>((resolve) => {
      timer = setTimeout(() => resolve(failed({ kind: 'keychain-slow' })), limitMs);
    });
    try {
      return await Promise.race([work(keytar).then(ok), limit]);
    } catch (error) {
      return failed(keychainFailure(error instanceof Error ? error.message : ''));
    } finally {
      clearTimeout(timer);
    }
  }

  async function read(): Promise<Result<string>> {
    const item = await call((keytar) => keytar.getPassword(SERVICE, ACCOUNT));
    if (!item.ok) return item;
    if (item.value !== null) return ok(item.value);
    return failed({ kind: (await isLocked()) ? 'keychain-locked' : 'key-gone' });
  }

  const remove = () => call((keytar) => keytar.deletePassword(SERVICE, ACCOUNT));

  return {
    read,
    async save(key) {
      const saved = await call((keytar) => keytar.setPassword(SERVICE, ACCOUNT, key));
      if (!saved.ok) return saved;
      markStage('key:saved');
      const readBack = await call((keytar) => keytar.getPassword(SERVICE, ACCOUNT));
      if (!readBack.ok) return readBack;
      return readBack.value === key ? ok(null) : failed({ kind: 'keychain-unsaved' });
    },
    async forget() {
      const first = await remove();
      if (!first.ok || first.value) return first.ok ? ok(null) : first;
      // Linux deletes nothing from a locked keychain and says nothing; reading asks to unlock it.
      const item = await read();
      if (!item.ok) return item.failure.kind === 'key-gone' ? ok(null) : item;
      const second = await remove();
      return second.ok ? ok(null) : second;
    },
  };
}

/** The keychains of three systems report by text only; what is not known counts as absent. */
function keychainFailure(message: string): Failure {
  if (/lock|dismiss|prompt|cancel/i.test(message)) return { kind: 'keychain-locked' };
  if (/denied|not allowed|permission|interaction/i.test(message)) {
    return { kind: 'keychain-denied' };
  }
  return { kind: 'keychain-absent', detail: message.slice(0, 200) };
}
