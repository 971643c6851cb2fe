import type { Instant } from '../../shared/units.js';
import type { CostShare } from './cost-cell.js';
import { splitAmount } from './split-amount.js';
import { type WeighedUse, weightsOf } from './split-over-keys.js';
import { sumWeights } from './weigh-use.js';

export interface HourUse extends WeighedUse {
  readonly start: Instant;
}

export interface HourShare extends CostShare {
  readonly start: Instant;
}

/**
 * Splits what each key spent in a period over the hours in which it was used. What no use tells the
 * hour of goes where its workspace was used, else where anybody was at work, else evenly.
 */
export function splitOverHours(
  shares: readonly CostShare[],
  uses: readonly HourUse[],
  hours: readonly Instant[],
): readonly HourShare[] {
  const byUser = new Map<string, HourUse[]>();
  for (const use of uses) {
    if (sumWeights(use.weights) === 0) continue;
    const user = userKey(use.workspaceId, use.apiKeyId);
    const known = byUser.get(user);
    if (known) known.push(use);
    else byUser.set(user, [use]);
  }
  return shares.flatMap((share) => {
    const found = findHours(share, byUser.get(userKey(share.workspaceId, share.apiKeyId)) ?? []);
    const there = found.length > 0 ? found : inWorkspace(share.workspaceId, uses);
    const weights = there.length > 0 ? weightsOf(there, share.kind) : hours.map(() => 1);
    const parts = splitAmount(share.microcents, weights);
    const byHour = new Map<Instant, number>();
    parts.forEach((part, index) => {
      const start = there[index]?.start ?? hours[index];
      if (part !== 0 && start !== undefined) byHour.set(start, (byHour.get(start) ?? 0) + part);
    });
    return [...byHour].map(([start, microcents]) => ({ ...share, start, microcents }));
  });
}

const userKey = (workspaceId: string, apiKeyId: string) => `${workspaceId}\n${apiKeyId}`;

function findHours({ model, serviceTier, kind }: CostShare, own: readonly HourUse[]) {
  if (model === '' && kind === 'web_search') {
    return own.filter(({ weights }) => weights.webSearchRequests > 0);
  }
  const ofModel = own.filter((use) => use.model === model);
  const ofTier = ofModel.filter((use) => use.serviceTier === serviceTier);
  return ofTier.length > 0 ? ofTier : ofModel;
}

function inWorkspace(workspaceId: string, uses: readonly HourUse[]): readonly HourUse[] {
  const used = uses.filter(({ weights }) => sumWeights(weights) > 0);
  const there = used.filter((use) => use.workspaceId === workspaceId);
  return there.length > 0 ? there : used;
}
