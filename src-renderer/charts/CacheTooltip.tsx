import type { CacheBucket } from '../../src-main/shared/cache.js';
import { joinClasses } from '../components/join-classes.js';
import { Swatch } from '../components/Swatch.js';
import { describeCache, factsOfCache, formatShare } from './cache-words.js';
import styles from './Tooltip.module.css';

interface Props {
  readonly name: string;
  readonly bucket: CacheBucket;
  readonly focused: number | null;
}

export const CacheTooltip = ({ name, bucket, focused }: Props) => (
  <div className={styles.tooltip}>
    <p className={styles.head}>
      <span>{name}</span>
      <strong>{formatShare(bucket.efficiency)}</strong>
    </p>
    <p className={styles.words}>{describeCache(bucket)}</p>
    {bucket.efficiency !== null && (
      <ul className={styles.rows}>
        {factsOfCache(bucket).map(({ label, colour, value, share }, index) => (
          <li key={label} className={joinClasses(styles.row, index === focused && styles.focused)}>
            <Swatch colour={colour ?? 'none'} />
            <span className={styles.series}>{label}</span>
            <span>{value}</span>
            <span className={styles.share}>{share}</span>
          </li>
        ))}
      </ul>
    )}
  </div>
);
