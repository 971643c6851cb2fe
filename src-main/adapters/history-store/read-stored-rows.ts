import { estimated } from '../../shared/units.js';
import type { PricedRow, ShareRow, TokenCounts } from '../../shared/usage.js';
import type { StoredRow } from './bucket-tables.js';
import { COST_COLUMNS, type NumberRow, readCosts, readTokens, TOKEN_COLUMNS } from './columns.js';

/** The way back from what `usageRows` made of it. */
export function readPricedRow({ series, values }: StoredRow): PricedRow {
  const [
    model = null,
    serviceTier = null,
    contextWindow = null,
    inferenceGeo = null,
    speed = null,
  ] = readSeries(series);
  return {
    dimensions: { model, serviceTier, contextWindow, inferenceGeo, speed },
    ...readUse(values),
    costs: readCosts(named(COST_COLUMNS, values.slice(TOKEN_COLUMNS.length + 1))),
  };
}

/** The way back from what `shareRows` made of it. */
export function readShareRow({ series, values }: StoredRow): ShareRow {
  const [model = null, serviceTier = null, speed = null, workspaceId = null, apiKeyId = null] =
    readSeries(series);
  const cost = numberAt(values, TOKEN_COLUMNS.length + 1);
  return {
    dimensions: { model, serviceTier, speed, workspaceId, apiKeyId },
    ...readUse(values),
    cost: cost === null ? null : estimated(cost),
  };
}

/** Texts, made by this store; an empty one is the API's null. */
const readSeries = (series: string) =>
  (JSON.parse(series) as readonly string[]).map((text) => text || null);

function readUse(values: StoredRow['values']): {
  readonly tokens: TokenCounts;
  readonly requests?: number;
} {
  const tokens = readTokens(named(TOKEN_COLUMNS, values));
  const requests = numberAt(values, TOKEN_COLUMNS.length);
  return requests === null ? { tokens } : { tokens, requests };
}

const numberAt = (values: StoredRow['values'], index: number): number | null => {
  const value = values[index];
  return typeof value === 'number' ? value : null;
};

const named = (columns: readonly string[], values: StoredRow['values']): NumberRow =>
  Object.fromEntries(columns.map((column, index) => [column, numberAt(values, index)]));
