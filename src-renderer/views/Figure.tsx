import type { ReactNode } from 'react';
import { joinClasses } from '../components/join-classes.js';
import styles from './Figure.module.css';

interface Props {
  readonly children: string;
  readonly size?: 'week' | 'card';
  readonly tone?: 'plain' | 'amber' | 'red' | 'faded';
  readonly beside?: ReactNode;
}

/** From here on a number would not fit a quarter of the window at full size. */
const LONG = 9;

/** The one number of a card, and the few words that belong to it. */
export const Figure = ({ children, size = 'card', tone = 'plain', beside }: Props) => (
  <p className={styles.figure}>
    <span
      className={joinClasses(
        styles.number,
        styles[size],
        children.length > LONG && styles.long,
        styles[tone],
      )}
    >
      {children}
    </span>
    {beside && <span className={styles.beside}>{beside}</span>}
  </p>
);
