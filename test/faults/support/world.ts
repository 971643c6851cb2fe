import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished } from 'vitest';
import type { RequestLimits } from '../../../src-main/adapters/admin-api/send-request.js';
import type { Simulator, SimulatorOptions } from '../../../src-main/demo/simulator.js';
import { createSimulator } from '../../../src-main/demo/simulator.js';
import { createLiveParts, type LiveParts } from '../../../src-main/live-parts.js';
import type { Failure } from '../../../src-main/shared/failure.js';
import type { Settings } from '../../../src-main/shared/settings.js';
import { HOUR_MS, type Instant } from '../../../src-main/shared/units.js';
import type { ReportPair } from '../../../src-main/shared/usage.js';
import {
  type FaultId,
  type FaultServerOptions,
  startFaultServer,
} from '../../fakes/fault-server.js';
import { createMemoryKeys, type MemoryKeys } from '../../fakes/memory-ports.js';
import { type Figures, figuresIn } from './figures-in.js';
import { createVirtualClock, type VirtualClock } from './virtual-clock.js';

/** A marked fake; every world looks for it in all files it leaves behind. */
export const ADMIN_KEY = 'sk-ant-admin01-MARKED-FAKE-KEY-of-the-fault-tests-Hq7W';
export const NOW = Date.parse('2026-11-21T20:17:05Z');
/** A week that began inside an hour on Wednesday, and a limit, so that there is a percentage. */
const SETTINGS = {
  weeklyResetWeekday: 3,
  weeklyResetTime: '10:30',
  weeklyLimitMicrocents: 2_000 * 100_000_000,
} as const;

export interface WorldOptions {
  readonly folder?: string;
  readonly now?: Instant;
  /** Oldest instant to fetch; left out, it follows the setting, as in the app. */
  readonly since?: Instant;
  readonly timeZone?: string;
  readonly settings?: Partial<Settings>;
  readonly limits?: Partial<RequestLimits>;
  readonly correctsClock?: boolean;
  readonly hasKey?: boolean;
  /** How long the computer has been running; left out, it starts with the world. */
  readonly upMs?: () => number;
  /** Another address than the simulator's. */
  readonly front?: (simulator: Simulator) => Promise<{ readonly url: string }>;
}

export interface World {
  readonly folder: string;
  readonly clock: VirtualClock;
  readonly parts: LiveParts;
  readonly keys: MemoryKeys;
  /** Waits between tries of one question, in order. */
  readonly waits: readonly number[];
  /** How a sync ended. */
  sync(): Promise<Failure | null>;
  /** Of both pairs, or of one. */
  figures(pair?: ReportPair): Figures;
  log(): readonly LogLine[];
  close(): Promise<void>;
}

export interface LogLine {
  readonly event: string;
  readonly [field: string]: unknown;
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-faults-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The app over a real folder and a real API, with no clock but the test's. */
export function startWorld(simulator: { readonly url: string }, options: WorldOptions = {}): World {
  const folder = options.folder ?? temporaryFolder();
  const clock = createVirtualClock(options.now ?? NOW);
  const keys = createMemoryKeys();
  if (options.hasKey ?? true) keys.held = ADMIN_KEY;
  const waits: number[] = [];
  const parts = createLiveParts({
    dataDirectory: folder,
    baseUrl: simulator.url,
    keys,
    mode: 'live',
    clock: {
      now: clock.now,
      timeZone: (saved) => saved ?? options.timeZone ?? 'UTC',
      upMs: options.upMs ?? clock.monotonic,
    },
    correctsClock: options.correctsClock ?? false,
    since: options.since ?? null,
    ...(options.limits ? { limits: options.limits } : {}),
    retry: {
      random: () => 0.5,
      async wait(ms) {
        // A pause between two pieces of a write is no wait.
        if (ms > 0) waits.push(ms);
        clock.advance(ms);
        await new Promise((resolve) => setImmediate(resolve));
      },
    },
  });
  if (options.settings) parts.tidemark.updateSettings(options.settings);
  let isClosed = false;
  const close = async () => {
    if (isClosed) return;
    isClosed = true;
    await parts.close();
    expect(filesWithKey(folder)).toEqual([]);
  };
  onTestFinished(close);
  return {
    folder,
    clock,
    parts,
    keys,
    waits,
    async sync() {
      const synced = await parts.tidemark.syncNow();
      return synced.ok ? null : synced.failure;
    },
    figures: (pair) => figuresIn(folder, pair),
    log: () => logIn(folder),
    close,
  };
}

/** Files that hold the key, which is kept nowhere but in the keychain (W11). */
const filesWithKey = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => readFileSync(file).includes(ADMIN_KEY));

