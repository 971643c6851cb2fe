import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { FaultName } from '../../src-main/demo/faults.js';
import type { Simulator } from '../../src-main/demo/simulator.js';
import { createSimulator } from '../../src-main/demo/simulator.js';
import { ADMIN_KEY, commonHeaders, NOW } from './asking.js';

const week = 'starting_at=2026-11-16T00:00:00Z&ending_at=2026-11-21T00:00:00Z';
export const USAGE = `usage_report/messages?${week}&group_by[]=model&group_by[]=service_tier`;
export const COST = `cost_report?${week}&group_by[]=description`;
export const headers = {
  ...commonHeaders,
  'anthropic-beta': 'fast-mode-2026-02-01,analytics-usage-cost-2026-08-24',
  'x-api-key': ADMIN_KEY,
};

export interface Wire {
  readonly [name: string]: unknown;
  readonly data: readonly {
    readonly [name: string]: unknown;
    readonly starting_at: string;
    readonly ending_at: string;
    readonly results: readonly Readonly<Record<string, unknown>>[];
  }[];
}

export const rowsOf = ({ data }: Wire) => data.flatMap(({ results }) => results);

/** One simulator for all tests of a file; every test starts without faults. */
export function createSpoiledApi() {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await createSimulator({ now: () => NOW });
  });
  afterAll(() => simulator.stop());
  beforeEach(() => simulator.setFaults([]));

  const urlOf = (path: string) => `${simulator.url}/v1/organizations/${path}`;
  const get = (path: string) => fetch(urlOf(path), { headers, redirect: 'manual' });
  const textOf = async (path: string) => (await get(path)).text();
  return {
    urlOf,
    get,
    textOf,
    // The shape is what each test is about.
    bodyOf: async (path: string) => JSON.parse(await textOf(path)) as Wire,
    spoil: (...names: readonly FaultName[]) => simulator.setFaults(names),
    lastStatus: () => simulator.requests.at(-1)?.status,
    strayRequests: () => simulator.strayRequests,
  };
}
