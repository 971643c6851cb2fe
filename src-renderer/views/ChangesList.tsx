import type { Costs } from '../../src-main/shared/costs.js';
import { formatSignedMoney } from '../../src-main/shared/format-signed.js';
import { Button } from '../components/Button.js';
import { CutName } from '../components/CutName.js';
import styles from './ChangesCard.module.css';
import { listChanges } from './list-changes.js';
import type { AnswerState } from './use-answer.js';

const MOST = 4;

/** The greatest changes, or why there are none to tell. */
export function ChangesList({ answer }: { readonly answer: AnswerState<Costs> }) {
  if (answer.state === 'loading') return <p className={styles.words}>Reading the costs…</p>;
  if (answer.state === 'failed') {
    return (
      <p className={styles.words} role="status">
        {answer.note.title}. {answer.note.body}{' '}
        <Button look="word" onClick={answer.retry}>
          Try again
        </Button>
      </p>
    );
  }
  const changes = listChanges(answer.value, MOST);
  if (changes === null) {
    return (
      <p className={styles.words}>
        Last week is not all held, so there is nothing to compare with yet.
      </p>
    );
  }
  if (changes.length === 0) {
    return <p className={styles.words}>Nothing changed by a cent or more.</p>;
  }
  return (
    <ul className={styles.list} aria-busy={answer.isRefreshing}>
      {changes.map(({ key, workspace, hint, model, by }) => (
        <li key={key}>
          <div className={styles.who}>
            <CutName name={workspace} hint={hint} />
            <p className={styles.model}>
              <CutName name={model} />
            </p>
          </div>
          <strong>{formatSignedMoney(by)}</strong>
        </li>
      ))}
    </ul>
  );
}
