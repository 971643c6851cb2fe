import { uptime } from 'node:os';
import { join } from 'node:path';
import packageFile from '../package.json' with { type: 'json' };
import { createAdminApi } from './adapters/admin-api/client.js';
import { type RetryOptions, waitFor } from './adapters/admin-api/retry.js';
import { createRequestSender, type RequestLimits } from './adapters/admin-api/send-request.js';
import { createCancelSource } from './adapters/cancel-source.js';
import type { InstallationOptions } from './adapters/claude-code/status-line/installation.js';
import { createStatusLine } from './adapters/claude-code/status-line/status-line.js';
import { createTranscripts } from './adapters/claude-code/transcripts/transcripts.js';
import { type CorrectedClock, createCorrectedClock } from './adapters/corrected-clock.js';
import { createHistoryShelf, type OpenShelf } from './adapters/history-store/history-shelf.js';
import type { RunUpkeep } from './adapters/history-store/run-upkeep.js';
import { createLog } from './adapters/log.js';
import { createProxyFinder } from './adapters/proxy/create-proxy-finder.js';
import { createTunnelFinder } from './adapters/proxy/create-tunnel-finder.js';
import { createRedactor } from './adapters/redactor.js';
import { openSettingsFile } from './adapters/settings-store.js';
import { readTrustedCertificates } from './adapters/trusted-certificates.js';
import type { CommandParts } from './cli/command-parts.js';
import type { StatusLine, Transcripts } from './core/limits/limit-ports.js';
import type { AdminKeyStore, Clock, ConnectionStore, Log, Organization } from './core/ports.js';
import { priceTable } from './core/pricing/price-table.js';
import { createTidemark } from './core/tidemark.js';
import type { Snapshot } from './shared/snapshot.js';
import type { Instant } from './shared/units.js';

/** A sync tries again by itself while another program writes: nothing may stand still for that. */
const BUSY_MS = 50;

/** Claude Code as it is looked at: on this computer, or invented. */
export interface ClaudeCode {
  readonly transcripts: Transcripts;
  readonly statusLine: StatusLine;
}

export interface LivePartsOptions {
  readonly dataDirectory: string;
  readonly baseUrl: string;
  readonly keys: AdminKeyStore;
  readonly mode: Snapshot['mode'];
  /** This computer's own clock. */
  readonly clock: Pick<Clock, 'now' | 'timeZone'> & {
    /** How long it has been running, where not as in life. */
    readonly upMs?: () => number;
  };
  /** False for a fixed clock, which nothing sets right. */
  readonly correctsClock: boolean;
  /** The desktop's proxy settings; the command line has the environment alone. */
  readonly askSystemProxy?: (url: URL) => Promise<string>;
  readonly readOnly?: boolean;
  /** Without it nothing of Claude Code is looked at. */
  readonly claudeCode?: (log: Log, now: () => Instant) => ClaudeCode;
  /** Without it the upkeep of the history is done in line. */
  readonly runUpkeep?: RunUpkeep;
  readonly since?: number | null;
  /** How waits pass and chance falls, where not as in life. */
  readonly retry?: Partial<Pick<RetryOptions, 'wait' | 'random'>>;
  /** Limits of one request, where shorter than in life. */
  readonly limits?: Partial<RequestLimits>;
}

export interface LiveParts extends CommandParts {
  readonly log: Log;
  /** Broken settings were moved here at this start. */
  readonly settingsMovedTo: string | null;
  /** What had to be done about damaged or foreign histories; grows while running. */
  readonly recoveries: OpenShelf['recoveries'];
  readonly isDemo: boolean;
  close(): Promise<void>;
}

/** The app over one data folder and one API: what the desktop and the command line both start. */
export function createLiveParts(options: LivePartsOptions): LiveParts {
  const { dataDirectory } = options;
  const redactor = createRedactor();
  const log = createLog(join(dataDirectory, 'logs', 'tidemark.log'), redactor, Date.now);
  const file = openSettingsFile(dataDirectory, log, Date.now);
  const corrected = createCorrectedClock({
    now: options.clock.now,
    memory: { upMs: options.clock.upMs ?? (() => uptime() * 1_000), ...file.clock },
  });
  const clock: Clock = {
    timeZone: options.clock.timeZone,
    ...(options.correctsClock ? corrected : { now: options.clock.now, offsetMs: () => 0 }),
  };
  const shelf = createHistoryShelf(dataDirectory, {
    readOnly: options.readOnly ?? false,
    log,
    now: Date.now,
    busyMs: BUSY_MS,
    remembers: (id) => file.connections.read()?.organization.id === id,
    ...(options.runUpkeep ? { runUpkeep: options.runUpkeep } : {}),
  });
  if (file.movedTo || file.refusal) rememberOnly(shelf.list(), file.connections, clock.now());
  const api = createAdminApi({
    baseUrl: options.baseUrl,
    version: packageFile.version,
    homepage: packageFile.homepage,
    log,
    retry: { now: clock.now, ...options.retry },
    sender: createSender(options, corrected.observe),
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
      isReadOnly: options.readOnly ?? false,
      wait: options.retry?.wait ?? waitFor,
      since: options.since ?? null,
      ...options.claudeCode?.(log, clock.now),
    },
    createCancelSource(),
  );
  return {
    tidemark,
    log,
    settingsMovedTo: file.movedTo,
    settingsRefusal: file.refusal,
    recoveries: shelf.recoveries,
    keepUp: () => shelf.keepUp(clock.now()),
    isDemo: options.mode === 'demo',
    now: clock.now,
    async close() {
      await tidemark.stop();
      await api.close();
      shelf.close();
    },
  };
}

/** Claude Code of whoever runs this. */
export const lookAtClaudeCode =
  (place: Omit<InstallationOptions, 'now'>): NonNullable<LivePartsOptions['claudeCode']> =>
  (log, now) => ({
    transcripts: createTranscripts({ ...place, log, now }),
    statusLine: createStatusLine({ ...place, log, now }),
  });

/** Settings were lost or cannot be read, and one history is here: its figures stay, and its key is asked for again. */
function rememberOnly(
  [organization, ...others]: readonly Organization[],
  connections: ConnectionStore,
  savedAt: number,
): void {
  if (!organization || others.length > 0 || connections.read()) return;
  connections.save({ organization, lastFour: '', savedAt });
}

/** Through the proxy that this computer uses, trusting whom this computer trusts. */
function createSender(
  { clock, correctsClock, askSystemProxy, limits }: LivePartsOptions,
  observe: CorrectedClock['observe'],
) {
  const trusted = readTrustedCertificates(process.env);
  const findProxy = createProxyFinder({ env: process.env, askSystem: askSystemProxy });
  return createRequestSender({
    ...limits,
    findTunnel: createTunnelFinder(findProxy, { trusted }),
    trusted,
    now: clock.now,
    ...(correctsClock ? { onAnswerDate: observe } : {}),
  });
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
