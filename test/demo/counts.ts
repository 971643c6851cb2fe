import type { LedgerEntry } from '../../src-main/demo/fake-request.js';
import { createLedger } from '../../src-main/demo/ledger.js';
import { floorHour, HOUR_MS } from '../../src-main/shared/units.js';
import type { UsageRow } from './asking.js';

export type Counts = readonly [
  uncached: number,
  creation5m: number,
  creation1h: number,
  read: number,
  output: number,
  searches: number,
];

export const countsOf = (row: UsageRow): Counts => [
  row.uncached_input_tokens,
  row.cache_creation.ephemeral_5m_input_tokens,
  row.cache_creation.ephemeral_1h_input_tokens,
  row.cache_read_input_tokens,
  row.output_tokens,
  row.server_tool_use.web_search_requests,
];

export const sumCounts = (all: readonly Counts[]): Counts =>
  all.reduce<Counts>(
    (sum, counts) => [
      sum[0] + counts[0],
      sum[1] + counts[1],
      sum[2] + counts[2],
      sum[3] + counts[3],
      sum[4] + counts[4],
      sum[5] + counts[5],
    ],
    [0, 0, 0, 0, 0, 0],
  );

export const entryCounts = ({ tokens }: LedgerEntry): Counts => [
  tokens.uncachedInput,
  tokens.cacheCreation5m,
  tokens.cacheCreation1h,
  tokens.cacheRead,
  tokens.output,
  tokens.webSearchRequests,
];

/** Everything the invented organization of a seed did in [from, to). */
export function ledgerBetween(from: string, to: string, seed = 1): readonly LedgerEntry[] {
  const ledger = createLedger(seed);
  const entries: LedgerEntry[] = [];
  for (let hour = Date.parse(from); hour < Date.parse(to); hour += HOUR_MS) {
    entries.push(...ledger(floorHour(hour)));
  }
  return entries;
}
