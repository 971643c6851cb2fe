import { formatDay, formatMoney, formatMonth, formatParts } from '../../src-main/shared/format.js';
import type { Snapshot, SyncStatus } from '../../src-main/shared/snapshot.js';
import { DAY_MS } from '../../src-main/shared/units.js';
import { Staff, type StaffFill } from '../charts/Staff.js';
import { scaleDays } from '../charts/staff-scale.js';
import { Card } from '../components/Card.js';
import { useNow } from '../store.js';
import { Compared } from './Compared.js';
import { CostBasisWord } from './CostBasisWord.js';
import { Figure } from './Figure.js';
import styles from './MonthCard.module.css';
import { MonthForecast } from './MonthForecast.js';
import overview from './Overview.module.css';
import { isFaded } from './use-judgement.js';

export function MonthCard({ snapshot }: { readonly snapshot: Snapshot }) {
  const { month, timeZone, glance, otherCurrencies } = snapshot;
  const through = month.reportedThrough;
  const name = formatMonth(month.window.from, 'UTC');
  const before = formatMonth(month.previous.window.from, 'UTC');
  return (
    <Card
      title={name}
      className={overview.month}
      aside={<CostBasisWord figure={month.cost} timeZone={timeZone} of={`in ${name} so far`} />}
    >
      <Figure
        tone={isFaded(glance) ? 'faded' : 'plain'}
        provenance={month.cost.provenance}
        timeZone={timeZone}
        of={`in ${name} so far`}
        align="end"
      >
        {formatMoney(month.cost.microcents)}
      </Figure>
      <p className={styles.words}>
        {through === null
          ? 'nothing reported yet this month'
          : `reported through ${formatDay(through, 'UTC')}`}
      </p>
      <p className={styles.compared}>
        <Compared
          figure={month.cost}
          previous={month.previous}
          than={`${before} by now`}
          timeZone={timeZone}
          align="end"
        />
      </p>
      <div className={styles.staff}>
        <MonthStaff month={month} />
      </div>
      <MonthForecast month={month} timeZone={timeZone} />
      <Restated restatements={snapshot.sync.restatements} />
      {otherCurrencies.length > 0 && (
        <p className={styles.others}>
          Also reported, not added:{' '}
          {otherCurrencies
            .map(({ currency, microunits }) => `${formatParts(microunits)} ${currency}`)
            .join(', ')}
        </p>
      )}
    </Card>
  );
}

/** The bill of a closed day may still change: the newest change is told. */
function Restated({ restatements }: Pick<SyncStatus, 'restatements'>) {
  const last = restatements.at(-1);
  if (!last) return null;
  return (
    <p className={styles.others}>
      {formatDay(last.day, 'UTC')} was restated from {formatMoney(last.before)} to{' '}
      {formatMoney(last.after)}
      {restatements.length > 1 && `, and ${restatements.length - 1} more`}
    </p>
  );
}

/** Days of the month: reported, then estimated (hatched), then still to come. */
function MonthStaff({ month }: { readonly month: Snapshot['month'] }) {
  const now = useNow(DAY_MS / 24);
  const dayOf = (at: number) => (at - month.window.from) / DAY_MS;
  const count = Math.round(dayOf(month.window.to));
  const today = Math.max(0, Math.min(count, dayOf(now)));
  // `reportedThrough` names the last reported day by its start; that day is wholly reported.
  const reported = month.reportedThrough === null ? 0 : dayOf(month.reportedThrough) + 1;
  const fills: StaffFill[] = [];
  if (reported > 0) fills.push({ from: 0, to: reported, tone: 'tide' });
  if (month.cost.microcents !== null && today > reported) {
    fills.push({ from: reported, to: today, tone: 'tide', isHatched: true });
  }
  return (
    <Staff
      scale={scaleDays(count)}
      fills={fills}
      label={`Day ${Math.floor(today) + 1} of ${count}; ${Math.round(reported)} days reported`}
    />
  );
}
