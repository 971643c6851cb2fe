import type { ReportPair } from '../../shared/usage.js';

/** Where the figures of a pair come from, as its numbers say. */
export const ENDPOINTS: Readonly<
  Record<ReportPair, { readonly usage: string; readonly money: string }>
> = {
  legacy: { usage: 'usage_report/messages', money: 'cost_report + usage_report/messages' },
  analytics: { usage: 'analytics/usage', money: 'analytics/cost + analytics/usage' },
};
