import type { SpendLimitNow } from '../../../shared/limits.js';
import type { HeldLimit, Label } from '../../../shared/usage.js';
import { workspaceName } from './workspace-name.js';

/** Caps on spend that are in force: the organization's before those of workspaces. */
export function listSpendLimits(
  limits: readonly HeldLimit[],
  workspaces: readonly Label[],
): readonly SpendLimitNow[] {
  const current = limits.filter(({ kind, until }) => kind === 'spend' && until === null);
  const own = current.filter(({ workspaceId }) => workspaceId === null);
  const ofWorkspaces = current.filter(({ workspaceId }) => workspaceId !== null);
  return [...own, ...ofWorkspaces].map(
    ({ group, workspaceId, limiter, value, currency, since }) => ({
      scope: group,
      workspaceName: workspaceName(workspaces, workspaceId),
      period: limiter,
      microcents: value,
      currency: currency ?? null,
      since,
    }),
  );
}
