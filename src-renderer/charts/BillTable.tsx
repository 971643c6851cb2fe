import type { DayReconciliation } from '../../src-main/shared/costs.js';
import { DASH, formatDateTime, formatMoney } from '../../src-main/shared/format.js';
import { formatSignedMoney, formatSignedPercent } from '../../src-main/shared/format-signed.js';
import styles from './ChartTable.module.css';
import { describeDay, formatEstimate, residualPercent } from './describe-bill.js';
import { nameDay } from './name-day.js';
import { TableScroller } from './TableScroller.js';

interface Props {
  readonly caption: string;
  readonly days: readonly DayReconciliation[];
  readonly timeZone: string;
}

/** The figures of the chart, newest first. */
export const BillTable = ({ caption, days, timeZone }: Props) => (
  <TableScroller label={caption}>
    <table className={styles.table}>
      <caption className="visuallyHidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">UTC day</th>
          <th scope="col">Counts as</th>
          <th scope="col">Reported</th>
          <th scope="col">Estimated</th>
          <th scope="col">Residual</th>
          <th scope="col">of estimate</th>
          <th scope="col" className={styles.words}>
            State
          </th>
          <th scope="col" className={styles.words}>
            As of
          </th>
        </tr>
      </thead>
      <tbody>
        {days.toReversed().map((day) => (
          <tr key={day.day}>
            <th scope="row">{nameDay(day)}</th>
            <td className={styles.total}>{formatMoney(day.cost)}</td>
            <td>{formatMoney(day.reported)}</td>
            <td>{formatEstimate(day.estimated, day.estimatedHigh)}</td>
            <td>{formatSignedMoney(day.residual)}</td>
            <td>{formatSignedPercent(residualPercent(day.residual, day.estimated))}</td>
            <td className={styles.words}>{describeDay(day)}</td>
            <td className={styles.words}>
              {day.fetchedAt === null ? DASH : formatDateTime(day.fetchedAt, timeZone)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </TableScroller>
);
