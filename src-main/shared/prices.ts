import type { PriceOverride } from './settings.js';

/** USD per million tokens. */
export type ModelRates = Omit<PriceOverride, 'model' | 'from'>;
export const RATE_KINDS = [
  'uncachedInput',
  'cacheCreation5m',
  'cacheCreation1h',
  'cacheRead',
  'output',
] as const satisfies readonly (keyof ModelRates)[];

export interface PriceSource {
  readonly id: string;
  readonly kind: 'official' | 'official-copy' | 'third-party';
  readonly date: string;
  readonly what: string;
  readonly where: string;
}

/** What one model costs today, and how that is known. */
export interface ListedPrice {
  readonly model: string;
  /** Of the last 30 days; 0: not in use. */
  readonly tokens: number;
  /** Standard rates in force; null: none is known. */
  readonly rates: ModelRates | null;
  readonly fast: ModelRates | null;
  /** Rates of requests with a longer prompt. */
  readonly overBand: { readonly thresholdPromptTokens: number; readonly rates: ModelRates } | null;
  /** UTC days; null: open. */
  readonly from: string | null;
  readonly to: string | null;
  /** The user's own rates are in force. */
  readonly isOwn: boolean;
  readonly confidence: 'official' | 'part third-party' | 'yours' | null;
  readonly note: string | null;
  readonly sources: readonly PriceSource[];
  /** What the user entered for it, in force or not. */
  readonly own: readonly PriceOverride[];
}

export interface PriceList {
  /** Day of the price table. */
  readonly version: string;
  /** In use first, most tokens first; then as the table has them. */
  readonly prices: readonly ListedPrice[];
}

/** An own price takes the place of one of the same model and day. */
export const withOwnPrice = (
  known: readonly PriceOverride[],
  own: PriceOverride,
): PriceOverride[] => [
  ...known.filter(({ model, from }) => model !== own.model || from !== own.from),
  own,
];
