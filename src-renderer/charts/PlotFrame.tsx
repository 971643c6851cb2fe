import type { ReactNode } from 'react';
import type { Grain } from '../../src-main/shared/history.js';
import type { Instant } from '../../src-main/shared/units.js';
import { drawGround, findGaps } from './bar-geometry.js';
import type { PixelColumn } from './decimate.js';
import type { ChartFrame } from './layout-chart.js';
import styles from './Plot.module.css';
import { TimeAxis } from './TimeAxis.js';

interface Props {
  readonly frame: ChartFrame;
  readonly columns: readonly { readonly from: Instant; readonly state: string }[];
  readonly pixels: readonly PixelColumn[];
  readonly grain: Grain;
  readonly timeZone: string;
  readonly defs: ReactNode;
  readonly children: ReactNode;
}

/** Grid, gaps, ground and axes around what is drawn inside. */
export function PlotFrame({ frame, columns, pixels, grain, timeZone, defs, children }: Props) {
  const { left, top, plotWidth, plotHeight, axis } = frame;
  return (
    <svg className={styles.svg} width={frame.width} height={frame.height} aria-hidden="true">
      <defs>{defs}</defs>
      {frame.hasAxis &&
        axis.ticks.map(({ label, y }) => (
          <g key={label} transform={`translate(0 ${top + y})`}>
            <line className={styles.grid} x1={left} x2={frame.width} y1="0.5" y2="0.5" />
            <text className={styles.axisText} x={left - 8} y="4" textAnchor="end">
              {label}
            </text>
          </g>
        ))}
      <g transform={`translate(${left} ${top})`}>
        {findGaps(columns, pixels, plotWidth).map(({ x, width }) => (
          <Gap key={x} x={x} width={width} height={plotHeight} />
        ))}
        {children}
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
}

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
