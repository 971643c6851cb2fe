import { compareWords } from '../../src-main/shared/compare-words.js';
import { formatMoney } from '../../src-main/shared/format.js';
import type { CostFigure, PreviousPeriod } from '../../src-main/shared/snapshot.js';
import { Source } from '../components/Source.js';

interface Props {
  readonly figure: CostFigure;
  readonly previous: PreviousPeriod;
  /** "last week by this time" */
  readonly than: string;
  readonly timeZone: string;
  readonly align?: 'start' | 'end';
}

/** "12 % more than last week by this time"; silent where a part of either is not held. */
export function Compared({ figure, previous, than, timeZone, align = 'start' }: Props) {
  const words = compareWords(figure, previous);
  if (words === null) return null;
  const { microcents, provenance } = previous.spentByNow;
  return (
    <span>
      {words === 'as much' ? 'As much as' : `${words} than`}{' '}
      <Source
        provenance={provenance}
        timeZone={timeZone}
        align={align}
        says={`${formatMoney(microcents)} ${than}`}
      >
        {than}
      </Source>
    </span>
  );
}
