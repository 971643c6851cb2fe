import { formatMoney } from '../../src-main/shared/format.js';
import type { CostFigure } from '../../src-main/shared/snapshot.js';
import { SHORT_BASIS_WORDS } from '../charts/describe-basis.js';
import { Source } from '../components/Source.js';

interface Props {
  readonly figure: CostFigure;
  readonly timeZone: string;
  /** What the figure is of: "today". */
  readonly of: string;
  readonly align?: 'start' | 'end';
}

/** Reported, estimate or part reported; asked further, it says from where. */
export const CostBasisWord = ({ figure, timeZone, of, align = 'end' }: Props) => (
  <Source
    provenance={figure.provenance}
    timeZone={timeZone}
    align={align}
    says={`${formatMoney(figure.microcents)} ${of}`}
  >
    {figure.microcents === null || !figure.basis ? 'no data' : SHORT_BASIS_WORDS[figure.basis]}
  </Source>
);
