import type { Costs } from '../../src-main/shared/costs.js';
import { formatMoney, formatWeekdayTime } from '../../src-main/shared/format.js';
import { DAY_MS, HOUR_MS } from '../../src-main/shared/units.js';
import { BillChart } from '../charts/BillChart.js';
import { BillKey } from '../charts/BillKey.js';
import { BillTable } from '../charts/BillTable.js';
import { nameSpan } from '../charts/time-axis.js';
import { Source } from '../components/Source.js';
import { type CostsRange, useNow, useWindow } from '../store.js';
import { CostsChange } from './CostsChange.js';
import styles from './CostsDays.module.css';
import { describeCosts, summarizeDays } from './describe-costs.js';
import { TableButton } from './TableButton.js';

interface Props {
  readonly costs: Costs;
  readonly range: CostsRange;
  /** What is compared with, in words. */
  readonly against: string;
  readonly timeZone: string;
}

/** The total, and each UTC day's bill beside the estimate of it. */
export function CostsDays({ costs, range, against, timeZone }: Props) {
  const { isTable } = useWindow((state) => state.costsChoices);
  const choose = useWindow((state) => state.chooseCosts);
  const now = useNow(HOUR_MS);
  const { query, total, before, days, provenance } = costs;
  const zone = range === 'week' ? timeZone : 'UTC';
  const span = nameSpan(query.from, Math.min(query.to - 1, now), zone);
  const title = 'Bills and estimates';
  return (
    <section className={styles.card} aria-label="Cost">
      <header className={styles.header}>
        <h2 className={styles.total}>
          <span className="visuallyHidden">Cost: </span>
          <Source
            look="figure"
            provenance={provenance}
            timeZone={timeZone}
            says={`${formatMoney(total.microcents)}, ${span}`}
            align="start"
          >
            {formatMoney(total.microcents)}
          </Source>
        </h2>
        <div className={styles.words}>
          <p className={styles.span}>
            {span}
            <Source provenance={provenance} timeZone={timeZone} align="start">
              {describeCosts(costs)}
            </Source>
          </p>
          <CostsChange total={total.microcents} before={before} against={against} />
        </div>
        <TableButton isTable={isTable} onToggle={() => choose({ isTable: !isTable })} />
      </header>
      {isTable ? (
        <BillTable caption={title} days={days} timeZone={timeZone} />
      ) : (
        <BillChart title={title} summary={summarizeDays(title, days)} days={days} />
      )}
      <BillKey days={days} isTable={isTable} />
      {query.from % DAY_MS !== 0 && (
        <p className={styles.note}>
          Days are whole UTC days; the total counts from {formatWeekdayTime(query.from, timeZone)}.
        </p>
      )}
    </section>
  );
}
