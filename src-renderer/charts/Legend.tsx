import { formatPart } from '../../src-main/shared/format.js';
import { Name } from '../components/Name.js';
import { Swatch } from '../components/Swatch.js';
import styles from './Legend.module.css';
import type { Series } from './stack-history.js';

/** Each series with its share of what is drawn. */
export const Legend = ({ series }: { readonly series: readonly Series[] }) =>
  series.length === 0 ? null : (
    <ul className={styles.legend} aria-label="Series and their shares">
      {series.map(({ key, label, hint, colour, share }) => (
        <li key={key} className={styles.item}>
          <Swatch colour={colour} />
          <Name name={label} hint={hint} />
          <strong className={styles.share}>{formatPart(share)}</strong>
        </li>
      ))}
    </ul>
  );
