import { CACHE_TARGET } from '../../src-main/shared/cache.js';
import styles from './Cache.module.css';

const WIDTH_PX = 72;

/** A reduced staff: how full, and where the target is. The figure beside it says the same. */
export const CacheBar = ({ efficiency }: { readonly efficiency: number | null }) => (
  <svg className={styles.bar} width={WIDTH_PX} height="12" aria-hidden="true">
    <rect className={styles.well} y="2" width={WIDTH_PX} height="8" rx="2" />
    {efficiency !== null && (
      <rect className={styles.fill} y="2" width={WIDTH_PX * efficiency} height="8" rx="2" />
    )}
    <line
      className={styles.tick}
      x1={WIDTH_PX * CACHE_TARGET}
      x2={WIDTH_PX * CACHE_TARGET}
      y1="0"
      y2="12"
    />
  </svg>
);
