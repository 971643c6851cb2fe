import { type Instant, MICROCENTS_PER_DOLLAR } from '../../shared/units.js';
import { type KindCosts, TOKEN_KINDS } from '../../shared/usage.js';
import type { BillLine, PricedUse } from '../history-rows.js';
import { isCommittedTier } from '../pricing/estimate-costs.js';
import { findModelPrice, findPricePeriod } from '../pricing/find-price.js';
import type { PriceTable } from '../pricing/price-table.js';
import { widenEstimate } from '../pricing/widen-estimate.js';

/** What a bill calls searches; it lists them without a model. */
const SEARCHES = 'web_search';
const TOKENS = 'tokens';

/** One model, tier and way of billing on one billed UTC day; `''` stands for none. Microcents. */
export interface ComparedLine {
  readonly day: Instant;
  readonly model: string;
  readonly serviceTier: string;
  /** `tokens`, or the cost type of what is not billed by the token. */
  readonly kind: string;
  readonly reported: number;
  /** Null: nothing to estimate it from. */
  readonly estimated: number | null;
  /** By the dearer price band; null where there is none. */
  readonly estimatedHigh: number | null;
  readonly state: 'priced' | 'unpriced' | 'committed' | 'untold';
}

export interface Compared {
  /** By UTC day. */
  readonly uses: readonly PricedUse[];
  readonly bill: readonly BillLine[];
  readonly prices: PriceTable;
}

interface OpenLine {
  readonly day: Instant;
  readonly model: string;
  readonly serviceTier: string;
  readonly kind: string;
  reported: number;
  estimated: number | null;
  added: number;
  isUsed: boolean;
}

/** Bill and estimate line by line, so that like stands beside like. */
export function compareLines({ uses, bill, prices }: Compared): readonly ComparedLine[] {
  const searchPrice = Math.round(prices.webSearchUsdPerRequest * MICROCENTS_PER_DOLLAR);
  const lines = new Map<string, OpenLine>();
  const lineOf = (day: Instant, model: string, serviceTier: string, kind: string): OpenLine => {
    const key = JSON.stringify([day, model, serviceTier, kind]);
    const line = lines.get(key) ?? {
      ...{ day, model, serviceTier, kind },
      ...{ reported: 0, estimated: null, added: 0, isUsed: false },
    };
    lines.set(key, line);
    return line;
  };
  const unpricedSearches = new Map<Instant, number>();
  const billed = new Set(
    bill.map(({ start, model, serviceTier }) => tierKey(start, model, serviceTier)),
  );

  for (const use of uses) {
    const { start: day, model, tokens, costs } = use;
    const line = lineOf(day, model, tierOnBill(use, billed), TOKENS);
    line.isUsed = true;
    if (!costs) {
      const searched = tokens.webSearchRequests * searchPrice;
      unpricedSearches.set(day, (unpricedSearches.get(day) ?? 0) + searched);
      continue;
    }
    const ofTokens = costOfTokens(costs);
    line.estimated = (line.estimated ?? 0) + ofTokens;
    line.added += costOfTokens(widenEstimate(prices, use, costs) ?? costs) - ofTokens;
    if (costs.webSearchRequests === 0) continue;
    const searches = lineOf(day, '', '', SEARCHES);
    searches.estimated = (searches.estimated ?? 0) + costs.webSearchRequests;
  }
  for (const { start: day, model, serviceTier, kind, amount } of bill) {
    const line =
      kind === SEARCHES
        ? lineOf(day, '', '', SEARCHES)
        : lineOf(day, model, serviceTier, kind.endsWith(TOKENS) ? TOKENS : kind);
    line.reported += amount;
  }
  return [...lines.values()].flatMap((line) => {
    const closed = closeLine(line, prices);
    const unpriced = line.kind === SEARCHES ? (unpricedSearches.get(line.day) ?? 0) : 0;
    return splitUnpriced(closed, unpriced);
  });
}

const tierKey = (day: Instant, model: string, serviceTier: string) =>
  JSON.stringify([day, model, serviceTier]);

/** Bills know standard and batch only: use of a newer tier stands on them as standard. */
function tierOnBill({ start, model, serviceTier }: PricedUse, billed: ReadonlySet<string>): string {
  const isOther = serviceTier !== 'batch' && !isCommittedTier(serviceTier);
  const isNamed = billed.has(tierKey(start, model, serviceTier));
  return isOther && !isNamed && billed.has(tierKey(start, model, 'standard'))
    ? 'standard'
    : serviceTier;
}

function closeLine({ added, isUsed, ...line }: OpenLine, prices: PriceTable): ComparedLine {
  const estimatedHigh = line.estimated === null || added === 0 ? null : line.estimated + added;
  return { ...line, estimatedHigh, state: stateOf(line, isUsed, prices) };
}

function stateOf(
  { day, model, serviceTier, kind, estimated }: Omit<OpenLine, 'added' | 'isUsed'>,
  isUsed: boolean,
  prices: PriceTable,
): ComparedLine['state'] {
  if (isCommittedTier(serviceTier)) return 'committed';
  if (kind === SEARCHES) return 'priced';
  if (kind !== TOKENS) return 'untold';
  if (estimated !== null) return 'priced';
  if (isUsed) return 'unpriced';
  const price = findModelPrice(prices, model);
  return price && findPricePeriod(price, day) ? 'priced' : 'unpriced';
}

/** Searches of models without a price are billed with the others, and in no estimate. */
function splitUnpriced(line: ComparedLine, unpriced: number): readonly ComparedLine[] {
  const part = Math.min(unpriced, Math.max(0, line.reported - (line.estimated ?? 0)));
  if (part === 0) return [line];
  return [
    { ...line, reported: line.reported - part },
    { ...line, reported: part, estimated: null, estimatedHigh: null, state: 'unpriced' },
  ];
}

const costOfTokens = (costs: KindCosts) =>
  TOKEN_KINDS.reduce((sum, kind) => (kind === 'webSearchRequests' ? sum : sum + costs[kind]), 0);

export const residualOf = ({ reported, estimated }: ComparedLine) => reported - (estimated ?? 0);
