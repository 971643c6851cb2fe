import type { Instant } from '../../../shared/units.js';
import type { HeldLimit } from '../../../shared/usage.js';

/** Models that share the organization's rate limits, and the limits by which they do or did. */
export interface PeakGroup {
  readonly models: readonly string[];
  readonly limits: readonly HeldLimit[];
}

/** What the peaks of a group are kept under, whatever the order of its models. */
export const nameOfGroup = (models: readonly string[]) => [...models].sort().join(',');

export function peakGroups(limits: readonly HeldLimit[]): ReadonlyMap<string, PeakGroup> {
  const groups = new Map<string, { models: readonly string[]; limits: HeldLimit[] }>();
  for (const limit of limits) {
    const { kind, workspaceId, models } = limit;
    // Minutes are not told by workspace.
    if (kind !== 'rate' || workspaceId !== null || !models?.length) continue;
    const name = nameOfGroup(models);
    const known = groups.get(name);
    if (known) known.limits.push(limit);
    else groups.set(name, { models, limits: [limit] });
  }
  return groups;
}

/** Its models were grouped so then: minutes that were looked at are told by this group. */
export const wasGrouped = ({ limits }: PeakGroup, at: Instant) =>
  limits.some(({ since, until }) => since <= at && (until === null || at < until));
