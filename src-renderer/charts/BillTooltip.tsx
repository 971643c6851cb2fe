import type { DayReconciliation } from '../../src-main/shared/costs.js';
import { formatMoney } from '../../src-main/shared/format.js';
import { joinClasses } from '../components/join-classes.js';
import { describeDay, factsOfDay } from './describe-bill.js';
import { nameDay } from './name-day.js';
import styles from './Tooltip.module.css';

interface Props {
  readonly day: DayReconciliation;
  readonly focused: number | null;
}

export const BillTooltip = ({ day, focused }: Props) => (
  <div className={styles.tooltip}>
    <p className={styles.head}>
      <span>{nameDay(day)}</span>
      <strong>{formatMoney(day.cost)}</strong>
    </p>
    <p className={styles.words}>{describeDay(day)}</p>
    {day.state !== 'missing' && (
      <ul className={styles.rows}>
        {factsOfDay(day).map(({ name, value, share }, index) => (
          <li key={name} className={joinClasses(styles.row, index === focused && styles.focused)}>
            <span className={styles.series}>{name}</span>
            <span>{value}</span>
            {share !== null && <span className={styles.share}>{share}</span>}
          </li>
        ))}
      </ul>
    )}
  </div>
);
