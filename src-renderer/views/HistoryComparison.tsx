import type { Grain, History } from '../../src-main/shared/history.js';
import type { Comparison } from '../charts/compare-stacks.js';
import { describeComparison } from '../charts/describe-comparison.js';
import type { StackUnit } from '../charts/stack-history.js';
import { Button } from '../components/Button.js';
import styles from './HistoryFigures.module.css';
import type { AnswerState } from './use-answer.js';

interface Props {
  /** Null: nothing is compared. */
  readonly answer: AnswerState<History> | null;
  readonly comparison: Comparison | null;
  readonly unit: StackUnit;
  readonly grain: Grain;
  readonly length: string;
}

/** The difference in words; always there, so that switching it on is heard. */
export function HistoryComparison({ answer, comparison, unit, grain, length }: Props) {
  return (
    <p className={styles.comparison} role="status">
      {comparison && describeComparison(comparison, unit, grain, length)}
      {answer?.state === 'loading' && `Reading the ${length} before…`}
      {answer?.state === 'failed' && (
        <>
          The {length} before could not be read: {answer.note.title}.{' '}
          <Button look="word" onClick={answer.retry}>
            Try again
          </Button>
        </>
      )}
    </p>
  );
}
