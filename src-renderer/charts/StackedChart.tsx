import { useId, useMemo, useState } from 'react';
import type { Grain } from '../../src-main/shared/history.js';
import { joinClasses } from '../components/join-classes.js';
import { ChartMarks, type DatedMark } from './ChartMarks.js';
import { ChartReadout } from './ChartReadout.js';
import { createChartPointer } from './chart-pointer.js';
import { type Comparison, wholeTotal } from './compare-stacks.js';
import { layoutChart } from './layout-chart.js';
import styles from './Plot.module.css';
import type { Stack, StackUnit } from './stack-history.js';
import { summarizeStack } from './summarize.js';
import { useSize } from './use-size.js';

interface Props {
  readonly title: string;
  readonly stack: Stack;
  readonly unit: StackUnit;
  readonly grain: Grain;
  readonly timeZone: string;
  readonly marks?: readonly DatedMark[];
  readonly comparison?: Comparison | null;
  /** A strip has no value axis and little height. */
  readonly shape: 'card' | 'page' | 'strip';
}

const NO_MARKS: readonly DatedMark[] = [];

/** Stacked bars over time. Pointing moves the readout only; the bars are drawn once per size. */
export function StackedChart(props: Props) {
  const { title, stack, unit, grain, timeZone, shape, marks = NO_MARKS, comparison = null } = props;
  const [ref, size] = useSize<HTMLDivElement>({ width: 640, height: shape === 'strip' ? 84 : 280 });
  const [pointer] = useState(createChartPointer);
  const summaryId = useId();
  const isStrip = shape === 'strip';
  const before = useMemo(() => comparison?.columns.map(wholeTotal) ?? null, [comparison]);
  const layout = useMemo(
    () => layoutChart(stack, { unit, ...size, isStrip }, before ?? []),
    [stack, unit, size, isStrip, before],
  );
  return (
    <figure className={joinClasses(styles.figure, styles[shape])} aria-labelledby={summaryId}>
      <figcaption id={summaryId} className="visuallyHidden">
        {summarizeStack(title, stack, unit, grain, timeZone)}
      </figcaption>
      <div ref={ref} className={styles.canvas}>
        <ChartMarks
          layout={layout}
          stack={stack}
          grain={grain}
          timeZone={timeZone}
          marks={marks}
          before={before}
        />
        <ChartReadout
          layout={layout}
          stack={stack}
          unit={unit}
          grain={grain}
          timeZone={timeZone}
          title={title}
          comparison={comparison}
          pointer={pointer}
        />
      </div>
    </figure>
  );
}
