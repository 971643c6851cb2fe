import { memo, useId, useMemo } from 'react';
import { CACHE_TARGET, type CacheBucket, type CacheQuery } from '../../src-main/shared/cache.js';
import styles from './CacheChart.module.css';
import { CACHE_PARTS, formatShare } from './cache-words.js';
import { columnsOfCache, drawCache, drawWarnings } from './draw-cache.js';
import { HatchPattern } from './HatchPattern.js';
import type { ChartFrame } from './layout-chart.js';
import plot from './Plot.module.css';
import { PlotFrame } from './PlotFrame.js';

interface Props {
  readonly frame: ChartFrame;
  readonly buckets: readonly CacheBucket[];
  readonly grain: CacheQuery['grain'];
  readonly timeZone: string;
}

export const CacheMarks = memo(function CacheMarks({ frame, buckets, grain, timeZone }: Props) {
  const { plotWidth, axis } = frame;
  const id = useId();
  const pixels = useMemo(() => columnsOfCache(buckets, plotWidth), [buckets, plotWidth]);
  const paths = useMemo(() => drawCache(buckets, pixels, frame), [buckets, pixels, frame]);
  const target = Math.round(axis.yOf(CACHE_TARGET)) + 0.5;
  return (
    <PlotFrame
      frame={frame}
      columns={buckets}
      pixels={pixels}
      grain={grain}
      timeZone={timeZone}
      defs={CACHE_PARTS.map(({ key, colour }) => (
        <HatchPattern key={key} id={`${id}-${key}`} colour={colour} />
      ))}
    >
      {CACHE_PARTS.map(({ key, colour }, index) => (
        <g key={key}>
          <path d={paths[index]?.solid} fill={colour} />
          <path d={paths[index]?.hatched} fill={`url(#${id}-${key})`} />
        </g>
      ))}
      <path className={styles.warning} d={drawWarnings(buckets, pixels, plotWidth)} />
      <line className={styles.casing} x1="0" x2={plotWidth} y1={target} y2={target} />
      <line className={styles.target} x1="0" x2={plotWidth} y1={target} y2={target} />
      <text className={plot.axisText} x="-8" y={target + 4} textAnchor="end">
        {formatShare(CACHE_TARGET)}
      </text>
    </PlotFrame>
  );
});
