import { describePastError } from '../../src-main/shared/describe-past-error.js';
import { formatMonth } from '../../src-main/shared/format.js';
import { formatRough, formatRoughRange } from '../../src-main/shared/format-range.js';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { keepTogether } from '../components/keep-together.js';
import { Source } from '../components/Source.js';
import styles from './MonthCard.module.css';

interface Props {
  readonly month: Snapshot['month'];
  readonly timeZone: string;
}

/** What the month will come to, and how wrong such a forecast was before. */
export function MonthForecast({ month, timeZone }: Props) {
  const { forecast, window } = month;
  if (!forecast) return null;
  const amount = formatRough(forecast.microcents);
  const range = formatRoughRange(forecast);
  const likely = range === null ? '' : `, likely ${range}`;
  const pastError = describePastError(forecast);
  return (
    <div className={styles.forecast}>
      <p>
        <Source
          provenance={forecast.provenance}
          timeZone={timeZone}
          align="start"
          says={`${amount} in ${formatMonth(window.from, 'UTC')}${likely}`}
        >
          Forecast
        </Source>{' '}
        <strong>{amount}</strong>
        <span className={styles.likely}>{keepTogether(likely)}</span>
      </p>
      {pastError && <p className={styles.pastError}>It was {pastError}</p>}
    </div>
  );
}
