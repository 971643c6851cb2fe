import { useId } from 'react';
import { formatDay, formatMoney } from '../../src-main/shared/format.js';
import type { ClosedDay } from '../../src-main/shared/snapshot.js';
import { HatchPattern } from '../charts/HatchPattern.js';
import { Source } from '../components/Source.js';
import styles from './ClosedDayNote.module.css';

interface Props {
  readonly closed: ClosedDay;
  readonly timeZone: string;
}

/** A day whose estimate has become a bill. */
export function ClosedDayNote({ closed, timeZone }: Props) {
  const day = formatDay(closed.day, 'UTC');
  const billed = `${formatMoney(closed.reported)} billed`;
  const shown = closed.expected === null ? '' : `, ${formatMoney(closed.expected)} expected`;
  return (
    <p>
      <TurnMark />
      <Source
        provenance={closed.provenance}
        timeZone={timeZone}
        align="start"
        says={`UTC day ${day}: ${billed}${shown}`}
      >
        {day} closed
      </Source>
      : <strong className={styles.billed}>{billed}</strong>
      {shown}
    </p>
  );
}

/** A hatched bar that has become a solid one. */
function TurnMark() {
  const id = useId();
  return (
    <svg className={styles.mark} width="20" height="12" aria-hidden="true">
      <defs>
        <HatchPattern id={id} colour="var(--tide)" />
      </defs>
      <rect x="0" y="1" width="6" height="11" fill={`url(#${id})`} />
      <path d="M8 6.5h3m-1.5-2 2 2-2 2" fill="none" stroke="var(--muted)" />
      <rect x="14" y="1" width="6" height="11" fill="var(--tide)" />
    </svg>
  );
}
