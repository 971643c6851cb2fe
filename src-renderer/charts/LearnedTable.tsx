import styles from './ChartTable.module.css';
import type { LearnedColumn } from './learned-columns.js';
import { factsOfLearned, nameLearned } from './learned-words.js';
import { TableScroller } from './TableScroller.js';

interface Props {
  readonly caption: string;
  readonly columns: readonly LearnedColumn[];
  readonly timeZone: string;
  /** "week" or "window". */
  readonly period: string;
}

/** The figures of the chart, newest first. */
export const LearnedTable = ({ caption, columns, timeZone, period }: Props) => (
  <TableScroller label={`${caption}, as figures`}>
    <table className={styles.table}>
      <caption className="visuallyHidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{period.charAt(0).toUpperCase() + period.slice(1)}</th>
          <th scope="col">Used</th>
          <th scope="col">Limit learned</th>
          <th scope="col">Likely</th>
          <th scope="col" className={styles.words}>
            Seen
          </th>
        </tr>
      </thead>
      <tbody>
        {columns.toReversed().map((column) => {
          const [used, learned, likely, seen] = factsOfLearned(column);
          return (
            <tr key={column.from}>
              <th scope="row">{nameLearned(column, timeZone)}</th>
              <td className={styles.total}>{used?.value}</td>
              <td>{learned?.value}</td>
              <td>{likely?.value}</td>
              <td className={styles.words}>{seen?.value}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  </TableScroller>
);
