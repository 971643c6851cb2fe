import { isUnfinished } from '../../charts/describe-state.js';
import { HatchPattern } from '../../charts/HatchPattern.js';
import styles from '../../charts/LearnedChart.module.css';
import { Sight } from '../../charts/LearnedMarks.js';
import type { LearnedColumn } from '../../charts/learned-columns.js';
import keys from '../ChartKey.module.css';

interface Props {
  readonly period: string;
  readonly columns: readonly LearnedColumn[];
}

/** What is drawn, in words. */
export const LearnedKey = ({ period, columns }: Props) => (
  <ul className={keys.key} aria-label="What is drawn">
    <li>
      <svg width="16" height="10" aria-hidden="true">
        <rect className={styles.band} width="16" height="10" />
        <line className={styles.median} x1="0" x2="16" y1="5" y2="5" />
      </svg>
      learned limit, 80 % interval
    </li>
    <li>
      <svg width="12" height="12" viewBox="-6 -6 12 12" aria-hidden="true">
        <Sight kind="hit" />
      </svg>
      limit hit
    </li>
    <li>
      <svg width="12" height="12" viewBox="-6 -6 12 12" aria-hidden="true">
        <Sight kind="reading" />
      </svg>
      reading
    </li>
    <li>
      <svg width="8" height="12" aria-hidden="true">
        <rect className={styles.use} width="8" height="12" />
      </svg>
      use of a {period}
    </li>
    {columns.some((column) => column.usd && isUnfinished(column)) && (
      <li>
        <svg width="14" height="10" aria-hidden="true">
          <defs>
            <HatchPattern id="learned-key-hatch" colour="var(--ink)" />
          </defs>
          <rect
            className={styles.hatchedUse}
            width="14"
            height="10"
            fill="url(#learned-key-hatch)"
          />
        </svg>
        still running or seen in part
      </li>
    )}
  </ul>
);
