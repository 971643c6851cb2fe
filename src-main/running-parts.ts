import { join } from 'node:path';
import { isKeychainLocked } from './adapters/dbus/is-keychain-locked.js';
import { createGivenKey } from './adapters/given-key.js';
import { createKeychain } from './adapters/keychain.js';
import { countCalls } from './adapters/keytar-calls.js';
import { OFFICIAL_BASE_URL, type Overrides } from './adapters/overrides.js';
import { askSystemProxy } from './adapters/proxy/ask-system-proxy.js';
import { startSimulatedOrganization } from './demo/simulated-organization.js';
import { createLiveParts, type LiveParts } from './live-parts.js';
import { DAY_MS } from './shared/units.js';

const DEMO_HISTORY_DAYS = 396;
/** $55 in microcents: about what the invented organization spends in a week. */
const DEMO_WEEKLY_LIMIT = 5_500_000_000;

export interface RunningPartsOptions {
  readonly dataDirectory: string;
  readonly overrides: Overrides;
  readonly workerFile: string;
  readonly upkeepFile: string;
}

const systemZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

function common({ overrides, upkeepFile }: RunningPartsOptions) {
  const now = () => overrides.fixedNow ?? Date.now();
  return {
    clock: { now, timeZone: (saved: string | null) => saved ?? systemZone() },
    correctsClock: overrides.fixedNow === null,
    askSystemProxy,
    upkeepFile,
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
  });
}

/** The invented organization behind its simulated API, in a folder of its own. */
export async function startDemo(options: RunningPartsOptions): Promise<LiveParts> {
  const organization = await startSimulatedOrganization(options.workerFile);
  const parts = createLiveParts({
    ...common(options),
    dataDirectory: join(options.dataDirectory, 'demo'),
    baseUrl: organization.url,
    mode: 'demo',
    keys: createGivenKey(organization.adminKey),
    since: Date.now() - DEMO_HISTORY_DAYS * DAY_MS,
  });
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
