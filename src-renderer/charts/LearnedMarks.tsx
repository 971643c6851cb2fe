import { memo, useId, useMemo } from 'react';
import type { WindowLimit } from '../../src-main/shared/limits.js';
import type { Instant } from '../../src-main/shared/units.js';
import { joinClasses } from '../components/join-classes.js';
import { LEAST_COLUMN_PX } from './bar-geometry.js';
import { decimate } from './decimate.js';
import { drawCourse, drawUse, placeInstant, placeSights } from './draw-learned.js';
import { HatchPattern } from './HatchPattern.js';
import styles from './LearnedChart.module.css';
import type { ChartFrame } from './layout-chart.js';
import { courseOf, type LearnedColumn } from './learned-columns.js';
import { PlotFrame } from './PlotFrame.js';

interface Props {
  readonly frame: ChartFrame;
  readonly columns: readonly LearnedColumn[];
  readonly limit: WindowLimit;
  readonly change: string | null;
  readonly now: Instant;
  readonly timeZone: string;
}

export const LearnedMarks = memo(function LearnedMarks(props: Props) {
  const { frame, columns, limit, change, now, timeZone } = props;
  const { plotWidth, plotHeight } = frame;
  const id = useId();
  const pixels = useMemo(
    () =>
      decimate(
        columns.map(({ usd }) => usd),
        plotWidth / LEAST_COLUMN_PX,
      ),
    [columns, plotWidth],
  );
  const course = useMemo(
    () => drawCourse(courseOf(limit, now), columns, frame, now),
    [limit, columns, frame, now],
  );
  const use = useMemo(() => drawUse(columns, frame), [columns, frame]);
  const { changed } = limit;
  const changeX =
    changed && change !== null && changed.since >= (columns[0]?.from ?? now)
      ? Math.round(placeInstant(changed.since, columns, plotWidth)) + 0.5
      : null;
  return (
    <PlotFrame
      frame={frame}
      columns={columns}
      pixels={pixels}
      grain="week"
      timeZone={timeZone}
      defs={
        <>
          <clipPath id={id}>
            <rect width={plotWidth} height={plotHeight} />
          </clipPath>
          <HatchPattern id={`${id}-use`} colour="var(--ink)" />
        </>
      }
    >
      <path className={styles.use} d={use.solid} />
      <path className={styles.hatchedUse} d={use.hatched} fill={`url(#${id}-use)`} />
      <g clipPath={`url(#${id})`}>
        <path className={styles.band} d={course.band} />
        <path className={styles.median} d={course.line} />
      </g>
      {changeX !== null && (
        <g>
          <line className={styles.change} x1={changeX} x2={changeX} y1="-12" y2={plotHeight} />
          <text
            className={styles.changeText}
            x={changeX + (changeX > plotWidth / 2 ? -6 : 6)}
            y="-4"
            textAnchor={changeX > plotWidth / 2 ? 'end' : 'start'}
          >
            {change}
          </text>
        </g>
      )}
      {placeSights(columns, frame).map(({ key, x, y, kind, isFaint }) => (
        <g key={key} transform={`translate(${x} ${y})`}>
          <Sight kind={kind} isFaint={isFaint} />
        </g>
      ))}
    </PlotFrame>
  );
});

/** A cross for a hit, a ring for a reading. */
export const Sight = (props: { readonly kind: 'hit' | 'reading'; readonly isFaint?: boolean }) => (
  <g className={joinClasses(props.isFaint && styles.faint)}>
    {props.kind === 'hit' ? (
      <path className={styles.hit} d="M-4.5 -4.5l9 9m0 -9l-9 9" />
    ) : (
      <circle className={styles.reading} r="4" />
    )}
  </g>
);
