import type { CostGroup } from '../../shared/costs.js';
import { joinBasis } from '../../shared/join-basis.js';
import type { CostBasis } from '../../shared/snapshot.js';
import type { Label } from '../../shared/usage.js';
import type { ShareUse } from '../history-rows.js';
import type { CostCell } from '../money/cost-cell.js';
import { groupLabel } from '../usage/history-labels.js';

export type CostGrouping = 'workspace' | 'model' | 'apiKey' | 'workspaceModel';

/** Who and what is grouped: a cell of money, or use that may have no price. */
type Spender = Pick<CostCell, 'workspaceId' | 'apiKeyId' | 'model'>;

/** What one span was spent on. */
export interface Spending {
  readonly cells: readonly CostCell[];
  /** Use of which nothing is known to cost. */
  readonly unpriced: readonly ShareUse[];
  /** Null: nothing is known of the span. */
  readonly basis: CostBasis | null;
}

export interface Labels {
  readonly workspaces: ReadonlyMap<string, Label>;
  readonly apiKeys: ReadonlyMap<string, Label>;
}

interface Sum {
  readonly spender: Spender;
  /** Null: not known. */
  microcents: number | null;
  basis: CostBasis | null;
}

/** Adds up to the whole of each span; most money first, what is not known last. */
export function groupCosts(
  by: CostGrouping,
  current: Spending,
  before: Spending,
  labels: Labels,
  isKeyBilled: boolean,
): readonly CostGroup[] {
  const [now, then] = [sumBy(by, current), sumBy(by, before)];
  const groups: CostGroup[] = [...now].map(([id, { spender, microcents, basis }]) => ({
    id: id || null,
    label: labelOf(by, spender, labels),
    microcents,
    // The usual bill has no line of a key: its part was shared out.
    basis: by === 'apiKey' && !isKeyBilled && basis === 'reported' ? 'allocated' : basis,
    before: beforeOf(then.get(id), before),
  }));
  for (const [id, { spender, microcents }] of then) {
    if (now.has(id) || !microcents) continue;
    groups.push({
      id: id || null,
      label: labelOf(by, spender, labels),
      microcents: current.basis === null ? null : 0,
      basis: current.basis,
      before: microcents,
    });
  }
  return groups.sort(
    (a, b) =>
      (b.microcents ?? Number.NEGATIVE_INFINITY) - (a.microcents ?? Number.NEGATIVE_INFINITY) ||
      (b.before ?? 0) - (a.before ?? 0),
  );
}

const beforeOf = (sum: Sum | undefined, before: Spending) => {
  if (sum) return sum.microcents;
  return before.basis === null ? null : 0;
};

function sumBy(by: CostGrouping, { cells, unpriced }: Spending): ReadonlyMap<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const cell of cells) {
    const id = idOf(by, cell);
    const sum = sums.get(id) ?? { spender: cell, microcents: 0, basis: null };
    sum.microcents = (sum.microcents ?? 0) + cell.microcents;
    sum.basis = joinBasis(sum.basis, cell.basis);
    sums.set(id, sum);
  }
  for (const use of unpriced) {
    const id = idOf(by, use);
    if (!sums.has(id)) sums.set(id, { spender: use, microcents: null, basis: null });
  }
  return sums;
}

function idOf(by: CostGrouping, { workspaceId, apiKeyId, model }: Spender): string {
  if (by === 'workspace') return workspaceId;
  if (by === 'model') return model;
  if (by === 'apiKey') return apiKeyId;
  return workspaceId === '' && model === '' ? '' : `${workspaceId}/${model}`;
}

function labelOf(by: CostGrouping, spender: Spender, labels: Labels): string {
  if (by === 'apiKey') return groupLabel('api_key', spender.apiKeyId, labels.apiKeys);
  const workspace = groupLabel('workspace', spender.workspaceId, labels.workspaces);
  if (by === 'workspace') return workspace;
  const model = groupLabel('model', spender.model, NO_NAMES);
  return by === 'model' ? model : `${workspace} · ${model}`;
}

const NO_NAMES = new Map<string, Label>();
