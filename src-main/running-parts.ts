import { findNode } from './adapters/claude-code/status-line/find-node.js';
import { demoDirectory, homeFolder } from './adapters/data-directory.js';
import { isKeychainLocked } from './adapters/dbus/is-keychain-locked.js';
import { createGivenKey } from './adapters/given-key.js';
import { runUpkeepApart } from './adapters/history-store/run-upkeep-apart.js';
import { createKeychain } from './adapters/keychain.js';
import { countCalls } from './adapters/keytar-calls.js';
import { OFFICIAL_BASE_URL, type Overrides } from './adapters/overrides.js';
import { askSystemProxy } from './adapters/proxy/ask-system-proxy.js';
import { systemZone } from './adapters/system-zone.js';
import { createPlanPast } from './demo/plan-past.js';
import { createPlanStatusLine } from './demo/plan-status-line.js';
import { createPlanTranscripts } from './demo/plan-transcripts.js';
import { startSimulatedOrganization } from './demo/simulated-organization.js';
import { createLiveParts, type LiveParts, lookAtClaudeCode } from './live-parts.js';
import { DAY_MS } from './shared/units.js';

const DEMO_SEED = 1;
const DEMO_HISTORY_DAYS = 396;
/** $55 in microcents: about what the invented organization spends in a week. */
const DEMO_WEEKLY_LIMIT = 5_500_000_000;

export interface RunningPartsOptions {
  readonly dataDirectory: string;
  readonly overrides: Overrides;
  readonly workerFile: string;
  readonly upkeepFile: string;
  /** The built status line, and whether it is run from a copy. */
  readonly statusLineScript: { readonly shipped: string; readonly isCopied: boolean };
}

function common({ overrides, upkeepFile }: RunningPartsOptions) {
  const now = () => overrides.fixedNow ?? Date.now();
  return {
    clock: { now, timeZone: (saved: string | null) => saved ?? systemZone() },
    correctsClock: overrides.fixedNow === null,
    askSystemProxy,
    runUpkeep: runUpkeepApart(upkeepFile),
  };
}

/** The person's own organization, with the key from the keychain. */
export function startLive(options: RunningPartsOptions): LiveParts {
  return createLiveParts({
    ...common(options),
    dataDirectory: options.dataDirectory,
    baseUrl: options.overrides.baseUrl ?? OFFICIAL_BASE_URL,
    mode: 'live',
    keys: createKeychain({
      load: () => countCalls(require('keytar')),
      isLocked: isKeychainLocked,
    }),
    claudeCode: lookAtClaudeCode({
      dataDirectory: options.dataDirectory,
      env: process.env,
      home: homeFolder(),
      findNode: () =>
        findNode({ env: process.env, home: homeFolder(), platform: process.platform }),
      script: options.statusLineScript,
    }),
  });
}

/** The invented organization behind its simulated API, in a folder of its own. */
export async function startDemo(options: RunningPartsOptions): Promise<LiveParts> {
  const organization = await startSimulatedOrganization(options.workerFile);
  const past = createPlanPast(DEMO_SEED);
  const parts = createLiveParts({
    ...common(options),
    dataDirectory: demoDirectory(options.dataDirectory),
    baseUrl: organization.url,
    mode: 'demo',
    keys: createGivenKey(organization.adminKey),
    since: Date.now() - DEMO_HISTORY_DAYS * DAY_MS,
    claudeCode: (_log, now) => ({
      transcripts: createPlanTranscripts(past, now),
      statusLine: createPlanStatusLine(past, now),
    }),
  });
  if (!parts.tidemark.readSettings().readsTranscripts) {
    parts.tidemark.updateSettings({ readsTranscripts: true });
  }
  if (parts.tidemark.readSettings().weeklyLimitMicrocents === null) {
    parts.tidemark.updateSettings({ weeklyLimitMicrocents: DEMO_WEEKLY_LIMIT });
  }
  return {
    ...parts,
    async close() {
      await parts.close();
      await organization.stop();
    },
  };
}
