import type { CauseKind, ModelReconciliation } from '../../shared/costs.js';
import { groupBy } from '../group-by.js';
import { groupLabel } from '../usage/history-labels.js';
import { type ComparedLine, residualOf } from './compare-lines.js';
import { type Explanation, isSlight } from './explain-residual.js';

const NO_NAMES = new Map<string, never>();

/** The same by model and tier over all days that are compared, the largest bill first. */
export function reconcileModels(
  lines: readonly ComparedLine[],
  explanation: Explanation,
): readonly ModelReconciliation[] {
  const groups = groupBy(lines, ({ model, serviceTier }) => `${model}\n${serviceTier}`);
  return [...groups.values()]
    .map((group) => reconcileModel(group, explanation))
    .filter(({ reported, estimated }) => reported !== 0 || estimated !== 0)
    .sort((a, b) => b.reported - a.reported || (b.estimated ?? 0) - (a.estimated ?? 0));
}

function reconcileModel(
  lines: readonly ComparedLine[],
  { causeOf }: Explanation,
): ModelReconciliation {
  const { model, serviceTier } = lines[0] ?? { model: '', serviceTier: '' };
  const sum = (pick: (line: ComparedLine) => number) =>
    lines.reduce((all, line) => all + pick(line), 0);
  const reported = sum((line) => line.reported);
  const residual = sum(residualOf);
  const isEstimated = lines.some(({ estimated }) => estimated !== null);
  const hasBands = lines.some(({ estimatedHigh }) => estimatedHigh !== null);
  const cause: CauseKind | null = causeOf(model, serviceTier);
  return {
    model: model || null,
    serviceTier: serviceTier || null,
    label: labelOf(model, serviceTier),
    reported,
    estimated: isEstimated ? sum(({ estimated }) => estimated ?? 0) : null,
    estimatedHigh: hasBands ? sum((line) => line.estimatedHigh ?? line.estimated ?? 0) : null,
    residual,
    cause: cause === 'unknown' && isSlight(residual, reported) ? null : cause,
  };
}

/** The usual tier goes without saying. */
const labelOf = (model: string, serviceTier: string) => {
  const name = groupLabel('model', model, NO_NAMES);
  return serviceTier === '' || serviceTier === 'standard' ? name : `${name} (${serviceTier})`;
};
