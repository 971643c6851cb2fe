import { onTestFinished } from 'vitest';
import { createCancelSource } from '../../src-main/adapters/cancel-source.js';
import { priceTable } from '../../src-main/core/pricing/price-table.js';
import { createTidemark, type Tidemark } from '../../src-main/core/tidemark.js';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { createFakeAdminApi, type FakeAdminApi } from './fake-admin-api.js';
import { at } from './figures.js';
import { createKeptLog, type KeptLog } from './kept-log.js';
import {
  createMemoryConnections,
  createMemoryKeys,
  createMemorySettings,
  createMemoryShelf,
  type MemoryKeys,
  type MemoryShelf,
} from './memory-ports.js';

export const ADMIN_KEY = 'sk-ant-admin01-marked-fake-for-tests-AbCd';
export const OTHER_KEY = 'sk-ant-admin01-marked-fake-for-tests-WxYz';

/** One computer: its clock, keychain, folder and the API it can reach. */
export interface World {
  now: number;
  readonly api: FakeAdminApi;
  readonly keys: MemoryKeys;
  readonly connections: ReturnType<typeof createMemoryConnections>;
  readonly settings: ReturnType<typeof createMemorySettings>;
  readonly shelf: MemoryShelf;
  readonly log: KeptLog;
  /** Starts the app over what the last run left behind. */
  start(): Tidemark;
  /** Starts it and connects with the admin key. */
  connect(): Promise<Tidemark>;
}

export function createWorld(): World {
  const world: World = {
    now: at('2026-11-21T14:20:00Z'),
    api: createFakeAdminApi(),
    keys: createMemoryKeys(),
    connections: createMemoryConnections(),
    settings: createMemorySettings(),
    shelf: createMemoryShelf(),
    log: createKeptLog(),
    start() {
      const { api, keys, connections, settings, shelf, log } = world;
      const clock = { now: () => world.now, timeZone: (saved: string | null) => saved ?? 'UTC' };
      const parts = { api, keys, connections, settings, shelf, log, clock };
      return createTidemark({ ...parts, mode: 'live', prices: priceTable }, createCancelSource());
    },
    async connect() {
      const app = world.start();
      const tried = await app.tryKey(ADMIN_KEY);
      const saved = await app.saveKey();
      if (!tried.ok || !saved.ok) throw new Error('the fake world could not be connected');
      return app;
    },
  };
  world.api.keys.add(ADMIN_KEY);
  onTestFinished(() => world.shelf.close());
  return world;
}

/** Every snapshot that is published from now on. */
export function published(app: Tidemark): readonly Snapshot[] {
  const snapshots: Snapshot[] = [];
  app.onSnapshot((snapshot) => snapshots.push(snapshot));
  return snapshots;
}

/** A gate that holds an answer back until the test opens it. */
export function createGate(): { readonly passed: Promise<null>; open(): void } {
  let release = () => {};
  const passed = new Promise<null>((resolve) => {
    release = () => resolve(null);
  });
  return { passed, open: () => release() };
}
