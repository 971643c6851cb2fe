import type { HistoryBucket } from '../../src-main/shared/history.js';
import { CacheChart } from '../charts/CacheChart.js';
import { CacheTable } from '../charts/CacheTable.js';
import { Card } from '../components/Card.js';
import { Segmented } from '../components/Segmented.js';
import { useWindow } from '../store.js';
import styles from './Cache.module.css';
import { CacheKey } from './CacheKey.js';
import type { CacheCardProps } from './CacheRate.js';
import { ChartKey } from './ChartKey.js';
import controls from './HistoryControls.module.css';
import { RANGES } from './history-ranges.js';
import { GRAIN_WORDS } from './history-words.js';
import { TableButton } from './TableButton.js';
import { offerCacheGrains } from './use-cache.js';

/** The rate over time, as a picture or as a table. */
export function CacheCourse({ cache, range, timeZone }: CacheCardProps) {
  const { isTable } = useWindow((state) => state.choices);
  const choose = useWindow((state) => state.choose);
  const { grain } = cache.query;
  const grains = offerCacheGrains(range);
  const title = `Input from cache, ${RANGES[range].words}`;
  return (
    <Card
      title="How the input was served"
      className={styles.wide}
      aside={
        <div className={controls.controls}>
          {grains.length > 1 && (
            <Segmented
              label="One bar is"
              options={grains.map((value) => ({ value, label: GRAIN_WORDS[value] }))}
              value={grain}
              onChoose={(value) => choose({ grain: value })}
            />
          )}
          <TableButton isTable={isTable} onToggle={() => choose({ isTable: !isTable })} />
        </div>
      }
    >
      {isTable ? (
        <div className={styles.table}>
          <CacheTable caption={title} cache={cache} timeZone={timeZone} />
        </div>
      ) : (
        <>
          <CacheChart title={title} cache={cache} timeZone={timeZone} />
          <CacheKey buckets={cache.buckets} />
        </>
      )}
      <ChartKey
        columns={cache.buckets.map(unpricedOf)}
        grain={grain}
        why={null}
        isTable={isTable}
      />
    </Card>
  );
}

/** The key says what is held of them; a share of tokens has no basis in money. */
const unpricedOf = (bucket: HistoryBucket) => ({ ...bucket, basis: null });
