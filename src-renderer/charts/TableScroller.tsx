import type { ReactNode } from 'react';
import { joinClasses } from '../components/join-classes.js';
import styles from './ChartTable.module.css';

interface Props {
  readonly label: string;
  readonly isNarrow?: boolean;
  readonly children: ReactNode;
}

/** A table longer or wider than its room, which can be scrolled by key too. */
export const TableScroller = ({ label, isNarrow = false, children }: Props) => (
  <section
    className={joinClasses(styles.scroller, isNarrow && styles.narrow)}
    aria-label={label}
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without a tab stop keys could not scroll it
    tabIndex={0}
  >
    {children}
  </section>
);
