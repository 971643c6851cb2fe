import type { ReactNode } from 'react';
import type { History } from '../../src-main/shared/history.js';
import { Answer } from './Answer.js';
import type { AnswerState } from './use-answer.js';

interface Props {
  readonly answer: AnswerState<History>;
  readonly shape: 'card' | 'page';
  readonly children: (history: History) => ReactNode;
}

export const HistoryAnswer = (props: Props) => (
  <Answer {...props} reading="Reading the history…" describeEmptiness={describeEmptiness} />
);

function describeEmptiness({ buckets, rows }: History): string | null {
  if (rows.length > 0) return null;
  return buckets.every(({ state }) => state === 'missing')
    ? 'Nothing of this time is held yet.'
    : 'Nothing was used in this time.';
}
