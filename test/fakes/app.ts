import { onTestFinished } from 'vitest';
import { createCancelSource } from '../../src-main/adapters/cancel-source.js';
import type { HistoryStore } from '../../src-main/adapters/history-store/history-store.js';
import type { AdminApi } from '../../src-main/core/ports.js';
import { priceTable } from '../../src-main/core/pricing/price-table.js';
import { createTidemark, type Tidemark } from '../../src-main/core/tidemark.js';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { createFakeAdminApi, type FakeAdminApi } from './fake-admin-api.js';
import { at } from './figures.js';
import { createKeptLog, type KeptLog } from './kept-log.js';
import type { createClaudeCode } from './limit-world.js';
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
  /** How far Anthropic's clock is from this computer's; `now` is Anthropic's. */
  offsetMs: number;
  /** Called with every wait of a sync, which takes no time otherwise. */
  onWait: (ms: number) => void;
  readonly api: FakeAdminApi;
  readonly keys: MemoryKeys;
  readonly connections: ReturnType<typeof createMemoryConnections>;
  readonly settings: ReturnType<typeof createMemorySettings>;
  readonly shelf: MemoryShelf;
  readonly log: KeptLog;
  /** Starts the app over what the last run left behind; over another API than the fake, if given. */
  start(api?: AdminApi): Tidemark;
  /** Starts it and connects with the admin key. */
  connect(): Promise<Tidemark>;
}

interface WorldOptions {
  /** A file in the place of memory, for who wants to look into it. */
  readonly historyPath?: string;
  /** Without it Claude Code is not looked at. */
  readonly claudeCode?: ReturnType<typeof createClaudeCode>;
}

export function createWorld({ historyPath, claudeCode }: WorldOptions = {}): World {
  const started: Tidemark[] = [];
  const world: World = {
    now: at('2026-11-21T14:20:00Z'),
    offsetMs: 0,
    onWait: () => undefined,
    api: createFakeAdminApi(),
    keys: createMemoryKeys(),
    connections: createMemoryConnections(),
    settings: createMemorySettings(),
    shelf: createMemoryShelf(historyPath),
    log: createKeptLog(),
    start(api = world.api) {
      const { keys, connections, settings, shelf, log } = world;
      const clock = {
        now: () => world.now,
        offsetMs: () => world.offsetMs,
        timeZone: (saved: string | null) => saved ?? 'UTC',
      };
      const wait = async (ms: number) => world.onWait(ms);
      const parts = { api, keys, connections, settings, shelf, log, clock, wait };
      const app = createTidemark(
        {
          ...parts,
          mode: 'live',
          prices: priceTable,
          transcripts: claudeCode?.transcripts ?? null,
          statusLine: claudeCode?.statusLine ?? null,
        },
        createCancelSource(),
      );
      started.push(app);
      return app;
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
  onTestFinished(async () => {
    await Promise.all(started.map((app) => app.stop()));
    world.shelf.close();
  });
  return world;
}

/** The history of the connected organization. */
export function historyOf(world: World): HistoryStore {
  const store = world.shelf.stores.get(world.api.organization.id);
  if (!store) throw new Error('the fake world has no history yet');
  return store;
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
