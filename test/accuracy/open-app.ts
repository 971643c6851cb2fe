import { createCancelSource } from '../../src-main/adapters/cancel-source.js';
import type { AdminApi } from '../../src-main/core/ports.js';
import { priceTable } from '../../src-main/core/pricing/price-table.js';
import { createTidemark, type Tidemark } from '../../src-main/core/tidemark.js';
import type { SettingsPatch } from '../../src-main/shared/settings.js';
import type { Instant } from '../../src-main/shared/units.js';
import {
  createMemoryConnections,
  createMemoryKeys,
  createMemorySettings,
  createMemoryShelf,
} from '../fakes/memory-ports.js';

const ADMIN_KEY = 'sk-ant-admin01-marked-fake-for-tests-AbCd';

export interface OpenedApp {
  readonly app: Tidemark;
  close(): Promise<void>;
}

/** The app itself over a real store in memory, connected with an organization that is simulated. */
export async function openApp(
  api: AdminApi,
  now: () => Instant,
  {
    zone,
    since,
    patch,
  }: { readonly zone: string; readonly since: Instant; readonly patch: SettingsPatch },
): Promise<OpenedApp> {
  const shelf = createMemoryShelf();
  const settings = createMemorySettings();
  settings.update(patch);
  const app = createTidemark(
    {
      api,
      shelf,
      settings,
      keys: createMemoryKeys(),
      connections: createMemoryConnections(),
      log: { info: () => undefined, warn: () => undefined },
      clock: { now, offsetMs: () => 0, timeZone: () => zone },
      wait: () => Promise.resolve(),
      mode: 'live',
      prices: priceTable,
      since,
    },
    createCancelSource(),
  );
  const tried = await app.tryKey(ADMIN_KEY);
  const saved = await app.saveKey();
  if (!tried.ok || !saved.ok) throw new Error('the simulated organization could not be connected');
  return {
    app,
    async close() {
      await app.stop();
      shelf.close();
    },
  };
}
