import type { UnpricedUse } from '../history-rows.js';
import { isCommittedTier } from './estimate-costs.js';

/** Use without a price by the name people see, each name once, most tokens first. */
export function nameUnpriced(
  uses: readonly UnpricedUse[],
): readonly { readonly model: string; readonly tokens: number }[] {
  const byName = new Map<string, number>();
  for (const { model, serviceTier, tokens } of uses) {
    const plain = model === '' ? 'no model named' : model;
    const name = isCommittedTier(serviceTier) ? `${plain} (${serviceTier} tier)` : plain;
    byName.set(name, (byName.get(name) ?? 0) + tokens);
  }
  return [...byName]
    .map(([model, tokens]) => ({ model, tokens }))
    .sort((a, b) => b.tokens - a.tokens);
}
