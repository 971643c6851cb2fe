import styles from '../../charts/LearnedChart.module.css';
import { Sight } from '../../charts/LearnedMarks.js';
import keys from '../ChartKey.module.css';

/** What is drawn, in words. */
export const LearnedKey = ({ period }: { readonly period: string }) => (
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
  </ul>
);
