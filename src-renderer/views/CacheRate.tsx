import type { Cache } from '../../src-main/shared/cache.js';
import { formatTokens } from '../../src-main/shared/format.js';
import { CacheStaff } from '../charts/CacheStaff.js';
import { formatShare, inputOf, judgeCache } from '../charts/cache-words.js';
import { Card } from '../components/Card.js';
import { Name } from '../components/Name.js';
import { Source } from '../components/Source.js';
import type { HistoryRange } from '../store.js';
import styles from './Cache.module.css';
import { CacheWord } from './CacheWord.js';
import { adviseCache } from './cache-advice.js';
import { Figure } from './Figure.js';
import { RANGES } from './history-ranges.js';

export interface CacheCardProps {
  readonly cache: Cache;
  readonly range: HistoryRange;
  readonly timeZone: string;
}

/** How much of the input came from the cache, and whether anybody need act. */
export function CacheRate({ cache, range, timeZone }: CacheCardProps) {
  const { total, provenance } = cache;
  const { words } = RANGES[range];
  const what = `of the input of ${words} read from cache`;
  const advice = adviseCache(cache);
  return (
    <Card
      title="Read from cache"
      className={styles.rate}
      aside={
        <Source
          provenance={provenance}
          timeZone={timeZone}
          says={`${formatShare(total.efficiency)} ${what}`}
        >
          reported
        </Source>
      }
    >
      <Figure
        provenance={provenance}
        timeZone={timeZone}
        of={what}
        beside={
          <>
            <CacheWord efficiency={total.efficiency} />
            <span>
              of {formatTokens(inputOf(total))} input tokens in {words}
            </span>
          </>
        }
      >
        {formatShare(total.efficiency)}
      </Figure>
      <div className={styles.staff}>
        <CacheStaff efficiency={total.efficiency} />
      </div>
      <p className={styles.advice}>
        {advice ? (
          <>
            {judgeCache(total.efficiency) === 'on target' && 'No need to act. Most to gain: '}
            <strong>
              <Name name={advice.group.label} /> reads {formatShare(advice.group.efficiency)} from
              cache:
            </strong>{' '}
            {advice.cause}.
          </>
        ) : (
          'Nothing to do: the cache answers most of the input of every workspace.'
        )}
      </p>
    </Card>
  );
}
