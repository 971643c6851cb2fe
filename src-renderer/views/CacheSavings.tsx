import { CACHE_TARGET, type CacheUse } from '../../src-main/shared/cache.js';
import { DASH, formatMoney } from '../../src-main/shared/format.js';
import { formatShare } from '../charts/cache-words.js';
import { Card } from '../components/Card.js';
import { Source } from '../components/Source.js';
import styles from './Cache.module.css';
import type { CacheCardProps } from './CacheRate.js';
import { Figure } from './Figure.js';
import { RANGES } from './history-ranges.js';

/** What caching was worth, and what a better rate would be worth besides. */
export function CacheSavings({ cache, range, timeZone }: CacheCardProps) {
  const { total, moneyProvenance } = cache;
  const saved = total.savedMicrocents;
  const isLoss = saved !== null && saved < 0;
  const { words } = RANGES[range];
  const outcome = `${isLoss ? 'lost' : 'saved'} by caching in ${words}`;
  const could = formatMoney(total.couldSaveMicrocents);
  const amount = saved === null ? DASH : formatMoney(Math.abs(saved));
  return (
    <Card
      title={isLoss ? 'Lost by caching' : 'Saved by caching'}
      className={styles.savings}
      aside={
        <Source provenance={moneyProvenance} timeZone={timeZone} says={`${amount} ${outcome}`}>
          estimate
        </Source>
      }
    >
      <Figure
        provenance={moneyProvenance}
        timeZone={timeZone}
        of={outcome}
        beside={
          <>
            <span>in {words},</span>
            <span>by our price table</span>
          </>
        }
      >
        {amount}
      </Figure>
      <p className={styles.words}>{describeSaving(saved)}</p>
      <dl className={styles.besides}>
        <div>
          <dt>Would be saved besides at {formatShare(CACHE_TARGET)}</dt>
          <dd>
            <Source
              look="figure"
              provenance={moneyProvenance}
              timeZone={timeZone}
              says={`${could} more would have been saved at ${formatShare(CACHE_TARGET)} in ${words}`}
            >
              {could}
            </Source>
          </dd>
        </div>
      </dl>
      <p className={styles.words}>{describeChance(total)}</p>
    </Card>
  );
}

function describeSaving(saved: number | null): string {
  if (saved === null) return 'No price is known for any of it.';
  return saved < 0
    ? 'Writing to the cache cost more than reading from it saved.'
    : 'Against the same input sent uncached; what writing to the cache cost is taken off.';
}

function describeChance({ couldSaveMicrocents }: CacheUse): string {
  if (couldSaveMicrocents === null) return '';
  return couldSaveMicrocents === 0
    ? 'Each model of each workspace is at the target.'
    : 'If each model of each workspace reached the target.';
}
