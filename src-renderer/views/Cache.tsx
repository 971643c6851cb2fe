import type { Cache as Figures } from '../../src-main/shared/cache.js';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { Backfill } from '../components/Backfill.js';
import { PageHeader } from '../components/PageHeader.js';
import { Trouble } from '../components/Trouble.js';
import { useWindow } from '../store.js';
import { Answer } from './Answer.js';
import styles from './Cache.module.css';
import { CacheCourse } from './CacheCourse.js';
import { CacheGroups } from './CacheGroups.js';
import { CacheRate } from './CacheRate.js';
import { CacheSavings } from './CacheSavings.js';
import { RangeButtons } from './RangeButtons.js';
import { Unpriced } from './Unpriced.js';
import { pickCacheGrain, useCache } from './use-cache.js';
import { useOfferedRange } from './use-offered-range.js';
import { useTableKey } from './use-table-key.js';

export function Cache({ snapshot }: { readonly snapshot: Snapshot }) {
  const choices = useWindow((state) => state.choices);
  const choose = useWindow((state) => state.choose);
  const { range, offered } = useOfferedRange();
  const answer = useCache(range, pickCacheGrain(range, choices.grain));
  useTableKey(() => choose({ isTable: !choices.isTable }));
  const { timeZone } = snapshot;
  return (
    <>
      <PageHeader title="Cache" />
      <Trouble />
      <Backfill />
      <div>
        <RangeButtons range={range} offered={offered} />
      </div>
      <Answer
        answer={answer}
        shape="page"
        reading="Reading the figures…"
        describeEmptiness={describeEmptiness}
      >
        {(cache) => (
          <div className={styles.grid}>
            <CacheRate cache={cache} range={range} timeZone={timeZone} />
            <CacheSavings cache={cache} range={range} timeZone={timeZone} />
            <CacheCourse cache={cache} range={range} timeZone={timeZone} />
            <CacheGroups
              title="By workspace"
              column="Workspace"
              groups={cache.workspaces}
              provenance={cache.moneyProvenance}
              timeZone={timeZone}
            />
            <CacheGroups
              title="By model"
              column="Model"
              groups={cache.models}
              provenance={cache.moneyProvenance}
              timeZone={timeZone}
            />
            {cache.unpriced.length > 0 && (
              <div className={styles.wide}>
                <Unpriced models={cache.unpriced} words="No list price, left out of savings" />
              </div>
            )}
          </div>
        )}
      </Answer>
    </>
  );
}

function describeEmptiness({ total, buckets }: Figures): string | null {
  if (total.efficiency !== null) return null;
  return buckets.every(({ state }) => state === 'missing')
    ? 'Nothing of this time is held yet.'
    : 'Nothing was sent in this time.';
}
