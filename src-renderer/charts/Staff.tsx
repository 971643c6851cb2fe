import { useId } from 'react';
import { joinClasses } from '../components/join-classes.js';
import { HatchPattern } from './HatchPattern.js';
import styles from './Staff.module.css';
import type { StaffScale, StaffTick } from './staff-scale.js';

export type StaffTone = 'tide' | 'amber' | 'red' | 'quiet';

export interface StaffFill {
  readonly from: number;
  readonly to: number;
  readonly tone: StaffTone;
  readonly isHatched?: boolean;
}

export interface StaffMark {
  readonly at: number;
  readonly kind: 'expected' | 'limit';
  readonly label?: string;
}

interface Props {
  readonly scale: StaffScale;
  readonly fills: readonly StaffFill[];
  readonly marks?: readonly StaffMark[];
  readonly band?: { readonly from: number; readonly to: number } | null;
  /** Amber is of a limit. */
  readonly bandTone?: 'amber' | 'tide';
  /** The water's edge, pointed at from above. */
  readonly edge?: number | null;
  readonly tone?: StaffTone;
  readonly isSmall?: boolean;
  /** Everything it shows, in words. */
  readonly label: string;
}

const TICK_PX = { fine: 4, middle: 7, major: 11 } as const;

/** A ruled bar like a tide gauge. Positions are percentages, so it needs no measuring. */
export function Staff(props: Props) {
  const { scale, fills, marks = [], edge, tone = 'tide', isSmall = false } = props;
  const { band, bandTone = 'amber' } = props;
  const id = useId();
  const at = (value: number) =>
    `${Math.round((Math.max(0, Math.min(value, scale.end)) / scale.end) * 10_000) / 100}%`;
  const span = (from: number, to: number) => ({ x: at(from), width: at(to - from) });
  const hasHead = edge != null || marks.some(({ label }) => label);
  const top = hasHead ? 20 : 0;
  const thick = isSmall ? 8 : 20;
  const bottom = top + thick;
  return (
    <svg
      className={joinClasses(styles.staff, isSmall && styles.small)}
      height={bottom + (isSmall ? 24 : 31)}
      role="img"
      aria-label={props.label}
    >
      <defs>
        {fills.map(({ tone: fillTone, isHatched }, index) =>
          isHatched ? (
            <HatchPattern key={fillTone} id={`${id}-${index}`} colour={`var(--${fillTone})`} />
          ) : null,
        )}
      </defs>
      <rect className={styles.well} x="0" y={top} width="100%" height={thick} rx="3" />
      {band && (
        <rect
          className={joinClasses(styles.band, styles[bandTone])}
          {...span(band.from, band.to)}
          y={top}
          height={thick}
        />
      )}
      {fills.map((fill, index) => (
        <rect
          key={`${fill.tone} ${fill.from}`}
          className={joinClasses(styles.fill, styles[fill.tone])}
          {...span(fill.from, fill.to)}
          y={top}
          height={thick}
          rx={fill.from === 0 ? 3 : 0}
          {...(fill.isHatched ? { fill: `url(#${id}-${index})`, className: styles.fill } : {})}
        />
      ))}
      <Ruler ticks={scale.ticks} at={at} y={bottom} isSmall={isSmall} end={scale.end} />
      {marks.map((mark) => (
        <Mark
          key={mark.kind}
          mark={mark}
          x={at(mark.at)}
          top={top}
          bottom={bottom}
          end={scale.end}
        />
      ))}
      {edge != null && (
        <svg x={at(edge)} y={top - 7} overflow="visible" aria-hidden="true">
          <path className={joinClasses(styles.edge, styles[tone])} d="M-4.5 0h9L0 6z" />
        </svg>
      )}
    </svg>
  );
}

interface RulerProps {
  readonly ticks: readonly StaffTick[];
  readonly at: (value: number) => string;
  readonly y: number;
  readonly end: number;
  readonly isSmall: boolean;
}

function Ruler({ ticks, at, y, end, isSmall }: RulerProps) {
  return (
    <g>
      <line className={styles.rule} x1="0" x2="100%" y1={y} y2={y} />
      {ticks.map((tick) => (
        <g key={tick.at} className={tick.size === 'fine' ? styles.fine : undefined}>
          <line
            className={joinClasses(styles.tick, tick.size === 'major' && styles.major)}
            x1={at(tick.at)}
            x2={at(tick.at)}
            y1={y}
            y2={y + (isSmall ? Math.min(6, TICK_PX[tick.size]) : TICK_PX[tick.size])}
          />
        </g>
      ))}
      {ticks.map(({ at: value, label }) =>
        label === null ? null : (
          <text
            key={value}
            className={styles.number}
            x={at(value)}
            y={y + (isSmall ? 19 : 25)}
            textAnchor={value === 0 ? 'start' : value > end * 0.99 ? 'end' : 'middle'}
          >
            {label}
          </text>
        ),
      )}
    </g>
  );
}

interface MarkProps {
  readonly mark: StaffMark;
  readonly x: string;
  readonly top: number;
  readonly bottom: number;
  readonly end: number;
}

function Mark({ mark, x, top, bottom, end }: MarkProps) {
  const isRight = mark.at > end / 2;
  const start = mark.label ? 2 : top - 4;
  return (
    <svg x={x} overflow="visible" aria-hidden="true">
      <line className={styles.casing} x1="0" x2="0" y1={top} y2={bottom} />
      <line className={styles[mark.kind]} x1="0" x2="0" y1={start} y2={bottom + 4} />
      {mark.label && (
        <text
          className={styles.label}
          x={isRight ? -6 : 6}
          y="10"
          textAnchor={isRight ? 'end' : 'start'}
        >
          {mark.label}
        </text>
      )}
    </svg>
  );
}
