import { type KeyboardEvent, type PointerEvent, type ReactNode, useSyncExternalStore } from 'react';
import type { ChartPointer, Pointing } from './chart-pointer.js';
import type { ChartFrame } from './layout-chart.js';
import { moveByKey } from './move-by-key.js';
import styles from './Plot.module.css';
import { TooltipPlace } from './TooltipPlace.js';

interface Props {
  readonly frame: ChartFrame;
  readonly count: number;
  readonly seriesCount: number;
  readonly label: string;
  readonly nameOf: (index: number) => string;
  readonly speak: (pointing: Pointing) => string;
  readonly pointer: ChartPointer;
  /** The tooltip of the column pointed at. */
  readonly children: (pointing: Pointing) => ReactNode;
}

/** The layer above the bars: one line, one tooltip, the keys and the spoken figures. */
export function ChartSensor(props: Props) {
  const { frame, count, pointer } = props;
  const pointing = useSyncExternalStore(pointer.subscribe, pointer.read);
  if (count === 0) return null;
  const index = Math.min(pointing?.index ?? count - 1, count - 1);
  const step = frame.plotWidth / count;
  const centre = frame.left + (index + 0.5) * step;
  const lineWidth = Math.max(1, Math.round(step));

  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const at = Math.max(0, Math.min(count - 1, Math.floor(x / step)));
    pointer.point({ index: at, series: null, byKey: false });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moveByKey(event.key, pointing, count, props.seriesCount);
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
            top: frame.top,
            height: frame.plotHeight,
            width: lineWidth,
            transform: `translateX(${Math.round(centre - lineWidth / 2)}px)`,
          }}
        />
      )}
      <div
        className={styles.sensor}
        role="slider"
        tabIndex={0}
        aria-label={props.label}
        aria-valuemin={1}
        aria-valuemax={count}
        aria-valuenow={index + 1}
        aria-valuetext={props.nameOf(index)}
        style={{ left: frame.left, width: frame.plotWidth, height: frame.height }}
        onPointerMove={onPointerMove}
        onPointerLeave={() => pointer.point(null)}
        onKeyDown={onKeyDown}
        onBlur={() => pointer.point(null)}
      />
      {pointing && (
        <TooltipPlace frame={frame} centre={centre} step={step}>
          {props.children({ ...pointing, index })}
        </TooltipPlace>
      )}
      <p className="visuallyHidden" aria-live="polite">
        {pointing?.byKey && props.speak({ ...pointing, index })}
      </p>
    </>
  );
}
