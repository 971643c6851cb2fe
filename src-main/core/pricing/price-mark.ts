import { digest } from '../digest.js';
import type { ModelPrice, PriceTable, Rates } from './price-table.js';

const marks = new WeakMap<PriceTable, string>();

/** Raised when the same table makes other prices. */
const ARITHMETIC = 1;

/** A short digest of everything in a table that decides what stored rows cost. */
export function priceMark(table: PriceTable): string {
  const known = marks.get(table);
  if (known !== undefined) return known;
  const { batchFactor, usInferenceFactor, webSearchUsdPerRequest, models } = table;
  const content = [batchFactor, usInferenceFactor, webSearchUsdPerRequest, models.map(priceFacts)];
  const mark = digest(JSON.stringify([ARITHMETIC, ...content]));
  marks.set(table, mark);
  return mark;
}

const priceFacts = ({ id, alsoMatch, hasUsPremium, periods }: ModelPrice) => [
  id,
  alsoMatch,
  hasUsPremium,
  periods.map(({ from, to, standard, fast, longContext }) => [
    from,
    to,
    ratesOf(standard),
    fast ? [fast.from, fast.to, ratesOf(fast.rates)] : null,
    longContext ? [longContext.contextWindow, ratesOf(longContext.rates)] : null,
  ]),
];

const ratesOf = ({ uncachedInput, cacheCreation5m, cacheCreation1h, cacheRead, output }: Rates) => [
  uncachedInput,
  cacheCreation5m,
  cacheCreation1h,
  cacheRead,
  output,
];
