import type { Instant } from '../../shared/units.js';
import { NO_TOKENS, type TokenCounts } from '../../shared/usage.js';
import type { PricedUse, ShareUse } from '../history-rows.js';
import { splitAmount } from '../money/split-amount.js';
import type { PriceTable } from '../pricing/price-table.js';
import { addTokens } from '../usage/token-sums.js';
import {
  addAmounts,
  INPUT_KINDS,
  type InputAmounts,
  type InputPrice,
  NO_AMOUNTS,
  priceInput,
} from './price-input.js';

/** Input of one model in one workspace, within one hour or UTC day. */
export interface InputUse {
  readonly start: Instant;
  readonly model: string;
  readonly serviceTier: string;
  readonly workspaceId: string;
  readonly tokens: TokenCounts;
  /** Null: no price is known for it. */
  readonly price: InputPrice | null;
}

/** What both reports know about a row: only these dimensions join them. */
const cellKey = ({ start, model, serviceTier, speed }: PricedUse | ShareUse) =>
  JSON.stringify([start, model, serviceTier, speed]);

/**
 * Joins the report that tells prices with the one that tells workspaces. Within a cell of equal
 * time, model, tier and speed the amounts of each kind are split by the tokens of that kind, so the
 * workspaces add up to what was priced.
 */
export function shareInput(
  prices: PriceTable,
  uses: readonly PricedUse[],
  shares: readonly ShareUse[],
): readonly InputUse[] {
  const priceOfCell = new Map<string, InputPrice>();
  for (const use of uses) {
    const price = priceInput(prices, use);
    if (!price) continue;
    const key = cellKey(use);
    const before = priceOfCell.get(key);
    priceOfCell.set(key, before ? addPrices(before, price) : price);
  }

  const cells = new Map<string, Map<string, InputUse>>();
  for (const share of shares) {
    const key = cellKey(share);
    const cell = cells.get(key) ?? new Map<string, InputUse>();
    cells.set(key, cell);
    const { start, model, serviceTier, workspaceId } = share;
    const tokens = addTokens(cell.get(workspaceId)?.tokens ?? NO_TOKENS, share.tokens);
    cell.set(workspaceId, { start, model, serviceTier, workspaceId, tokens, price: null });
  }
  return [...cells].flatMap(([key, cell]) => {
    const price = priceOfCell.get(key);
    return price ? splitPrice(price, [...cell.values()]) : [...cell.values()];
  });
}

export const addPrices = (a: InputPrice, b: InputPrice): InputPrice => ({
  saved: addAmounts(a.saved, b.saved),
  couldSave: addAmounts(a.couldSave, b.couldSave),
});

function splitPrice(price: InputPrice, uses: readonly InputUse[]): readonly InputUse[] {
  const saved = splitAmounts(price.saved, uses);
  const couldSave = splitAmounts(price.couldSave, uses);
  return uses.map((use, index) => ({
    ...use,
    price: { saved: saved[index] ?? NO_AMOUNTS, couldSave: couldSave[index] ?? NO_AMOUNTS },
  }));
}

function splitAmounts(amounts: InputAmounts, uses: readonly InputUse[]): readonly InputAmounts[] {
  const parts = uses.map(() => ({ ...NO_AMOUNTS }));
  for (const kind of INPUT_KINDS) {
    const weights = uses.map(({ tokens }) => tokens[kind]);
    splitAmount(amounts[kind], weights).forEach((part, index) => {
      const own = parts[index];
      if (own) own[kind] = part;
    });
  }
  return parts;
}
