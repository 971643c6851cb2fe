import { formatCount, formatMoney } from '../../src-main/shared/format.js';
import { formatSigned } from '../../src-main/shared/format-signed.js';
import type { Grain } from '../../src-main/shared/history.js';
import { Name } from '../components/Name.js';
import styles from './ChartTable.module.css';
import { type Comparison, changeOf, wholeTotal } from './compare-stacks.js';
import type { Column, Stack, StackUnit } from './stack-history.js';
import { describeColumn } from './summarize.js';
import { TableScroller } from './TableScroller.js';
import { nameBucket } from './time-axis.js';

interface Props {
  readonly caption: string;
  readonly stack: Stack;
  readonly unit: StackUnit;
  readonly grain: Grain;
  readonly timeZone: string;
  /** Null: not compared. */
  readonly comparison: Comparison | null;
}

/** The figures of the chart, newest first: what is a bar there is a cell here. */
export function ChartTable({ caption, stack, unit, grain, timeZone, comparison }: Props) {
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
            {comparison && (
              <>
                <th scope="col">Before</th>
                <th scope="col">Change</th>
              </>
            )}
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
          {columns.toReversed().map((column, place) => (
            <tr key={column.from}>
              <th scope="row">{nameBucket(column, grain, timeZone, columns.at(-1))}</th>
              <td className={styles.total}>{show(column.total)}</td>
              {comparison && (
                <BeforeCells
                  now={column}
                  before={comparison.columns[columns.length - 1 - place]}
                  show={show}
                />
              )}
              {series.map(({ key }, index) => (
                <td key={key}>{show(column.values[index] ?? null)}</td>
              ))}
              <td className={styles.words}>{describeColumn(column) || ' '}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {comparison?.sums && (
            <tr>
              <th scope="row">Compared</th>
              <td>{show(comparison.sums.now)}</td>
              <td>{show(comparison.sums.before)}</td>
              <td>{formatSigned(comparison.sums.now - comparison.sums.before, show)}</td>
              <td colSpan={series.length + 1} />
            </tr>
          )}
          <tr>
            <th scope="row">All</th>
            <td className={styles.total}>{show(stack.total)}</td>
            {comparison && <td colSpan={2} />}
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

interface BeforeProps {
  readonly now: Column;
  readonly before: Column | undefined;
  readonly show: (value: number | null) => string;
}

const BeforeCells = ({ now, before, show }: BeforeProps) => (
  <>
    <td>{show(wholeTotal(before))}</td>
    <td>{formatSigned(changeOf(now, before), show)}</td>
  </>
);
