import { memo, useId, useMemo } from 'react';
import type { Grain } from '../../src-main/shared/history.js';
import { drawGround, drawSeries, findGaps, positionOf } from './bar-geometry.js';
import { createHatching } from './describe-basis.js';
import { HatchPattern } from './HatchPattern.js';
import type { ChartLayout } from './layout-chart.js';
import styles from './StackedChart.module.css';
import type { Stack } from './stack-history.js';
import { TimeAxis } from './TimeAxis.js';

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
}

export const ChartMarks = memo(function ChartMarks(props: Props) {
  const { layout, stack, grain, timeZone, marks } = props;
  const { columns, series } = stack;
  const { left, top, plotWidth, plotHeight, axis, pixels } = layout;
  const id = useId();
  const paths = useMemo(
    () => drawSeries(columns, pixels, series.length, plotWidth, axis.yOf, createHatching(columns)),
    [columns, pixels, series.length, plotWidth, axis],
  );
  return (
    <svg className={styles.svg} width={layout.width} height={layout.height} aria-hidden="true">
      <defs>
        {series.map(({ key, colour }, index) => (
          <HatchPattern key={key} id={`${id}-${index}`} colour={colour} />
        ))}
      </defs>
      {layout.hasAxis &&
        axis.ticks.map(({ label, y }) => (
          <g key={label} transform={`translate(0 ${top + y})`}>
            <line className={styles.grid} x1={left} x2={layout.width} y1="0.5" y2="0.5" />
            <text className={styles.axisText} x={left - 8} y="4" textAnchor="end">
              {label}
            </text>
          </g>
        ))}
      <g transform={`translate(${left} ${top})`}>
        {findGaps(columns, pixels, plotWidth).map(({ x, width }) => (
          <Gap key={x} x={x} width={width} height={plotHeight} />
        ))}
        <Marks marks={marks} columns={columns} plotWidth={plotWidth} height={plotHeight} />
        {series.map(({ key, colour }, index) => (
          <g key={key}>
            {paths[index]?.solid && <path d={paths[index].solid} fill={colour} />}
            {paths[index]?.hatched && (
              <path d={paths[index].hatched} fill={`url(#${id}-${index})`} />
            )}
          </g>
        ))}
        <path
          className={styles.ground}
          d={drawGround(columns, pixels, plotWidth, plotHeight + 0.5)}
        />
        <TimeAxis
          columns={columns}
          grain={grain}
          timeZone={timeZone}
          plotWidth={plotWidth}
          y={plotHeight}
        />
      </g>
    </svg>
  );
});

/** Nothing is drawn where nothing is held, not even the ground; a wide gap says so. */
function Gap(props: { readonly x: number; readonly width: number; readonly height: number }) {
  if (props.width < 56) return null;
  return (
    <text
      className={styles.axisText}
      x={props.x + props.width / 2}
      y={props.height - 8}
      textAnchor="middle"
    >
      no data
    </text>
  );
}

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
