import type { ReactNode } from 'react';
import { Button } from '../components/Button.js';
import { joinClasses } from '../components/join-classes.js';
import { Note } from '../components/Note.js';
import styles from './Answer.module.css';
import type { AnswerState } from './use-answer.js';

interface Props<T> {
  readonly answer: AnswerState<T>;
  readonly shape: 'card' | 'page';
  /** What is said meanwhile. */
  readonly reading: string;
  /** Says why there is nothing to show; null when there is something. */
  readonly describeEmptiness: (value: T) => string | null;
  readonly children: (value: T) => ReactNode;
}

/** Loading, failed, empty and filled: each says what it is, in the room the figures would take. */
export function Answer<T>({ answer, shape, reading, describeEmptiness, children }: Props<T>) {
  if (answer.state === 'failed') {
    const { title, body, detail } = answer.note;
    return (
      <div className={styles.space}>
        <Note
          role="status"
          title={title}
          body={body}
          detail={detail}
          actions={<Button onClick={answer.retry}>Try again</Button>}
        />
      </div>
    );
  }
  if (answer.state === 'loading') {
    return <p className={joinClasses(styles.empty, styles[shape])}>{reading}</p>;
  }
  const words = describeEmptiness(answer.value);
  if (words) return <p className={joinClasses(styles.empty, styles[shape])}>{words}</p>;
  return <div aria-busy={answer.isRefreshing}>{children(answer.value)}</div>;
}
