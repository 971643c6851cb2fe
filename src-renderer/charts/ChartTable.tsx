import { formatCount, formatMoney } from '../../src-main/shared/format.js';
import type { Grain } from '../../src-main/shared/history.js';
import { Name } from '../components/Name.js';
import styles from './ChartTable.module.css';
import type { Stack, StackUnit } from './stack-history.js';
import { describeColumn } from './summarize.js';
import { TableScroller } from './TableScroller.js';
import { nameBucket } from './time-axis.js';

interface Props {
  readonly caption: string;
  readonly stack: Stack;
  readonly unit: StackUnit;
  readonly grain: Grain;
  readonly timeZone: string;
}

/** The figures of the chart, newest first: what is a bar there is a cell here. */
export function ChartTable({ caption, stack, unit, grain, timeZone }: Props) {
  const show = unit === 'cost' ? formatMoney : formatCount;
  const { columns, series } = stack;
  return (
    <TableScroller label={caption}>
      <table className={styles.table}>
        <caption className="visuallyHidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{grain === 'hour' ? 'Hour' : `UTC ${grain}`}</th>
            <th scope="col">Total</th>
            {series.map(({ key, label, hint }) => (
              <th key={key} scope="col">
                <Name name={label} hint={hint} />
              </th>
            ))}
            <th scope="col" className={styles.words}>
              {unit === 'cost' ? 'Basis' : 'State'}
            </th>
          </tr>
        </thead>
        <tbody>
          {columns.toReversed().map((column) => (
            <tr key={column.from}>
              <th scope="row">{nameBucket(column, grain, timeZone, columns.at(-1))}</th>
              <td className={styles.total}>{show(column.total)}</td>
              {series.map(({ key }, index) => (
                <td key={key}>{show(column.values[index] ?? null)}</td>
              ))}
              <td className={styles.words}>{describeColumn(column) || ' '}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">All</th>
            <td className={styles.total}>{show(stack.total)}</td>
            {series.map(({ key, total }) => (
              <td key={key}>{show(total)}</td>
            ))}
            <td />
          </tr>
        </tfoot>
      </table>
    </TableScroller>
  );
}
