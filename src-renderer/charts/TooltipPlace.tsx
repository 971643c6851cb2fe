import type { ReactNode } from 'react';
import { joinClasses } from '../components/join-classes.js';
import type { ChartFrame } from './layout-chart.js';
import styles from './TooltipPlace.module.css';

interface Props {
  readonly frame: ChartFrame;
  /** Of the column, and how wide it is. */
  readonly centre: number;
  readonly step: number;
  readonly children: ReactNode;
}

const GAP_PX = 10;

/** Beside the column, on the side with more room; a tooltip too wide for it covers the column. */
export function TooltipPlace({ frame, centre, step, children }: Props) {
  const isRight = centre < frame.width / 2;
  const away = step / 2 + GAP_PX + (isRight ? centre : frame.width - centre);
  return (
    <div
      className={joinClasses(styles.place, !isRight && styles.left)}
      style={{ width: frame.width, top: frame.hasAxis ? 4 : frame.top + frame.plotHeight + 4 }}
      aria-hidden="true"
    >
      <span className={styles.away} style={{ width: Math.round(away) }} />
      {children}
    </div>
  );
}
