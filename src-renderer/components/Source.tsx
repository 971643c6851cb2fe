import { type ReactNode, useId, useState } from 'react';
import { formatDateTime } from '../../src-main/shared/format.js';
import type { Provenance } from '../../src-main/shared/snapshot.js';
import { joinClasses } from './join-classes.js';
import styles from './Source.module.css';

interface Props {
  /** The word that is asked about: "estimate", "reported". */
  readonly children: ReactNode;
  readonly provenance: Provenance;
  readonly timeZone: string;
  /** The side on which the note lines up with the word. */
  readonly align?: 'start' | 'end';
}

/** A word that says on hover, focus or click where its number comes from. */
export function Source({ children, provenance, timeZone, align = 'end' }: Props) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { endpoint, pair, from, to, fetchedAt, isComplete, formula } = provenance;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only repeats what the button does
    <span
      className={styles.source}
      onPointerEnter={() => setOpen(true)}
      onPointerLeave={() => setOpen(false)}
      onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
    >
      <button
        type="button"
        className={styles.word}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(true)}
        onBlur={() => setOpen(false)}
      >
        {children}
        <span className="visuallyHidden">: where this comes from</span>
      </button>
      <span
        id={id}
        className={joinClasses(styles.panel, styles[align])}
        role="note"
        hidden={!isOpen}
      >
        <span className={styles.formula}>{formula}</span>
        <span>
          {formatDateTime(from, timeZone)} to {formatDateTime(to, timeZone)} ({timeZone}),{' '}
          {isComplete ? 'complete' : 'not complete yet'}
        </span>
        <span>
          {fetchedAt === null
            ? 'Not fetched yet'
            : `${pair === 'analytics' ? 'As of' : 'Fetched'} ${formatDateTime(fetchedAt, timeZone)}`}
          {' from '}
          <code className={styles.endpoint}>{endpoint}</code>
        </span>
      </span>
    </span>
  );
}
