import { useId, useMemo, useState } from 'react';
import type { Cache } from '../../src-main/shared/cache.js';
import { joinClasses } from '../components/join-classes.js';
import styles from './CacheChart.module.css';
import { CacheMarks } from './CacheMarks.js';
import { CacheTooltip } from './CacheTooltip.js';
import { ChartSensor } from './ChartSensor.js';
import { factsOfCache, formatShare, judgeCache, speakCache } from './cache-words.js';
import { createChartPointer } from './chart-pointer.js';
import { layoutCache } from './draw-cache.js';
import plot from './Plot.module.css';
import { nameBucket } from './time-axis.js';
import { useSize } from './use-size.js';

interface Props {
  readonly title: string;
  readonly cache: Cache;
  readonly timeZone: string;
}

/** How the input of each bucket was served: read, written, uncached. Each bar is all of it. */
export function CacheChart({ title, cache, timeZone }: Props) {
  const { buckets, query } = cache;
  const [ref, size] = useSize<HTMLDivElement>({ width: 640, height: 240 });
  const [pointer] = useState(createChartPointer);
  const summaryId = useId();
  const frame = useMemo(() => layoutCache(size.width, size.height), [size.width, size.height]);
  const nameOf = (index: number) => {
    const bucket = buckets[index];
    return bucket ? nameBucket(bucket, query.grain, timeZone, buckets.at(-1)) : '';
  };
  return (
    <figure className={joinClasses(plot.figure, styles.room)} aria-labelledby={summaryId}>
      <figcaption id={summaryId} className="visuallyHidden">
        {summarizeCache(title, cache, nameOf)}
      </figcaption>
      <div ref={ref} className={plot.canvas}>
        <CacheMarks frame={frame} buckets={buckets} grain={query.grain} timeZone={timeZone} />
        <ChartSensor
          frame={frame}
          count={buckets.length}
          seriesCount={factsOfCache(cache.total).length}
          label={`${title}, by ${query.grain}`}
          nameOf={nameOf}
          speak={({ index, series }) => {
            const bucket = buckets[index];
            return bucket ? speakCache(bucket, series) : '';
          }}
          pointer={pointer}
        >
          {({ index, series }) => {
            const bucket = buckets[index];
            return bucket && <CacheTooltip name={nameOf(index)} bucket={bucket} focused={series} />;
          }}
        </ChartSensor>
      </div>
    </figure>
  );
}

/** One sentence that carries what the picture shows. */
function summarizeCache(
  title: string,
  { total, buckets }: Cache,
  nameOf: (index: number) => string,
): string {
  if (total.efficiency === null) return `${title}: no input.`;
  const shares = buckets.flatMap(({ efficiency }) => efficiency ?? []);
  const least = Math.min(...shares);
  const worst = buckets.findIndex(({ efficiency }) => efficiency === least);
  const low = buckets.filter(({ efficiency }) => judgeCache(efficiency) === 'low').length;
  const words = [
    `${title}: ${formatShare(total.efficiency)} read from the cache`,
    shares.length > 1 ? `lowest ${nameOf(worst)} with ${formatShare(least)}` : null,
    low > 0 ? `${low} of ${shares.length} below 50 %` : null,
  ];
  return `${words.filter((word) => word !== null).join('; ')}.`;
}
