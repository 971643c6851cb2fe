import { formatPart } from '../../src-main/shared/format.js';
import { CutName } from '../components/CutName.js';
import { joinClasses } from '../components/join-classes.js';
import { Swatch } from '../components/Swatch.js';
import { BeforeSwatch } from './BeforeSwatch.js';
import { changeOf } from './compare-stacks.js';
import { describeBefore, formatChange } from './describe-comparison.js';
import type { Column, Series, StackUnit } from './stack-history.js';
import { explainColumn, formatValue } from './summarize.js';
import styles from './Tooltip.module.css';

interface Props {
  readonly name: string;
  readonly column: Column;
  readonly series: readonly Series[];
  readonly unit: StackUnit;
  readonly focused: number | null;
  /** The same bucket of the time before, where it is compared. */
  readonly before: { readonly name: string; readonly column: Column } | null;
}

export function Tooltip({ name, column, series, unit, focused, before }: Props) {
  const words = explainColumn(column);
  const used = series.flatMap((one, index) => {
    const value = column.values[index] ?? null;
    return value === 0 || column.total === 0 ? [] : [{ ...one, index, value }];
  });
  const hasRows = column.total !== null && series.length > 1;
  return (
    <div className={styles.tooltip}>
      <p className={styles.head}>
        <span>{name}</span>
        <strong>{formatValue(column.total, unit)}</strong>
      </p>
      {words && <p className={styles.words}>{words}</p>}
      {hasRows && used.length > 0 && (
        <ul className={styles.rows}>
          {used.map(({ key, label, hint, colour, index, value }) => (
            <li key={key} className={joinClasses(styles.row, index === focused && styles.focused)}>
              <Swatch colour={colour} />
              <span className={styles.series}>
                <CutName name={label} hint={hint} />
              </span>
              <span>{formatValue(value, unit)}</span>
              <span className={styles.share}>
                {formatPart(value === null || !column.total ? null : (value / column.total) * 100)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {before && <BeforeRow {...before} now={column} unit={unit} />}
    </div>
  );
}

interface BeforeProps {
  readonly name: string;
  readonly column: Column;
  readonly now: Column;
  readonly unit: StackUnit;
}

function BeforeRow({ name, column, now, unit }: BeforeProps) {
  const change = changeOf(now, column);
  return (
    <p className={styles.before}>
      <BeforeSwatch />
      <span className={styles.series}>{name}</span>
      <span>{describeBefore(column, unit)}</span>
      {change !== null && <strong>{formatChange(change, unit)}</strong>}
    </p>
  );
}
