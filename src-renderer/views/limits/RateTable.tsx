import { formatCount, formatPercent, formatWeekdayTime } from '../../../src-main/shared/format.js';
import type { PeakLoad, RateLimitLoad } from '../../../src-main/shared/limits.js';
import { nameLimiter } from '../../../src-main/shared/published-words.js';
import { joinClasses } from '../../components/join-classes.js';
import styles from './Published.module.css';
import { describeMissing, describeSeenHours } from './published-words.js';

interface Props {
  readonly rates: readonly RateLimitLoad[];
  readonly timeZone: string;
}

/** Caps of one group beside its busiest minutes; the one that binds first says so. */
export const RateTable = ({ rates, timeZone }: Props) => (
  <>
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Limit</th>
          <th scope="col">Cap</th>
          <th scope="col">Busiest, 24{'\u00a0'}h</th>
          <th scope="col">Busiest, 7{'\u00a0'}d</th>
        </tr>
      </thead>
      <tbody>
        {rates.map((rate) => {
          const missing = describeMissing(rate);
          return (
            <tr key={rate.limiter}>
              <th scope="row">
                <bdi>{nameLimiter(rate.limiter)}</bdi>
                {rate.isFirst && <span className={styles.first}>binds first</span>}
              </th>
              <td className={styles.number}>
                {rate.value === null ? 'no cap' : formatCount(rate.value)}
              </td>
              {missing ? (
                <td colSpan={2} className={styles.missing}>
                  {missing}
                </td>
              ) : (
                <>
                  <Peak peak={rate.day} timeZone={timeZone} />
                  <Peak peak={rate.week} timeZone={timeZone} />
                </>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
    <p className={styles.seen}>{describeSeenHours(rates)}</p>
  </>
);

function Peak({ peak, timeZone }: { readonly peak: PeakLoad | null; readonly timeZone: string }) {
  if (peak?.value === 0) return <td>none</td>;
  return (
    <td>
      <span className={styles.number}>{formatCount(peak?.value ?? null)}</span>{' '}
      {peak && peak.percent !== null && (
        <span className={styles.number}>{formatPercent(peak.percent)}</span>
      )}
      {peak && peak.percent !== null && (
        <span className={styles.bar} aria-hidden="true">
          <span
            className={joinClasses(styles.fill, peak.percent >= 80 && styles.high)}
            style={{ width: `${Math.min(100, peak.percent)}%` }}
          />
        </span>
      )}
      {peak && <span className={styles.when}>{formatWeekdayTime(peak.at, timeZone)}</span>}
    </td>
  );
}
