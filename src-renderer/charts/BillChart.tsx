import { max } from 'd3-array';
import { useId, useMemo, useState } from 'react';
import type { DayReconciliation } from '../../src-main/shared/costs.js';
import { joinClasses } from '../components/join-classes.js';
import styles from './BillChart.module.css';
import { BillMarks } from './BillMarks.js';
import { BillReadout } from './BillReadout.js';
import { createChartPointer } from './chart-pointer.js';
import { layoutFrame } from './layout-chart.js';
import plot from './Plot.module.css';
import { useSize } from './use-size.js';

interface Props {
  readonly title: string;
  /** One sentence that carries what the picture shows. */
  readonly summary: string;
  readonly days: readonly DayReconciliation[];
}

/** Each UTC day's bill beside the estimate of it. */
export function BillChart({ title, summary, days }: Props) {
  const [ref, size] = useSize<HTMLDivElement>({ width: 640, height: 240 });
  const [pointer] = useState(createChartPointer);
  const summaryId = useId();
  const frame = useMemo(() => {
    const highest = (day: DayReconciliation) =>
      Math.max(day.cost ?? 0, day.estimated ?? 0, day.estimatedHigh ?? 0);
    return layoutFrame(max(days, highest) ?? 0, { unit: 'cost', ...size, isStrip: false });
  }, [days, size]);
  return (
    <figure className={joinClasses(plot.figure, styles.room)} aria-labelledby={summaryId}>
      <figcaption id={summaryId} className="visuallyHidden">
        {summary}
      </figcaption>
      <div ref={ref} className={plot.canvas}>
        <BillMarks frame={frame} days={days} />
        <BillReadout frame={frame} days={days} title={title} pointer={pointer} />
      </div>
    </figure>
  );
}
