import { createAdminApi } from '../../src-main/adapters/admin-api/client.js';
import type { AdminApi } from '../../src-main/core/ports.js';
import { ok } from '../../src-main/shared/result.js';
import { createKeptLog } from '../fakes/kept-log.js';

/** The real client over one body that every question gets for an answer. */
export function answerWith(body: string | Uint8Array) {
  const log = createKeptLog();
  const api: AdminApi = createAdminApi({
    baseUrl: 'http://127.0.0.1:1',
    version: '9.9.9',
    homepage: 'https://tidemark.example',
    log,
    retry: { now: () => Date.UTC(2026, 10, 21), random: () => 0, wait: async () => undefined },
    sender: {
      send: async () => ok({ status: 200, headers: {}, body: Buffer.from(body) }),
      close: async () => undefined,
    },
  });
  return { api, log };
}
