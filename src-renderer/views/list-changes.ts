import type { CostGroup, Costs } from '../../src-main/shared/costs.js';
import { hintNames } from '../components/hint-names.js';

export interface Change {
  readonly key: string;
  readonly workspace: string;
  /** The end of its id, where another one has the same name. */
  readonly hint: string | null;
  readonly model: string;
  /** Microcents more than before. */
  readonly by: number;
}

/** A cent: less than that is no news. */
const LEAST = 1_000_000;

/** The greatest changes first; null where there is nothing complete to compare with. */
export function listChanges({ before, groups }: Costs, most: number): readonly Change[] | null {
  if (!before.isHeld) return null;
  const hints = hintNames(groups.workspace);
  return groups.workspaceModel
    .flatMap((pair) => {
      const { id, microcents, before: earlier } = pair;
      if (microcents === null || earlier === null) return [];
      const [workspaceId, modelId] = idsOf(id);
      const at = groups.workspace.findIndex((one) => one.id === workspaceId);
      const model = groups.model.find((one) => one.id === modelId);
      return [
        {
          key: id ?? '',
          workspace: (groups.workspace[at] ?? pair).label,
          hint: hints[at] ?? null,
          model: model?.label ?? modelId ?? '',
          by: microcents - earlier,
        },
      ];
    })
    .filter(({ by }) => Math.abs(by) >= LEAST)
    .sort((a, b) => Math.abs(b.by) - Math.abs(a.by))
    .slice(0, most);
}

/** Of the workspace and of the model, "workspace/model": null where the API has none. */
function idsOf(id: CostGroup['id']): readonly [string | null, string | null] {
  if (id === null) return [null, null];
  const slash = id.indexOf('/');
  return [id.slice(0, slash) || null, id.slice(slash + 1) || null];
}
