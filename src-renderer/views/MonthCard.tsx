import { formatDay, formatMoney, formatMonth, formatParts } from '../../src-main/shared/format.js';
import type { Snapshot, SyncStatus } from '../../src-main/shared/snapshot.js';
import { MonthStaff } from '../charts/MonthStaff.js';
import { Card } from '../components/Card.js';
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
