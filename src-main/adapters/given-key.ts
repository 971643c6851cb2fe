import type { AdminKeyStore } from '../core/ports.js';
import { failed, ok } from '../shared/result.js';

/** A key that is handed in for this run: from the environment, or the demo's invented one. */
export function createGivenKey(key: string): AdminKeyStore {
  return {
    read: async () => ok(key),
    save: async () => failed({ kind: 'keychain-absent' }),
    forget: async () => ok(null),
  };
}
