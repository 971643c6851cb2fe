import { type EstimatedMicrocents, estimated } from '../../shared/units.js';
import {
  NO_TOKENS,
  type PricedRow,
  type ShareDimensions,
  type ShareRow,
  TOKEN_KINDS,
  type TokenCounts,
  type TokenKind,
  UNALLOCATED,
  type UsageRow,
} from '../../shared/usage.js';
import { splitAmount } from '../money/split-amount.js';
import { addTokens, subtractTokens } from '../usage/token-sums.js';

interface Cell {
  readonly priced: PricedRow[];
  readonly shares: UsageRow<ShareDimensions>[];
}

/** What both reports know about a row: only these dimensions join them. */
const cellKey = (dimensions: {
  readonly model: string | null;
  readonly serviceTier: string | null;
  readonly speed: string | null;
}) => JSON.stringify([dimensions.model, dimensions.serviceTier, dimensions.speed]);

const byUser = (a: UsageRow<ShareDimensions>, b: UsageRow<ShareDimensions>) =>
  userOf(a) < userOf(b) ? -1 : 1;
const userOf = ({ dimensions }: UsageRow<ShareDimensions>) =>
  `${dimensions.workspaceId ?? ''} ${dimensions.apiKeyId ?? ''}`;

const sumOf = (rows: readonly UsageRow<unknown>[]) =>
  rows.reduce((sum, row) => addTokens(sum, row.tokens), NO_TOKENS);

/**
 * Joins one hour of the two usage reports (the API allows five dimensions, a price needs five and
 * the user another two): the priced rows decide the money, the share rows say whose it is. Within
 * a cell of equal model, tier and speed each kind's cost is split by tokens. What the share report
 * lacks becomes an explicit unallocated row, so both sides always add up. Null when the share
 * report knows of more use than the priced one: the two answers do not belong together.
 */
export function splitCosts(
  priced: readonly PricedRow[],
  shares: readonly UsageRow<ShareDimensions>[],
): ShareRow[] | null {
  const cells = new Map<string, Cell>();
  const cellOf = (key: string) => {
    const cell = cells.get(key) ?? { priced: [], shares: [] };
    cells.set(key, cell);
    return cell;
  };
  for (const row of priced) cellOf(cellKey(row.dimensions)).priced.push(row);
  for (const row of shares) cellOf(cellKey(row.dimensions)).shares.push(row);

  const result: ShareRow[] = [];
  for (const cell of cells.values()) {
    const rest = subtractTokens(sumOf(cell.priced), sumOf(cell.shares));
    if (TOKEN_KINDS.some((kind) => rest[kind] < 0)) return null;
    // In one order, however they came: what is left over of a split falls alike each time.
    const rows = [...cell.shares].sort(byUser);
    const sample = cell.priced[0];
    if (sample && TOKEN_KINDS.some((kind) => rest[kind] > 0)) {
      const { model, serviceTier, speed } = sample.dimensions;
      const dimensions = {
        model,
        serviceTier,
        speed,
        workspaceId: UNALLOCATED,
        apiKeyId: UNALLOCATED,
      };
      rows.push({ dimensions, tokens: rest });
    }
    result.push(...priceShares(cell.priced, rows));
  }
  return result;
}

function priceShares(
  priced: readonly PricedRow[],
  rows: readonly UsageRow<ShareDimensions>[],
): ShareRow[] {
  if (priced.every((row) => row.costs === null)) {
    return rows.map((row) => ({ ...row, cost: null }));
  }
  const costs = rows.map(() => 0);
  for (const kind of TOKEN_KINDS) {
    const total = priced.reduce((sum, row) => sum + costOf(row, kind), 0);
    splitAmount(total, weightsOf(rows, kind)).forEach((part, index) => {
      costs[index] = (costs[index] ?? 0) + part;
    });
  }
  return rows.map((row, index) => ({ ...row, cost: estimated(costs[index] ?? 0) }));
}

const costOf = (row: PricedRow, kind: TokenKind): EstimatedMicrocents | 0 => row.costs?.[kind] ?? 0;
const weightsOf = (rows: readonly UsageRow<ShareDimensions>[], kind: TokenKind) =>
  rows.map((row: { readonly tokens: TokenCounts }) => row.tokens[kind]);
