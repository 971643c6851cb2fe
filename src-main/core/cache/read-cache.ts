import type { Cache, CacheBucket, CacheGroup, CacheQuery } from '../../shared/cache.js';
import type { Provenance } from '../../shared/snapshot.js';
import type { Instant } from '../../shared/units.js';
import type { Label } from '../../shared/usage.js';
import type { UsageHistory } from '../ports.js';
import { nameUnpriced } from '../pricing/name-unpriced.js';
import type { PriceTable } from '../pricing/price-table.js';
import { ENDPOINTS } from '../usage/endpoints.js';
import { heldBuckets, traceHours, wholeBuckets } from '../usage/held-buckets.js';
import { grainBucket } from '../usage/history-grain.js';
import { groupLabel } from '../usage/history-labels.js';
import { tokenFigures } from '../usage/token-sums.js';
import { type InputUse, shareInput } from './share-input.js';
import { sumCache } from './sum-cache.js';

/** How much of the input came from the cache, and what that was worth. */
export function readCache(
  history: UsageHistory,
  prices: PriceTable,
  query: CacheQuery,
  now: Instant,
): Cache {
  const coverage = history.readCoverage();
  const span = wholeBuckets(query);
  const grain = query.grain === 'hour' ? 'hour' : 'day';
  const uses = shareInput(
    prices,
    history.sumPricedUse(span, grain),
    history.sumShareUse(span, grain),
  );
  const held = heldBuckets(span, query.grain, coverage, now);
  const usesOf = groupUses(uses, ({ start }) => grainBucket(start, query.grain).from);
  const buckets = held.map(({ from, to, state }): CacheBucket => {
    const sum = sumCache(usesOf.get(from) ?? [], state !== 'missing');
    return { start: from, from, to, state, ...sum };
  });
  const provenance: Provenance = {
    endpoint: ENDPOINTS[history.pair].usage,
    pair: history.pair,
    ...span,
    ...traceHours(span, coverage, now),
    formula: 'cache read / (uncached input + cache creation + cache read)',
    basis: 'counted',
  };
  const isHeld = held.some(({ state }) => state !== 'missing');
  return {
    query,
    total: sumCache(uses, isHeld),
    buckets,
    models: sumGroups(uses, 'model', new Map()),
    workspaces: sumGroups(uses, 'workspace', readNames(history)),
    unpriced: nameUnpriced(
      uses.flatMap(({ model, serviceTier, tokens, price }) =>
        price ? [] : [{ model, serviceTier, tokens: tokenFigures(tokens).total }],
      ),
    ),
    provenance,
    moneyProvenance: {
      ...provenance,
      formula:
        'saved: all of this input uncached - as it was, both tokens x price table; could be saved: as it was - with as many more cache reads as the target lacks',
      basis: 'estimated',
    },
  };
}

const readNames = (history: UsageHistory): ReadonlyMap<string, Label> =>
  new Map(history.readLabels('workspace').map((label) => [label.id, label]));

function groupUses<Key>(
  uses: readonly InputUse[],
  keyOf: (use: InputUse) => Key,
): ReadonlyMap<Key, readonly InputUse[]> {
  const groups = new Map<Key, InputUse[]>();
  for (const use of uses) {
    const key = keyOf(use);
    const group = groups.get(key);
    if (group) group.push(use);
    else groups.set(key, [use]);
  }
  return groups;
}

/** What had no input has no place among those that may read it from the cache. */
function sumGroups(
  uses: readonly InputUse[],
  by: 'model' | 'workspace',
  labels: ReadonlyMap<string, Label>,
): readonly CacheGroup[] {
  const keyOf = by === 'model' ? 'model' : 'workspaceId';
  const inputOf = (use: CacheGroup) => use.uncachedInput + use.cacheCreation + use.cacheRead;
  return [...groupUses(uses, (use) => use[keyOf])]
    .map(([id, own]) => ({
      id: id || null,
      label: groupLabel(by, id, labels),
      ...sumCache(own, true),
    }))
    .filter((group) => inputOf(group) > 0)
    .sort((a, b) => inputOf(b) - inputOf(a) || a.label.localeCompare(b.label));
}
