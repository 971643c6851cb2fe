import { UNALLOCATED } from '../../shared/usage.js';
import { groupBy } from '../group-by.js';
import { kindOfId } from '../usage/history-labels.js';
import type { CostLine, CostShare } from './cost-cell.js';
import { splitAmount } from './split-amount.js';
import { sumWeights, type Weights } from './weigh-use.js';

/** Who used how much of a model in a period, weighed in priced tokens. */
export interface WeighedUse {
  readonly workspaceId: string;
  readonly apiKeyId: string;
  readonly model: string;
  readonly serviceTier: string;
  readonly weights: Weights;
}

/**
 * Splits each line of one period over the keys that used it, by priced tokens of its kind. What is
 * not billed by use that the reports tell (code execution, sessions) stays unallocated.
 */
export function splitOverKeys(
  lines: readonly CostLine[],
  uses: readonly WeighedUse[],
): readonly CostShare[] {
  const used = uses.filter(({ weights }) => sumWeights(weights) > 0);
  const byModel = groupBy(used, ({ model }) => model);
  const shares: CostShare[] = [];
  for (const line of lines) {
    const { workspaceId, model, kind, microcents } = line;
    const users = findUsers(line, model === '' ? used : (byModel.get(model) ?? []));
    const [first] = users;
    if (!first) {
      shares.push(shareOf(line, workspaceId ?? '', UNALLOCATED, microcents));
    } else if (users.length === 1) {
      shares.push(shareOf(line, workspaceId ?? first.workspaceId, first.apiKeyId, microcents));
    } else {
      const parts = splitAmount(microcents, weightsOf(users, kind));
      users.forEach((use, index) => {
        const part = parts[index] ?? 0;
        if (part === 0) return;
        shares.push(shareOf(line, workspaceId ?? use.workspaceId, use.apiKeyId, part));
      });
    }
  }
  return shares;
}

/** Of the same tier where the bill and the use agree on its name. Empty: nobody to be seen. */
function findUsers(line: CostLine, uses: readonly WeighedUse[]): readonly WeighedUse[] {
  const { workspaceId, model, serviceTier } = line;
  const there = uses.filter((use) => workspaceId === null || use.workspaceId === workspaceId);
  if (model === '') {
    return line.kind === 'web_search'
      ? there.filter(({ weights }) => weights.webSearchRequests > 0)
      : [];
  }
  const ofTier = there.filter((use) => use.serviceTier === serviceTier);
  return ofTier.length > 0 ? ofTier : there;
}

/** A kind that nobody is seen to have used is shared by all that was used. */
export function weightsOf(users: readonly { readonly weights: Weights }[], kindId: string) {
  const kind = kindOfId(kindId);
  const own = kind ? users.map(({ weights }) => weights[kind]) : [];
  return own.some((weight) => weight > 0) ? own : users.map(({ weights }) => sumWeights(weights));
}

const shareOf = (
  { model, serviceTier, kind }: CostLine,
  workspaceId: string,
  apiKeyId: string,
  microcents: number,
): CostShare => ({ workspaceId, apiKeyId, model, serviceTier, kind, microcents });
