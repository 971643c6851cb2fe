import { join } from 'node:path';
import packageFile from '../package.json' with { type: 'json' };
import { createAdminApi } from './adapters/admin-api/client.js';
import { createCancelSource } from './adapters/cancel-source.js';
import { createHistoryShelf } from './adapters/history-store/history-shelf.js';
import { createLog } from './adapters/log.js';
import { createRedactor } from './adapters/redactor.js';
import { openSettingsFile } from './adapters/settings-store.js';
import type { AdminKeyStore, Clock, Log } from './core/ports.js';
import { priceTable } from './core/pricing/price-table.js';
import { createTidemark, type Tidemark } from './core/tidemark.js';
import type { Snapshot } from './shared/snapshot.js';

export interface LivePartsOptions {
  readonly dataDirectory: string;
  readonly baseUrl: string;
  readonly keys: AdminKeyStore;
  readonly mode: Snapshot['mode'];
  readonly clock: Clock;
  readonly readOnly?: boolean;
  readonly since?: number | null;
}

export interface LiveParts {
  readonly tidemark: Tidemark;
  readonly log: Log;
  /** Broken files that were moved aside at this start. */
  readonly movedAside: readonly string[];
  readonly isDemo: boolean;
  now(): number;
  close(): Promise<void>;
}

/** The app over one data folder and one API: what the desktop and the command line both start. */
export function createLiveParts(options: LivePartsOptions): LiveParts {
  const { dataDirectory, clock } = options;
  const redactor = createRedactor();
  const log = createLog(join(dataDirectory, 'logs', 'tidemark.log'), redactor, Date.now);
  const file = openSettingsFile(dataDirectory, log, Date.now);
  const shelf = createHistoryShelf(dataDirectory, {
    readOnly: options.readOnly ?? false,
    log,
    now: Date.now,
  });
  const api = createAdminApi({
    baseUrl: options.baseUrl,
    version: packageFile.version,
    homepage: packageFile.homepage,
    log,
    retry: { now: clock.now },
  });
  const tidemark = createTidemark(
    {
      mode: options.mode,
      api,
      keys: protectKeys(options.keys, redactor.protect),
      connections: file.connections,
      shelf,
      settings: file.settings,
      clock,
      log,
      prices: priceTable,
      since: options.since ?? null,
    },
    createCancelSource(),
  );
  return {
    tidemark,
    log,
    movedAside: [...(file.movedTo ? [file.movedTo] : []), ...shelf.movedTo],
    isDemo: options.mode === 'demo',
    now: clock.now,
    async close() {
      await tidemark.stop();
      await api.close();
      shelf.close();
    },
  };
}

/** Every key that passes is known to the redactor before it can be written anywhere. */
function protectKeys(keys: AdminKeyStore, protect: (key: string) => void): AdminKeyStore {
  return {
    async read() {
      const key = await keys.read();
      if (key.ok) protect(key.value);
      return key;
    },
    save(key) {
      protect(key);
      return keys.save(key);
    },
    forget: keys.forget,
  };
}
