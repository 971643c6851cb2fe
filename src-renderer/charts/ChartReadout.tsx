import { type KeyboardEvent, type PointerEvent, useSyncExternalStore } from 'react';
import type { Grain } from '../../src-main/shared/history.js';
import type { ChartPointer } from './chart-pointer.js';
import type { ChartLayout } from './layout-chart.js';
import { moveByKey } from './move-by-key.js';
import styles from './StackedChart.module.css';
import type { Stack, StackUnit } from './stack-history.js';
import { speakColumn } from './summarize.js';
import { Tooltip } from './Tooltip.js';
import { nameBucket } from './time-axis.js';

interface Props {
  readonly layout: ChartLayout;
  readonly stack: Stack;
  readonly unit: StackUnit;
  readonly grain: Grain;
  readonly timeZone: string;
  readonly title: string;
  readonly pointer: ChartPointer;
}

const TOOLTIP_PX = 272;

/** The layer above the bars: one line, one tooltip, the keys and the spoken figures. */
export function ChartReadout(props: Props) {
  const { layout, stack, unit, grain, timeZone, pointer } = props;
  const { columns, series } = stack;
  const pointing = useSyncExternalStore(pointer.subscribe, pointer.read);
  const index = Math.min(pointing?.index ?? columns.length - 1, columns.length - 1);
  const column = columns[index];
  if (!column) return null;

  const step = layout.plotWidth / columns.length;
  const centre = layout.left + (index + 0.5) * step;
  const lineWidth = Math.max(1, Math.round(step));
  const room = Math.min(TOOLTIP_PX, layout.width);
  const beside = centre < layout.width / 2 ? centre + step / 2 + 10 : centre - step / 2 - 10 - room;
  const tooltipX = Math.round(Math.max(0, Math.min(layout.width - room, beside)));
  const name = nameBucket(column, grain, timeZone, columns.at(-1));

  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const at = Math.max(0, Math.min(columns.length - 1, Math.floor(x / step)));
    pointer.point({ index: at, series: null, byKey: false });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moveByKey(event.key, pointing, columns.length, series.length);
    if (next === undefined) return;
    event.preventDefault();
    pointer.point(next);
  };
  return (
    <>
      {pointing && (
        <div
          className={styles.line}
          style={{
            top: layout.top,
            height: layout.plotHeight,
            width: lineWidth,
            transform: `translateX(${Math.round(centre - lineWidth / 2)}px)`,
          }}
        />
      )}
      <div
        className={styles.sensor}
        role="slider"
        tabIndex={0}
        aria-label={`${props.title}, by ${grain}`}
        aria-valuemin={1}
        aria-valuemax={columns.length}
        aria-valuenow={index + 1}
        aria-valuetext={name}
        style={{ left: layout.left, width: layout.plotWidth, height: layout.height }}
        onPointerMove={onPointerMove}
        onPointerLeave={() => pointer.point(null)}
        onKeyDown={onKeyDown}
        onBlur={() => pointer.point(null)}
      />
      {pointing && (
        <Tooltip
          name={name}
          column={column}
          series={series}
          unit={unit}
          focused={pointing.series}
          x={tooltipX}
          y={layout.hasAxis ? 4 : layout.top + layout.plotHeight + 4}
          width={room}
        />
      )}
      <p className="visuallyHidden" aria-live="polite">
        {pointing?.byKey && speakColumn(column, series, unit, pointing.series)}
      </p>
    </>
  );
}
