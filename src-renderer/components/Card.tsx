import { type ReactNode, useId } from 'react';
import styles from './Card.module.css';
import { joinClasses } from './join-classes.js';

interface Props {
  readonly title: ReactNode;
  readonly aside?: ReactNode;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

export function Card({ title, aside, className, children }: Props) {
  const titleId = useId();
  return (
    <section className={joinClasses(styles.card, className)} aria-labelledby={titleId}>
      <header className={styles.header}>
        <h2 id={titleId}>{title}</h2>
        {aside && <div className={styles.aside}>{aside}</div>}
      </header>
      {children}
    </section>
  );
}
