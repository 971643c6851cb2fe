import type { ReportPair } from '../../shared/usage.js';

/** What no pair tells, Claude Code's days and peaks of minutes, is marked as fetched for both. */
export const EVERY_PAIR = 'legacy' satisfies ReportPair;

/** The first version knew one pair, and called its record so. */
export const syncFact = (pair: ReportPair) => (pair === 'legacy' ? 'sync' : `sync-${pair}`);

export const priceFact = (pair: ReportPair) => `prices-${pair}`;

/** What was learned of limits: both pairs have one. */
export const LEARNED_FACT = 'learned-limits';
