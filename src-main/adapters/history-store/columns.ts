import { DAY_MS, type EstimatedMicrocents, estimated, HOUR_MS } from '../../shared/units.js';
import type { KindCosts, TokenCounts } from '../../shared/usage.js';

/** Column names in the order of TOKEN_KINDS. */
export const TOKEN_COLUMNS = [
  'uncached_input',
  'cache_creation_5m',
  'cache_creation_1h',
  'cache_read',
  'output',
  'web_search',
] as const;
export const COST_COLUMNS = TOKEN_COLUMNS.map((column) => `cost_${column}`);

/** As tables declare them. */
export const COUNT_COLUMNS = TOKEN_COLUMNS.map(
  (column) => `\n  ${column} INTEGER NOT NULL CHECK (${column} >= 0)`,
).join(',');

export const SUM_TOKENS = TOKEN_COLUMNS.map((column) => `sum(${column}) AS ${column}`).join(', ');
export const SUM_COSTS = COST_COLUMNS.map((column) => `sum(${column}) AS ${column}`).join(', ');
export const ALL_TOKENS =
  'uncached_input + cache_creation_5m + cache_creation_1h + cache_read + output';

/** What a line of a bill is for: its token type, or its cost type when it counts no tokens. */
export const KIND_OF_LINE = "CASE WHEN token_type = '' THEN cost_type ELSE token_type END";
export const GRAIN_MS = { hour: HOUR_MS, day: DAY_MS } as const;

export type NumberRow = Readonly<Record<string, number | null>>;

export const tokenValues = (tokens: TokenCounts): number[] => [
  tokens.uncachedInput,
  tokens.cacheCreation5m,
  tokens.cacheCreation1h,
  tokens.cacheRead,
  tokens.output,
  tokens.webSearchRequests,
];

export const costValues = (costs: KindCosts | null): (number | null)[] =>
  costs
    ? [
        costs.uncachedInput,
        costs.cacheCreation5m,
        costs.cacheCreation1h,
        costs.cacheRead,
        costs.output,
        costs.webSearchRequests,
      ]
    : TOKEN_COLUMNS.map(() => null);

export const readTokens = (row: NumberRow): TokenCounts => ({
  uncachedInput: row.uncached_input ?? 0,
  cacheCreation5m: row.cache_creation_5m ?? 0,
  cacheCreation1h: row.cache_creation_1h ?? 0,
  cacheRead: row.cache_read ?? 0,
  output: row.output ?? 0,
  webSearchRequests: row.web_search ?? 0,
});

/** Null when no row of the sum had a price. */
export function readCosts(row: NumberRow): KindCosts | null {
  if (row.cost_uncached_input === null) return null;
  const cost = (column: string): EstimatedMicrocents => estimated(row[`cost_${column}`] ?? 0);
  return {
    uncachedInput: cost('uncached_input'),
    cacheCreation5m: cost('cache_creation_5m'),
    cacheCreation1h: cost('cache_creation_1h'),
    cacheRead: cost('cache_read'),
    output: cost('output'),
    webSearchRequests: cost('web_search'),
  };
}

export function readTotalCost(row: NumberRow): EstimatedMicrocents | null {
  const costs = readCosts(row);
  if (!costs) return null;
  return estimated(Object.values(costs).reduce((sum, cost) => sum + cost, 0));
}
