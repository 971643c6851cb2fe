import type { Meter } from '../../../src-main/shared/evidence.js';

/** Whose use is counted, and from what. */
export const METER_WORDS: Readonly<Record<Meter, string>> = {
  api: 'Organization’s API spend',
  plan: 'Your Claude plan',
};
export const METER_SOURCES: Readonly<Record<Meter, string>> = {
  api: 'by the Admin reports',
  plan: 'by Claude Code on this computer',
};
