import { TOKEN_KINDS } from '../../shared/usage.js';
import type { PricedUse } from '../history-rows.js';
import { isCommittedTier } from '../pricing/estimate-costs.js';
import { KIND_GROUPS } from '../usage/history-labels.js';
import type { CostLine } from './cost-cell.js';
import { type Scale, SEARCHES, scaleKey } from './learn-scale.js';
import { usualCosts, type Weights } from './weigh-use.js';

interface Estimate {
  readonly model: string;
  readonly serviceTier: string;
  readonly isPriced: boolean;
  costs: Weights;
}

/**
 * What a period without a bill will likely be billed, by model, tier and kind of token: estimates
 * brought to what recent bills were. A model without a price is in it once a bill has named it.
 * `daysPassed`: how much of a day has passed in the period.
 */
export function estimateLines(
  uses: readonly PricedUse[],
  scale: Scale,
  daysPassed: number,
): readonly CostLine[] {
  const lines = sumUses(uses).flatMap(({ model, serviceTier, isPriced, costs }) => {
    const ratio = scale.ratioOf(scaleKey(model, serviceTier), isPriced);
    const ofSearches = scale.ratioOf(SEARCHES, true) ?? 1;
    return KIND_GROUPS.flatMap(([kind, id]) => {
      const factor = kind === 'webSearchRequests' ? ofSearches : ratio;
      const microcents = factor === null ? 0 : Math.round(costs[kind] * factor);
      return microcents === 0
        ? []
        : [{ workspaceId: null, model, serviceTier, kind: id, microcents }];
    });
  });
  const total = lines.reduce((sum, { microcents }) => sum + microcents, 0);
  for (const [kind, { perDay, share }] of scale.extras) {
    const microcents = Math.round(total * share + perDay * daysPassed);
    if (microcents > 0)
      lines.push({ workspaceId: null, model: '', serviceTier: '', kind, microcents });
  }
  return lines;
}

function sumUses(uses: readonly PricedUse[]): readonly Estimate[] {
  const estimates = new Map<string, Estimate>();
  for (const { model, serviceTier, tokens, costs } of uses) {
    const isPriced = costs !== null;
    if (!isPriced && isCommittedTier(serviceTier)) continue;
    const more = costs ?? usualCosts(tokens);
    const key = `${scaleKey(model, serviceTier)}\n${isPriced}`;
    const known = estimates.get(key);
    if (known) known.costs = addWeights(known.costs, more);
    else estimates.set(key, { model, serviceTier, isPriced, costs: more });
  }
  return [...estimates.values()];
}

function addWeights(a: Weights, b: Weights): Weights {
  const sum: Record<keyof Weights, number> = { ...a };
  for (const kind of TOKEN_KINDS) sum[kind] += b[kind];
  return sum;
}
