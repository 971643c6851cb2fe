import type { ApiAnswer, ApiRequest } from './api-exchange.js';
import { refuse } from './api-exchange.js';

/** Which admin keys open the door. Without a list any key that starts like one does. */
export interface KeyRing {
  revoke(key: string): void;
  /** Null: come in. */
  check(request: ApiRequest): ApiAnswer | null;
}

export function createKeyRing(adminKeys: readonly string[] | undefined): KeyRing {
  const revoked = new Set<string>();
  const isKnown = (key: string) =>
    adminKeys ? adminKeys.includes(key) : key.startsWith('sk-ant-admin');
  return {
    revoke: (key) => {
      revoked.add(key);
    },
    check({ headers }) {
      const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
      const key = headers['x-api-key'] ?? bearer ?? '';
      if (isKnown(key) && !revoked.has(key)) return null;
      return refuse(401, 'authentication_error', 'invalid x-api-key');
    },
  };
}
