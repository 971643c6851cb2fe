import { memo, useId, useMemo } from 'react';
import type { Grain } from '../../src-main/shared/history.js';
import { drawSeries, drawSteps, positionOf } from './bar-geometry.js';
import { createHatching } from './describe-basis.js';
import { HatchPattern } from './HatchPattern.js';
import type { ChartLayout } from './layout-chart.js';
import styles from './Plot.module.css';
import { PlotFrame } from './PlotFrame.js';
import type { Stack } from './stack-history.js';

/** Something that happened at an instant: a reset, a price change. */
export interface DatedMark {
  readonly at: number;
  readonly label: string;
}

interface Props {
  readonly layout: ChartLayout;
  readonly stack: Stack;
  readonly grain: Grain;
  readonly timeZone: string;
  readonly marks: readonly DatedMark[];
  /** Totals of the buckets before, one for each column; null: not compared. */
  readonly before: readonly (number | null)[] | null;
}

export const ChartMarks = memo(function ChartMarks(props: Props) {
  const { layout, stack, grain, timeZone, marks, before } = props;
  const { columns, series } = stack;
  const { plotWidth, plotHeight, axis, pixels } = layout;
  const id = useId();
  const paths = useMemo(
    () => drawSeries(columns, pixels, series.length, plotWidth, axis.yOf, createHatching(columns)),
    [columns, pixels, series.length, plotWidth, axis],
  );
  const line = useMemo(
    () => before && drawSteps(before, pixels, plotWidth, axis.yOf),
    [before, pixels, plotWidth, axis],
  );
  return (
    <PlotFrame
      frame={layout}
      columns={columns}
      pixels={pixels}
      grain={grain}
      timeZone={timeZone}
      defs={series.map(({ key, colour }, index) => (
        <HatchPattern key={key} id={`${id}-${index}`} colour={colour} />
      ))}
    >
      <Marks marks={marks} columns={columns} plotWidth={plotWidth} height={plotHeight} />
      {series.map(({ key, colour }, index) => (
        <g key={key}>
          {paths[index]?.solid && <path d={paths[index].solid} fill={colour} />}
          {paths[index]?.hatched && <path d={paths[index].hatched} fill={`url(#${id}-${index})`} />}
        </g>
      ))}
      {line && <path className={styles.halo} d={line} />}
      {line && <path className={styles.before} d={line} />}
    </PlotFrame>
  );
});

interface MarksProps {
  readonly marks: readonly DatedMark[];
  readonly columns: Stack['columns'];
  readonly plotWidth: number;
  readonly height: number;
}

function Marks({ marks, columns, plotWidth, height }: MarksProps) {
  const placed = marks.flatMap((mark) => {
    const x = positionOf(mark.at, columns, plotWidth);
    return x === null ? [] : [{ ...mark, x: Math.round(x) + 0.5 }];
  });
  return placed.map(({ at, label, x }, index) => {
    const next = placed[index + 1]?.x ?? plotWidth;
    return (
      <g key={at}>
        <line className={styles.dated} x1={x} x2={x} y1={-14} y2={height} />
        {next - x > 40 && (
          <text className={styles.axisText} x={x + 5} y={-5}>
            {label}
          </text>
        )}
      </g>
    );
  });
}
