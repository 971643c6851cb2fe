import { useMemo } from 'react';
import { periodOf } from '../../../src-main/shared/describe-learned.js';
import type { Limits } from '../../../src-main/shared/limits.js';
import { METER_NAMES, nameWindow, windowKey } from '../../../src-main/shared/name-window.js';
import type { Snapshot } from '../../../src-main/shared/snapshot.js';
import { MINUTE_MS } from '../../../src-main/shared/units.js';
import { LearnedChart } from '../../charts/LearnedChart.js';
import { LearnedTable } from '../../charts/LearnedTable.js';
import { columnsOfLimit, type LearnedColumn } from '../../charts/learned-columns.js';
import { describeChanged, summarizeLearned } from '../../charts/learned-words.js';
import { Card } from '../../components/Card.js';
import { Segmented } from '../../components/Segmented.js';
import { useNow, useWindow } from '../../store.js';
import controls from '../HistoryControls.module.css';
import { TableButton } from '../TableButton.js';
import { ChangeNotice } from './ChangeNotice.js';
import { describeLimit } from './describe-limit.js';
import { LearnedKey } from './LearnedKey.js';
import styles from './Limits.module.css';
import { METER_WORDS } from './meter-words.js';
import { orderWindows } from './order-windows.js';

/** Nothing to draw: neither use nor anything learned. */
const isBare = ({ usd, limit, sights }: LearnedColumn) =>
  usd === null && limit === null && sights.length === 0;

interface Props {
  readonly limits: Limits;
  readonly snapshot: Snapshot;
}

/** How what is known of one limit came about, as a picture or as a table. */
export function LearnedCard({ limits, snapshot }: Props) {
  const { window: chosen, isTable } = useWindow((state) => state.limitsChoices);
  const choose = useWindow((state) => state.chooseLimits);
  const now = useNow(MINUTE_MS);
  const { evidence, meter } = limits;
  const windows = orderWindows(limits.windows, meter);
  const limit = windows.find((one) => windowKey(one) === chosen) ?? windows[0];
  const columns = useMemo(
    () => (limit ? columnsOfLimit(limit, evidence, now) : []),
    [limit, evidence, now],
  );
  if (!limit) return null;
  const { timeZone } = snapshot;
  const period = periodOf(limit.window);
  const title = `What Tidemark has learned about your ${limit.window === 'five_hour' ? '5 hours' : 'week'}`;
  const change = describeChanged(limit, timeZone);
  const nameOption = (one: typeof limit) =>
    one.meter === meter
      ? nameWindow(one.window)
      : `${nameWindow(one.window)} · ${METER_NAMES[one.meter]}`;
  return (
    <Card
      title={title}
      className={styles.learned}
      aside={
        <div className={controls.controls}>
          {windows.length > 1 && (
            <Segmented
              label="Limit"
              options={windows.map((one) => ({ value: windowKey(one), label: nameOption(one) }))}
              value={windowKey(limit)}
              onChoose={(window) => choose({ window })}
            />
          )}
          <TableButton isTable={isTable} onToggle={() => choose({ isTable: !isTable })} />
        </div>
      }
    >
      {columns.every(isBare) ? (
        <p className={styles.empty}>
          The course appears with the first {period} that is seen, a reading or a limit hit.
        </p>
      ) : isTable ? (
        <div className={styles.table}>
          <LearnedTable caption={title} columns={columns} timeZone={timeZone} period={period} />
        </div>
      ) : (
        <>
          <LearnedChart
            key={windowKey(limit)}
            title={title}
            summary={summarizeLearned(title, describeLimit(limit), columns, change, period)}
            limit={limit}
            columns={columns}
            change={change}
            now={now}
            timeZone={timeZone}
          />
          <LearnedKey period={period} columns={columns} />
        </>
      )}
      <p className={styles.quiet}>{METER_WORDS[limit.meter]}; dollars at list price.</p>
      <ChangeNotice key={windowKey(limit)} limit={limit} timeZone={timeZone} />
    </Card>
  );
}
