import { type ReactNode, useId } from 'react';
import type { DayReconciliation } from '../../src-main/shared/costs.js';
import styles from './BillChart.module.css';
import { HatchPattern } from './HatchPattern.js';

interface Props {
  readonly days: readonly DayReconciliation[];
  readonly isTable: boolean;
}

/** What the marks mean, in words; only of those that are there. */
export function BillKey({ days, isTable }: Props) {
  const id = useId();
  const has = (state: DayReconciliation['state']) => days.some((day) => day.state === state);
  const missing = days.filter(({ state }) => state === 'missing').length;
  const hasBands = days.some(
    ({ estimated, estimatedHigh }) => (estimatedHigh ?? 0) > (estimated ?? 0),
  );
  const expected = [has('open') && 'still filling', has('unbilled') && 'not reported yet'].filter(
    (words) => words !== false,
  );
  return (
    <ul className={styles.key}>
      {!isTable && has('billed') && (
        <Mark words="reported">
          <rect width="14" height="10" rx="2" fill="var(--tide)" />
        </Mark>
      )}
      {!isTable && (
        <Mark words="estimated by the price table">
          <rect className={styles.estimated} x="0.5" y="0.5" width="13" height="9" rx="1.5" />
        </Mark>
      )}
      {!isTable && expected.length > 0 && (
        <Mark words={`expected: ${expected.join(' or ')}`}>
          <defs>
            <HatchPattern id={id} colour="var(--tide)" />
          </defs>
          <rect width="14" height="10" rx="2" fill={`url(#${id})`} />
        </Mark>
      )}
      {!isTable && hasBands && (
        <Mark words="up to here if dearer price bands applied">
          <rect className={styles.bands} width="14" height="10" rx="2" />
        </Mark>
      )}
      {missing > 0 && (
        <li>
          {missing} day{missing === 1 ? ' is' : 's are'} not held: a gap, not zero
        </li>
      )}
    </ul>
  );
}

const Mark = (props: { readonly words: string; readonly children: ReactNode }) => (
  <li>
    <svg width="14" height="10" aria-hidden="true">
      {props.children}
    </svg>
    {props.words}
  </li>
);
