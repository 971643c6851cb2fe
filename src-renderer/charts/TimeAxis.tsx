import type { Grain } from '../../src-main/shared/history.js';
import styles from './Plot.module.css';
import type { Column } from './stack-history.js';
import { pickTimeTicks } from './time-axis.js';

interface Props {
  readonly columns: readonly Pick<Column, 'from'>[];
  readonly grain: Grain;
  readonly timeZone: string;
  readonly plotWidth: number;
  readonly y: number;
}

/** Half the width of a usual label, so that none is cut at an edge. */
const HALF_LABEL_PX = 18;

export function TimeAxis({ columns, grain, timeZone, plotWidth, y }: Props) {
  const step = plotWidth / Math.max(1, columns.length);
  return pickTimeTicks(columns, grain, timeZone, plotWidth).map(({ index, label }) => {
    // An hour's label stands where the hour begins; a day's stands under its bar.
    const x = Math.round(grain === 'hour' ? index * step : (index + 0.5) * step);
    const anchor = x < HALF_LABEL_PX ? 'start' : x > plotWidth - HALF_LABEL_PX ? 'end' : 'middle';
    const textX = anchor === 'start' ? Math.min(x, 0) : anchor === 'end' ? plotWidth : x;
    return (
      <g key={index}>
        <line className={styles.tick} x1={x + 0.5} x2={x + 0.5} y1={y + 1} y2={y + 5} />
        <text className={styles.axisText} x={textX} y={y + 18} textAnchor={anchor}>
          {label}
        </text>
      </g>
    );
  });
}
