import type { ReactNode } from 'react';
import type { History } from '../../src-main/shared/history.js';
import { Button } from '../components/Button.js';
import { joinClasses } from '../components/join-classes.js';
import { Note } from '../components/Note.js';
import styles from './HistoryAnswer.module.css';
import type { HistoryState } from './use-history.js';

interface Props {
  readonly answer: HistoryState;
  readonly shape: 'card' | 'page';
  readonly children: (history: History) => ReactNode;
}

/** Loading, failed, empty and filled: each says what it is, in the room the chart would take. */
export function HistoryAnswer({ answer, shape, children }: Props) {
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
    return <p className={joinClasses(styles.empty, styles[shape])}>Reading the history…</p>;
  }
  const { history } = answer;
  const words = describeEmptiness(history);
  if (words) return <p className={joinClasses(styles.empty, styles[shape])}>{words}</p>;
  return <div aria-busy={answer.isRefreshing}>{children(history)}</div>;
}

function describeEmptiness({ buckets, rows }: History): string | null {
  if (rows.length > 0) return null;
  return buckets.every(({ state }) => state === 'missing')
    ? 'Nothing of this time is held yet.'
    : 'Nothing was used in this time.';
}
