import type { CostGroup, Costs } from '../../src-main/shared/costs.js';
import { formatMoney, formatPart } from '../../src-main/shared/format.js';
import { formatSignedMoney } from '../../src-main/shared/format-signed.js';
import { UNALLOCATED } from '../../src-main/shared/usage.js';
import { hintNames } from '../components/hint-names.js';
import { joinClasses } from '../components/join-classes.js';
import { Name } from '../components/Name.js';
import type { SpenderGrouping } from '../store.js';
import card from './CostsSpenders.module.css';

interface Props {
  readonly by: SpenderGrouping;
  readonly groups: readonly CostGroup[];
  readonly costs: Costs;
}

const WORDS: Readonly<Record<SpenderGrouping, string>> = {
  workspace: 'Workspace',
  model: 'Model',
  apiKey: 'Key',
};

export function SpenderTable({ by, groups, costs }: Props) {
  const { total, before } = costs;
  const hints = hintNames(groups);
  const changeOf = (group: CostGroup) =>
    before.isHeld && group.before !== null && group.microcents !== null
      ? group.microcents - group.before
      : null;
  return (
    <table className={card.table}>
      <caption className="visuallyHidden">Cost by {WORDS[by].toLowerCase()}</caption>
      <thead>
        <tr>
          <th scope="col">{WORDS[by]}</th>
          <th scope="col">Cost</th>
          <th scope="col">Share</th>
          <th scope="col">Change</th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group, index) => {
          const { id, label, microcents } = group;
          const share =
            microcents !== null && total.microcents ? (microcents / total.microcents) * 100 : null;
          return (
            <tr key={id ?? ' none'}>
              <th scope="row">
                <span className={card.who}>
                  <Name name={label} hint={hints[index] ?? null} />
                </span>
                <span className={card.bar} aria-hidden="true">
                  {share !== null && share > 0 && (
                    <span
                      className={joinClasses(card.fill, id === UNALLOCATED && card.none)}
                      style={{ width: `${share}%` }}
                    />
                  )}
                </span>
              </th>
              <td>{formatMoney(microcents)}</td>
              <td className={card.quiet}>{formatPart(share)}</td>
              <td className={card.quiet}>{formatSignedMoney(changeOf(group))}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
