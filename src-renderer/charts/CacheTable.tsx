import type { Cache } from '../../src-main/shared/cache.js';
import { formatCount, formatMoney } from '../../src-main/shared/format.js';
import styles from './ChartTable.module.css';
import { describeCache, formatShare, judgeCache } from './cache-words.js';
import { TableScroller } from './TableScroller.js';
import { nameBucket } from './time-axis.js';

interface Props {
  readonly caption: string;
  readonly cache: Cache;
  readonly timeZone: string;
}

/** The figures of the chart, newest first. */
export function CacheTable({ caption, cache, timeZone }: Props) {
  const { query, buckets, total } = cache;
  const { grain } = query;
  return (
    <TableScroller label={caption}>
      <table className={styles.table}>
        <caption className="visuallyHidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{grain === 'hour' ? 'Hour' : `UTC ${grain}`}</th>
            <th scope="col">From cache</th>
            <th scope="col">Read</th>
            <th scope="col">Written</th>
            <th scope="col">Uncached</th>
            <th scope="col">Saved, estimate</th>
            <th scope="col" className={styles.words}>
              State
            </th>
          </tr>
        </thead>
        <tbody>
          {buckets.toReversed().map((bucket) => {
            const isMissing = bucket.state === 'missing';
            const count = (tokens: number) => formatCount(isMissing ? null : tokens);
            return (
              <tr key={bucket.start}>
                <th scope="row">{nameBucket(bucket, grain, timeZone, buckets.at(-1))}</th>
                <td className={styles.total}>{formatShare(bucket.efficiency)}</td>
                <td>{count(bucket.cacheRead)}</td>
                <td>{count(bucket.cacheCreation)}</td>
                <td>{count(bucket.uncachedInput)}</td>
                <td>{formatMoney(bucket.savedMicrocents)}</td>
                <td className={styles.words}>{describeCache(bucket)}</td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">All</th>
            <td className={styles.total}>{formatShare(total.efficiency)}</td>
            <td>{formatCount(total.cacheRead)}</td>
            <td>{formatCount(total.cacheCreation)}</td>
            <td>{formatCount(total.uncachedInput)}</td>
            <td>{formatMoney(total.savedMicrocents)}</td>
            <td className={styles.words}>{judgeCache(total.efficiency)}</td>
          </tr>
        </tfoot>
      </table>
    </TableScroller>
  );
}
