import type { ReportPair } from '../../shared/usage.js';

/** Claude Code has one report: its days are marked as fetched for both pairs. */
export const EVERY_PAIR = 'legacy' satisfies ReportPair;

/** The first version knew one pair, and called its record so. */
export const syncFact = (pair: ReportPair) => (pair === 'legacy' ? 'sync' : `sync-${pair}`);

export const priceFact = (pair: ReportPair) => `prices-${pair}`;
