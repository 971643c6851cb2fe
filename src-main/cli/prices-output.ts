import { formatTokens } from '../shared/format.js';
import { plainName } from '../shared/plain-name.js';
import { type ListedPrice, type ModelRates, type PriceList, RATE_KINDS } from '../shared/prices.js';
import { formatRate } from '../shared/rate.js';
import type { PriceOverride } from '../shared/settings.js';
import { SHORT_TOKEN_WORDS } from '../shared/token-words.js';

/** `prices --json`, schema 1: USD per million tokens. */
export const pricesJson = ({ version, prices }: PriceList) => ({
  schema: 1,
  version,
  prices: prices.map(({ rates, isOwn, sources, ...price }) => ({
    model: price.model,
    tokens: price.tokens,
    usdPerMillion: rates,
    fast: price.fast,
    overBand: price.overBand,
    from: price.from,
    to: price.to,
    isOwn,
    confidence: price.confidence,
    note: price.note,
    sources: sources.map(({ id }) => id),
    own: price.own,
  })),
  sources: Object.fromEntries(
    sourcesOf(prices).map(({ id, kind, date, what, where }) => [id, { kind, date, what, where }]),
  ),
});

const HEADER = ['', ...RATE_KINDS.map((kind) => SHORT_TOKEN_WORDS[kind]), 'since', 'known from'];

export function pricesText({ version, prices }: PriceList): string {
  const used = prices.filter(({ tokens }) => tokens > 0);
  const others = prices.filter(({ tokens }) => tokens === 0);
  const rows = [
    HEADER,
    ...(used.length > 0 ? [['IN USE'], ...used.flatMap(rowsOf), ['OTHERS']] : []),
    ...others.flatMap(rowsOf),
  ];
  const notes = prices.flatMap(({ model, note }) => (note ? [`${plainName(model)}: ${note}`] : []));
  const sources = sourcesOf(prices).map(
    ({ id, kind, date, what, where }) => `${id} (${kind}, ${date}): ${what}. ${where}`,
  );
  return [
    `Dollars per million tokens, by the price table of ${version} and your own prices.`,
    alignRows(rows),
    ...notes,
    'Sources:',
    ...sources,
  ].join('\n');
}

function rowsOf(price: ListedPrice): string[][] {
  const { model, rates, fast, overBand, from, confidence, sources } = price;
  if (!rates) return [[plainName(model), 'price unknown']];
  const known = [confidence ?? '', sources.map(({ id }) => id).join(' ')].join(' ').trim();
  return [
    [plainName(model), ...ratesOf(rates), from ?? 'always', known],
    ...(fast ? [['  fast', ...ratesOf(fast)]] : []),
    ...(overBand
      ? [[`  over ${formatTokens(overBand.thresholdPromptTokens)}`, ...ratesOf(overBand.rates)]]
      : []),
  ];
}

const ratesOf = (rates: ModelRates) => RATE_KINDS.map((kind) => formatRate(rates[kind]));

function alignRows(rows: readonly (readonly string[])[]): string {
  const full = rows.filter((row) => row.length > 2);
  const widths = HEADER.map((_, column) =>
    Math.max(...full.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const isRate = column > 0 && column <= RATE_KINDS.length && row.length > 2;
          return isRate ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function sourcesOf(prices: readonly ListedPrice[]) {
  const byId = new Map(prices.flatMap(({ sources }) => sources).map((one) => [one.id, one]));
  return [...byId.values()].sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));
}

const MULTIPLE_OF = { cacheCreation5m: '1.25', cacheCreation1h: '2', cacheRead: '0.1' } as const;

export function describeOwn(own: PriceOverride, usual: readonly (keyof ModelRates)[]): string {
  const rates = RATE_KINDS.map(
    (kind) => `${SHORT_TOKEN_WORDS[kind]} ${formatRate(own[kind])}`,
  ).join(', ');
  const since = own.from === null ? 'always' : `from ${own.from}`;
  const followed = Object.entries(MULTIPLE_OF)
    .filter(([kind]) => usual.some((one) => one === kind))
    // The entries are of the object right above.
    .map(([kind, multiple]) => `${SHORT_TOKEN_WORDS[kind as keyof ModelRates]} ${multiple} times`);
  return [
    `Your price of ${plainName(own.model)}, ${since}, in dollars per million tokens: ${rates}.`,
    ...(followed.length > 0
      ? [`Not given, so it follows uncached input: ${followed.join(', ')}.`]
      : []),
    'What is held was priced anew.',
  ].join('\n');
}
