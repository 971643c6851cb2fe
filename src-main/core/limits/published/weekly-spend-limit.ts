import type { Instant } from '../../../shared/units.js';
import type { HeldLimit } from '../../../shared/usage.js';

/** The scopes that bind the organization as a whole. */
const WHOLE: readonly string[] = ['organization', 'usage_tier'];

/**
 * What the organization may spend in a week, in microcents. Null where no weekly cap is published: a
 * monthly cap says nothing of a week, and a quarter of it would be a limit that nobody has set.
 */
export function weeklySpendLimit(limits: readonly HeldLimit[], now: Instant): number | null {
  const caps = limits.flatMap(
    ({ kind, workspaceId, group, limiter, value, currency, since, until }) => {
      const isInForce = since <= now && (until === null || now < until);
      const isWeekly = kind === 'spend' && limiter === 'weekly' && currency === undefined;
      const isWhole = workspaceId === null && WHOLE.includes(group);
      return isInForce && isWeekly && isWhole && value !== null ? [value] : [];
    },
  );
  return caps.length === 0 ? null : Math.min(...caps);
}
