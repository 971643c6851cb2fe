import { memo, useId, useMemo } from 'react';
import type { DayReconciliation } from '../../src-main/shared/costs.js';
import styles from './BillChart.module.css';
import { drawBills } from './draw-bills.js';
import { HatchPattern } from './HatchPattern.js';
import type { ChartFrame } from './layout-chart.js';
import { PlotFrame } from './PlotFrame.js';

interface Props {
  readonly frame: ChartFrame;
  readonly days: readonly DayReconciliation[];
}

export const BillMarks = memo(function BillMarks({ frame, days }: Props) {
  const { plotWidth, plotHeight, axis } = frame;
  const id = useId();
  const columns = useMemo(() => days.map(({ day, state }) => ({ from: day, state })), [days]);
  const pixels = useMemo(
    () => days.map((_, index) => ({ first: index, last: index, peak: index })),
    [days],
  );
  const paths = useMemo(
    () => drawBills(days, plotWidth, plotHeight, axis.yOf),
    [days, plotWidth, plotHeight, axis],
  );
  return (
    <PlotFrame
      frame={frame}
      columns={columns}
      pixels={pixels}
      grain="day"
      timeZone="UTC"
      defs={<HatchPattern id={id} colour="var(--tide)" />}
    >
      <path className={styles.bands} d={paths.bands} />
      <path d={paths.billed} fill="var(--tide)" />
      <path d={paths.expected} fill={`url(#${id})`} />
      <path className={styles.estimated} d={paths.estimated} />
    </PlotFrame>
  );
});
