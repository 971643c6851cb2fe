import type { WeekProfile } from '../../src-main/shared/limits.js';
import { formatUsd } from '../../src-main/shared/usd.js';
import styles from './ChartTable.module.css';
import { TableScroller } from './TableScroller.js';
import { HOURS, WEEKDAYS } from './week-heat.js';

interface Props {
  readonly caption: string;
  readonly profile: WeekProfile;
}

/** The hours of the week as figures: a dash where nothing is held. */
export const HeatTable = ({ caption, profile }: Props) => (
  <TableScroller label={`${caption}, as figures`}>
    <table className={styles.table}>
      <caption className="visuallyHidden">{caption}, in dollars an hour on average</caption>
      <thead>
        <tr>
          <th scope="col">Hour</th>
          {WEEKDAYS.map((weekday) => (
            <th key={weekday} scope="col">
              {weekday.slice(0, 3)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {HOURS.map((hour) => (
          <tr key={hour}>
            <th scope="row">{`${hour}`.padStart(2, '0')}:00</th>
            {WEEKDAYS.map((weekday, day) => (
              <td key={weekday}>{formatUsd(profile[day]?.[hour] ?? null)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </TableScroller>
);
