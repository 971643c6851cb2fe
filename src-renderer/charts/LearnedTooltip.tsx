import { joinClasses } from '../components/join-classes.js';
import type { LearnedColumn } from './learned-columns.js';
import { factsOfLearned } from './learned-words.js';
import styles from './Tooltip.module.css';

interface Props {
  readonly name: string;
  readonly column: LearnedColumn;
  readonly focused: number | null;
}

export const LearnedTooltip = ({ name, column, focused }: Props) => (
  <div className={styles.tooltip}>
    <p className={styles.head}>
      <span>{name}</span>
    </p>
    <ul className={styles.rows}>
      {factsOfLearned(column).map(({ label, value }, index) => (
        <li key={label} className={joinClasses(styles.row, index === focused && styles.focused)}>
          <span className={styles.series}>{label}</span>
          <strong>{value}</strong>
        </li>
      ))}
    </ul>
  </div>
);
