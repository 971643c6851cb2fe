import { formatDay } from '../../../src-main/shared/format.js';
import type { PublishedChange, SpendLimitNow } from '../../../src-main/shared/limits.js';
import { formatSpend, namePeriod } from '../../../src-main/shared/published-words.js';
import { isolatedName } from '../../components/isolated-name.js';
import styles from './Published.module.css';
import { describePublishedChange, nameSpender } from './published-words.js';

interface Props {
  readonly spends: readonly SpendLimitNow[];
  readonly changes: readonly PublishedChange[];
  readonly timeZone: string;
}

/** Older changes than these are history. */
const MOST_CHANGES = 12;

/** Spend limits, and what changed when. */
export const PublishedTail = ({ spends, changes, timeZone }: Props) => (
  <div className={styles.tail}>
    {spends.length > 0 && (
      <section aria-label="Spend limits">
        <h3>Spend limits</h3>
        <ul>
          {spends.map((spend) => (
            <li
              key={`${spend.scope} ${spend.workspaceName ?? ''} ${spend.period}`}
              className={styles.line}
            >
              <span>{nameSpender(spend)}</span>
              <span>
                <strong>{formatSpend(spend.microcents, spend.currency)}</strong>{' '}
                {spend.microcents !== null && namePeriod(spend.period, isolatedName)}{' '}
                <span className={styles.since}>since {formatDay(spend.since, timeZone)}</span>
              </span>
            </li>
          ))}
        </ul>
      </section>
    )}
    {changes.length > 0 && (
      <section aria-label="What changed">
        <h3>What changed</h3>
        <ul>
          {changes.slice(0, MOST_CHANGES).map((change, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole
            <li key={index} className={styles.line}>
              {describePublishedChange(change, timeZone)}
            </li>
          ))}
        </ul>
      </section>
    )}
  </div>
);
