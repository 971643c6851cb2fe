import { formatDay, formatMoney } from '../../src-main/shared/format.js';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { HourStrip } from '../charts/HourStrip.js';
import { Card } from '../components/Card.js';
import { CostBasisWord } from './CostBasisWord.js';
import { Figure } from './Figure.js';
import overview from './Overview.module.css';
import styles from './TodayCard.module.css';
import { isFaded } from './use-judgement.js';

export function TodayCard({ snapshot }: { readonly snapshot: Snapshot }) {
  const { today, timeZone, glance, last24Hours } = snapshot;
  const { utcDay, lastHourMicrocents } = today;
  return (
    <Card
      title="Today"
      className={overview.today}
      aside={<CostBasisWord figure={today.cost} timeZone={timeZone} />}
    >
      <Figure tone={isFaded(glance) ? 'faded' : 'plain'}>
        {formatMoney(today.cost.microcents)}
      </Figure>
      <p className={styles.words}>
        {lastHourMicrocents === null
          ? 'last hour not known'
          : `${formatMoney(lastHourMicrocents)} in the last hour`}
      </p>
      <div className={styles.strip}>
        <HourStrip hours={last24Hours} timeZone={timeZone} />
      </div>
      <p className={styles.foot}>
        UTC day {formatDay(utcDay.start, 'UTC')}:{' '}
        {utcDay.reportedMicrocents === null
          ? 'not reported yet'
          : `${formatMoney(utcDay.reportedMicrocents)} reported`}
        {utcDay.estimatedMicrocents !== null &&
          `, ${formatMoney(utcDay.estimatedMicrocents)} estimated`}
      </p>
    </Card>
  );
}
