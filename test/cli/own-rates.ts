/**
 * Written by hand from the published price list, on purpose not read from the app's table: USD per
 * million tokens, [input, write 5 min, write 1 h, read, output].
 */
export type Rates = readonly [number, number, number, number, number];

interface Price {
  readonly standard: Rates;
  readonly fast?: Rates;
  readonly long?: Rates;
  /** Inference in the US costs a tenth more from Claude 4.6 on. */
  readonly us: boolean;
}

const SONNET_OLD: Rates = [3, 3.75, 6, 0.3, 15];
const SONNET_OLD_LONG: Rates = [6, 7.5, 12, 0.6, 22.5];
const OPUS: Rates = [5, 6.25, 10, 0.5, 25];
const OPUS_FAST_SIXFOLD: Rates = [30, 37.5, 60, 3, 150];
const OPUS_FAST_DOUBLE: Rates = [10, 12.5, 20, 1, 50];
const FAST_SIXFOLD = { standard: OPUS, fast: OPUS_FAST_SIXFOLD, us: true };

/** Each model by its full name on the wire; a later entry replaces the price from that day on. */
const prices: Readonly<Record<string, readonly (readonly [from: string, price: Price])[]>> = {
  'claude-3-5-haiku-20241022': [['2024-10-22', { standard: [0.8, 1, 1.6, 0.08, 4], us: false }]],
  'claude-haiku-4-5-20251001': [['2025-10-15', { standard: [1, 1.25, 2, 0.1, 5], us: false }]],
  'claude-haiku-5-5': [['2026-10-07', { standard: [0.1, 0.125, 0.2, 0.01, 0.5], us: true }]],
  'claude-sonnet-4-5-20250929': [
    ['2025-09-29', { standard: SONNET_OLD, long: SONNET_OLD_LONG, us: false }],
    ['2026-04-30', { standard: SONNET_OLD, us: false }],
  ],
  'claude-sonnet-4-6': [
    ['2026-02-17', { standard: SONNET_OLD, long: SONNET_OLD_LONG, us: true }],
    ['2026-03-13', { standard: SONNET_OLD, us: true }],
  ],
  'claude-sonnet-5': [['2026-06-30', { standard: [2, 2.5, 4, 0.2, 10], us: true }]],
  'claude-sonnet-5-5': [
    ['2026-09-28', { standard: [2, 2.5, 4, 0.2, 10], us: true }],
    ['2026-10-07', { standard: [2, 2.5, 4, 0.1, 10], us: true }],
  ],
  'claude-opus-4-1-20250805': [['2025-08-05', { standard: [15, 18.75, 30, 1.5, 75], us: false }]],
  'claude-opus-4-5-20251101': [['2025-11-24', { standard: OPUS, us: false }]],
  'claude-opus-4-6': [
    ['2026-02-05', { ...FAST_SIXFOLD, long: [10, 12.5, 20, 1, 37.5] }],
    ['2026-03-13', FAST_SIXFOLD],
    ['2026-06-29', { standard: OPUS, us: true }],
  ],
  'claude-opus-4-7': [
    ['2026-04-16', { standard: OPUS, us: true }],
    ['2026-05-12', FAST_SIXFOLD],
    ['2026-07-24', { standard: OPUS, us: true }],
  ],
  'claude-opus-4-8': [['2026-05-28', { standard: OPUS, fast: OPUS_FAST_DOUBLE, us: true }]],
  'claude-opus-5': [['2026-07-24', { standard: OPUS, fast: OPUS_FAST_DOUBLE, us: true }]],
  'claude-opus-5-5': [
    ['2026-09-22', { standard: [4, 5, 8, 0.2, 20], fast: [8, 10, 16, 0.4, 40], us: true }],
  ],
  'claude-fable-5': [['2026-06-09', { standard: [10, 12.5, 20, 1, 50], us: true }]],
  'claude-fable-5-1': [['2026-09-01', { standard: [10, 12.5, 20, 0.25, 50], us: true }]],
  'claude-fable-5-2': [
    ['2026-11-09', { standard: [8, 10, 16, 0.2, 40], fast: [16, 20, 32, 0.4, 80], us: true }],
  ],
};

export interface Priced {
  readonly model: string | null;
  readonly tier: string | null;
  readonly window: string | null;
  readonly geo: string | null;
  readonly speed: string | null;
}

/**
 * Microcents per token in thousandths times hundredths, so that a factor stays whole. A model that
 * is not in the list is an unpriced one, which the test names itself.
 */
export function scaledRates(row: Priced, utcDay: string): readonly bigint[] | null {
  const price = (row.model === null ? [] : (prices[row.model] ?? []))
    .filter(([from]) => from <= utcDay)
    .at(-1)?.[1];
  if (!price) return null;
  const rates =
    row.speed === 'fast' && price.fast
      ? price.fast
      : row.window === '200k-1M' && price.long
        ? price.long
        : price.standard;
  const batch = row.tier === 'batch' ? 50n : 100n;
  const us = row.geo === 'us' && price.us ? 11n : 10n;
  return rates.map((usd) => (BigInt(Math.round(usd * 1000)) * 100n * batch * us) / 10n);
}

/** What scaledRates counts in: a rate times this many tokens is one microcent. */
export const RATE_SCALE = 100_000n;
/** One web search is one cent. */
export const WEB_SEARCH_MICROCENTS = 1_000_000n;
