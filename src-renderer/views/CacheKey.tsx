import { CACHE_TARGET, CACHE_WARNING, type CacheBucket } from '../../src-main/shared/cache.js';
import chart from '../charts/CacheChart.module.css';
import { CACHE_PARTS, formatShare, judgeCache } from '../charts/cache-words.js';
import { Swatch } from '../components/Swatch.js';
import styles from './ChartKey.module.css';

/** What the colours, the dashes and the wedges are. */
export const CacheKey = ({ buckets }: { readonly buckets: readonly CacheBucket[] }) => (
  <ul className={styles.key} aria-label="What is drawn">
    {CACHE_PARTS.map(({ key, label, colour }) => (
      <li key={key}>
        <Swatch colour={colour} />
        {label}
      </li>
    ))}
    <li>
      <svg width="16" height="10" aria-hidden="true">
        <line className={chart.target} x1="0" x2="16" y1="5" y2="5" />
      </svg>
      target {formatShare(CACHE_TARGET)}
    </li>
    {buckets.some(({ efficiency }) => judgeCache(efficiency) === 'low') && (
      <li>
        <svg width="9" height="10" aria-hidden="true">
          <path className={chart.warning} d="M0 2h9L4.5 9z" />
        </svg>
        below {formatShare(CACHE_WARNING)}
      </li>
    )}
  </ul>
);
