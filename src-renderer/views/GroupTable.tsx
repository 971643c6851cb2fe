import { formatCount, formatMoney, formatPart } from '../../src-main/shared/format.js';
import type { Grouping } from '../../src-main/shared/history.js';
import table from '../charts/ChartTable.module.css';
import type { Series, StackUnit } from '../charts/stack-history.js';
import { TableScroller } from '../charts/TableScroller.js';
import { Name } from '../components/Name.js';
import { GROUPING_WORDS } from './history-words.js';

interface Props {
  readonly groups: readonly Series[];
  readonly unit: StackUnit;
  readonly by: Grouping;
}

/** Every group by itself, also those that the chart draws together as "other". */
export function GroupTable({ groups, unit, by }: Props) {
  const caption = `Totals ${GROUPING_WORDS[by]}`;
  const show = unit === 'cost' ? formatMoney : formatCount;
  return (
    <TableScroller label={caption} isNarrow>
      <table className={table.table}>
        <caption className="visuallyHidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{caption}</th>
            <th scope="col">{unit === 'cost' ? 'Cost' : 'Tokens'}</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {groups.map(({ key, label, hint, total, share }) => (
            <tr key={key}>
              <th scope="row">
                <Name name={label} hint={hint} />
              </th>
              <td>{show(total)}</td>
              <td>{formatPart(share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroller>
  );
}
