import { formatMoney } from '../../src-main/shared/format.js';
import { formatRange } from '../../src-main/shared/format-range.js';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { HourStrip } from '../charts/HourStrip.js';
import { Card } from '../components/Card.js';
import { keepTogether } from '../components/keep-together.js';
import { Source } from '../components/Source.js';
import { ClosedDayNote } from './ClosedDayNote.js';
import { Compared } from './Compared.js';
import { CostBasisWord } from './CostBasisWord.js';
import { Figure } from './Figure.js';
import { newlyClosed } from './newly-closed.js';
import overview from './Overview.module.css';
import styles from './TodayCard.module.css';
import { UtcDay } from './UtcDay.js';
import { isFaded } from './use-judgement.js';

export function TodayCard({ snapshot }: { readonly snapshot: Snapshot }) {
  const { today, timeZone, glance, last24Hours: hours } = snapshot;
  const { cost, lastHour, previous } = today;
  const closed = newlyClosed(snapshot);
  const range = cost.range && formatRange(cost.range);
  return (
    <Card
      title="Today"
      className={overview.today}
      aside={<CostBasisWord figure={cost} timeZone={timeZone} of="today" />}
    >
      <Figure
        tone={isFaded(glance) ? 'faded' : 'plain'}
        provenance={cost.provenance}
        timeZone={timeZone}
        of="today"
        beside={range && <span className={styles.range}>likely {keepTogether(range)}</span>}
      >
        {formatMoney(cost.microcents)}
      </Figure>
      <p className={styles.compared}>
        <Compared figure={cost} previous={previous} than="yesterday by now" timeZone={timeZone} />
      </p>
      <div className={styles.hours}>
        <span>
          {lastHour.microcents !== null && `${formatMoney(lastHour.microcents)} in the `}
          <Source
            provenance={lastHour.provenance}
            timeZone={timeZone}
            align="start"
            says={`${formatMoney(lastHour.microcents)} in the last hour`}
          >
            last hour
          </Source>
          {lastHour.microcents === null && ' not known'}
        </span>
        <Source
          provenance={snapshot.last24HoursProvenance}
          timeZone={timeZone}
          says={`By hour, newest last: ${hours.map(({ microcents }) => formatMoney(microcents)).join(', ')}`}
        >
          by hour
        </Source>
      </div>
      <HourStrip hours={hours} timeZone={timeZone} today={today.window.from} />
      <div className={styles.foot}>
        {closed ? (
          <ClosedDayNote closed={closed} timeZone={timeZone} />
        ) : (
          <UtcDay utcDay={today.utcDay} timeZone={timeZone} />
        )}
      </div>
    </Card>
  );
}