function logIn(folder: string): readonly LogLine[] {
  try {
    const text = readFileSync(join(folder, 'logs', 'tidemark.log'), 'utf8');
    return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  } catch {
    return [];
  }
}

/** A simulator whose clock is the world's, which is started after it. */
export interface Service {
  readonly simulator: Simulator;
  now: () => Instant;
}

export async function startService(
  options: SimulatorOptions & {
    readonly fault?: FaultId;
    readonly variant?: number;
    readonly after?: number;
  } = {},
): Promise<Service> {
  const { fault, ...chosen } = options;
  const service = { now: () => NOW };
  const common: FaultServerOptions = {
    adminKeys: [ADMIN_KEY],
    analyticsVisibleAfterMs: 4 * HOUR_MS,
    now: () => service.now(),
    ...chosen,
  };
  const simulator = fault ? await startFaultServer(fault, common) : await createSimulator(common);
  onTestFinished(() => simulator.stop());
  return Object.assign(service, { simulator });
}

const prepared = new Map<string, Promise<string>>();
const preparedFigures = new Map<ReportPair, Figures>();
afterAll(async () => {
  for (const folder of prepared.values()) {
    rmSync(await folder, { recursive: true, force: true });
  }
});

/** A folder after one good sync at NOW; each caller gets a copy of its own. */
export async function syncedFolder(pair: ReportPair): Promise<string> {
  const known = prepared.get(pair) ?? prepare(pair);
  prepared.set(pair, known);
  const folder = temporaryFolder();
  cpSync(await known, folder, { recursive: true });
  return folder;
}

async function prepare(pair: ReportPair): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), `tidemark-faults-${pair}-`));
  const service = await startService();
  const world = startWorld(service.simulator, {
    folder,
    settings: { ...SETTINGS, reportPair: pair },
  });
  const failure = await world.sync();
  if (failure) throw new Error(`the good sync failed: ${failure.kind}`);
  await world.close();
  rmSync(join(folder, 'logs'), { recursive: true, force: true });
  return folder;
}

export interface Struck extends World {
  readonly service: Service;
  readonly before: Figures;
}

/** A day after a good sync, when everything is asked for again, the fault begins. */
export async function strike(
  fault: FaultId,
  variant = 0,
  options: SimulatorOptions &
    Omit<WorldOptions, 'now' | 'folder'> & {
      readonly after?: number;
      readonly pair?: ReportPair;
      readonly laterMs?: number;
    } = {},
): Promise<Struck> {
  const { pair = 'legacy', laterMs = 25 * HOUR_MS, after, ...rest } = options;
  const folder = await syncedFolder(pair);
  const service = await startService({
    ...rest,
    fault,
    variant,
    ...(after === undefined ? {} : { after }),
  });
  const api = rest.front ? await rest.front(service.simulator) : service.simulator;
  const world = startWorld(api, { ...rest, folder, now: NOW + laterMs });
  service.now = world.clock.now;
  // Every copy holds the same.
  const before = preparedFigures.get(pair) ?? world.figures();
  preparedFigures.set(pair, before);
  return Object.assign(world, { service, before });
}

/** What a world that never met the fault holds after a sync at the same instant. */
export async function undisturbed(pair: ReportPair, at: Instant): Promise<Figures> {
  const folder = await syncedFolder(pair);
  const service = await startService();
  service.now = () => at;
  const world = startWorld(service.simulator, { folder, now: at });
  const failure = await world.sync();
  if (failure) throw new Error(`the undisturbed sync failed: ${failure.kind}`);
  await world.close();
  return figuresIn(folder, pair);
}
