import type { Grain } from '../../src-main/shared/history.js';
import { BeforeSwatch } from '../charts/BeforeSwatch.js';
import { createHatching } from '../charts/describe-basis.js';
import { describeState } from '../charts/describe-state.js';
import { HatchPattern } from '../charts/HatchPattern.js';
import type { Column } from '../charts/stack-history.js';
import styles from './ChartKey.module.css';

interface Props {
  readonly columns: readonly Pick<Column, 'from' | 'to' | 'state' | 'basis'>[];
  readonly grain: Grain;
  /** Why these are estimates, when that may surprise. */
  readonly why: string | null;
  readonly isTable: boolean;
  /** "the 30 days before": what the line stands for; none without a line. */
  readonly before?: string | null;
}

/** What hatching and gaps mean here, in words; nothing when there are none. */
export function ChartKey({ columns, grain, why, isTable, before = null }: Props) {
  const isHatched = createHatching(columns);
  const hatched = columns.filter(isHatched);
  const states = [...new Set(hatched.map(describeState))];
  const missing = columns.filter(({ state }) => state === 'missing').length;
  const meanings = [
    ...(states.includes(null) ? ['estimated, not reported yet'] : []),
    ...states.filter((state) => state !== null).sort(),
  ];
  if (meanings.length === 0 && missing === 0 && !why && !before) return null;
  return (
    <ul className={styles.key}>
      {!isTable && meanings.length > 0 && (
        <li>
          <svg width="14" height="10" aria-hidden="true">
            <defs>
              <HatchPattern id="chart-key-hatch" colour="var(--muted)" />
            </defs>
            <rect width="14" height="10" rx="2" fill="url(#chart-key-hatch)" />
          </svg>
          {meanings.join(' or ')}
        </li>
      )}
      {!isTable && before && (
        <li>
          <BeforeSwatch />
          {before}
        </li>
      )}
      {missing > 0 && (
        <li>
          {missing} {grain}
          {missing === 1 ? ' is' : 's are'} not held: a gap, not zero
        </li>
      )}
      {why && <li>{why}</li>}
    </ul>
  );
}
