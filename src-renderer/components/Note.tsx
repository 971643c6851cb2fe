import type { ReactNode } from 'react';
import { joinClasses } from './join-classes.js';
import styles from './Note.module.css';

interface Props {
  readonly title: string;
  readonly body?: ReactNode;
  readonly detail?: string | null;
  /** `act`: something waits for the person. */
  readonly tone?: 'quiet' | 'act';
  readonly actions?: ReactNode;
  readonly role?: 'status' | 'alert';
}

/** What happened, whether to act, and the details one click away. */
export function Note({ title, body, detail, tone = 'quiet', actions, role }: Props) {
  return (
    <div className={joinClasses(styles.note, styles[tone])} role={role}>
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        {body && <p className={styles.body}>{body}</p>}
        {detail && (
          <details className={styles.details}>
            <summary>Details</summary>
            <p>
              <bdi>{detail.slice(0, 2000)}</bdi>
            </p>
          </details>
        )}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
