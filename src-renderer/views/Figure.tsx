import type { ReactNode } from 'react';
import type { Provenance } from '../../src-main/shared/snapshot.js';
import { joinClasses } from '../components/join-classes.js';
import { Source } from '../components/Source.js';
import styles from './Figure.module.css';

interface Props {
  readonly children: string;
  readonly size?: 'week' | 'card';
  readonly tone?: 'plain' | 'amber' | 'red' | 'faded';
  readonly beside?: ReactNode;
  /** Where it is from, told to whoever asks the number itself. */
  readonly provenance: Provenance;
  readonly timeZone: string;
  /** What the number is of: "today". */
  readonly of: string;
  readonly align?: 'start' | 'end';
}

/** From here on a number would not fit a quarter of the window at full size. */
const LONG = 9;

/** The one number of a card, and the few words that belong to it. */
export const Figure = (props: Props) => {
  const {
    children,
    size = 'card',
    tone = 'plain',
    beside,
    provenance,
    timeZone,
    of,
    align,
  } = props;
  return (
    <p className={styles.figure}>
      <span
        className={joinClasses(
          styles.number,
          styles[size],
          children.length > LONG && styles.long,
          styles[tone],
        )}
      >
        <Source
          look="figure"
          provenance={provenance}
          timeZone={timeZone}
          says={`${children} ${of}`}
          align={align ?? 'start'}
        >
          {children}
        </Source>
      </span>
      {beside && <span className={styles.beside}>{beside}</span>}
    </p>
  );
};
