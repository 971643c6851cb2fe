import { useId, useMemo, useState } from 'react';
import type { WindowLimit } from '../../src-main/shared/limits.js';
import type { Instant } from '../../src-main/shared/units.js';
import { joinClasses } from '../components/join-classes.js';
import { ChartSensor } from './ChartSensor.js';
import { createChartPointer } from './chart-pointer.js';
import { layoutLearned } from './draw-learned.js';
import styles from './LearnedChart.module.css';
import { LearnedMarks } from './LearnedMarks.js';
import { LearnedTooltip } from './LearnedTooltip.js';
import type { LearnedColumn } from './learned-columns.js';
import { factsOfLearned, nameLearned, speakLearned } from './learned-words.js';
import plot from './Plot.module.css';
import { useSize } from './use-size.js';

interface Props {
  readonly title: string;
  /** One sentence that carries what the picture shows. */
  readonly summary: string;
  readonly limit: WindowLimit;
  readonly columns: readonly LearnedColumn[];
  /** "30 % higher since 14 Sep", told at its dotted line. */
  readonly change: string | null;
  readonly now: Instant;
  readonly timeZone: string;
}

/** How the belief about one limit moved: median, interval, what was seen, and the use beneath. */
export function LearnedChart(props: Props) {
  const { title, summary, limit, columns, change, now, timeZone } = props;
  const [ref, size] = useSize<HTMLDivElement>({ width: 640, height: 260 });
  const [pointer] = useState(createChartPointer);
  const summaryId = useId();
  const frame = useMemo(
    () => layoutLearned(columns, size.width, size.height),
    [columns, size.width, size.height],
  );
  const nameOf = (index: number) => {
    const column = columns[index];
    return column ? nameLearned(column, timeZone) : '';
  };
  return (
    <figure className={joinClasses(plot.figure, styles.room)} aria-labelledby={summaryId}>
      <figcaption id={summaryId} className="visuallyHidden">
        {summary}
      </figcaption>
      <div ref={ref} className={plot.canvas}>
        <LearnedMarks
          frame={frame}
          columns={columns}
          limit={limit}
          change={change}
          now={now}
          timeZone={timeZone}
        />
        <ChartSensor
          frame={frame}
          count={columns.length}
          seriesCount={columns[0] ? factsOfLearned(columns[0]).length : 0}
          label={title}
          nameOf={nameOf}
          speak={({ index, series }) => {
            const column = columns[index];
            return column ? speakLearned(column, series) : '';
          }}
          pointer={pointer}
        >
          {({ index, series }) => {
            const column = columns[index];
            return (
              column && <LearnedTooltip name={nameOf(index)} column={column} focused={series} />
            );
          }}
        </ChartSensor>
      </div>
    </figure>
  );
}
