import type {
  BucketState,
  History,
  HistoryGroup,
  HistoryRow,
} from '../../src-main/shared/history.js';
import { joinBases } from '../../src-main/shared/join-basis.js';
import type { CostBasis } from '../../src-main/shared/snapshot.js';
import type { Instant } from '../../src-main/shared/units.js';
import { hintNames } from '../components/hint-names.js';
import { chooseNamed } from './choose-named.js';
import { colourSeries, SERIES_COLOURS, seriesKey } from './series-colours.js';
import { tokenTotal } from './token-total.js';

export interface Series {
  readonly key: string;
  readonly label: string;
  /** The id, where the label alone could be blank or mistaken for another. */
  readonly hint: string | null;
  /** CSS colour. */
  readonly colour: string;
  /** Null when no amount of it is known. */
  readonly total: number | null;
  /** 0..100 of what is drawn. */
  readonly share: number | null;
}

export interface Column {
  readonly from: Instant;
  readonly to: Instant;
  readonly state: BucketState;
  /** Null where nothing was used, nothing is held, or tokens are shown. */
  readonly basis: CostBasis | null;
  /** Null: missing, or nothing of it has a price. */
  readonly total: number | null;
  /** One per series. */
  readonly values: readonly (number | null)[];
}

export interface Stack {
  readonly columns: readonly Column[];
  readonly series: readonly Series[];
  /** Every group on its own, largest first, for the table. */
  readonly groups: readonly Series[];
  readonly total: number | null;
}

export type StackUnit = 'cost' | 'tokens';

const amountOf = (row: HistoryRow, unit: StackUnit) =>
  unit === 'tokens' ? tokenTotal(row.tokens) : row.costMicrocents;

/** Null plus a number is the number: what is known is kept, what is not stays named elsewhere. */
const plus = (a: number | null, b: number | null) => (a === null ? b : a + (b ?? 0));

const shareOf = (part: number | null, whole: number | null) =>
  part === null || !whole ? null : (part / whole) * 100;

/** Turns the rows of a history into columns of stacked series, at most eight and "other". */
export function stackHistory(
  history: History,
  unit: StackUnit,
  order: readonly string[] = [],
): Stack {
  const groups = totalGroups(history, unit);
  const total = groups.reduce<number | null>((sum, group) => plus(sum, group.total), null);
  const drawn = groups.filter((group) => group.total !== 0 || group.isUsed);
  const chosen = chooseNamed(
    drawn.map(({ key }) => key),
    history,
    (row) => amountOf(row, unit),
  );
  const named = drawn.filter(({ key }) => chosen.has(key));
  const rest = drawn.filter(({ key }) => !chosen.has(key));
  const colours = colourSeries(
    order,
    named.map(({ key }) => key),
  );
  const colourOf = (key: string) => colours.get(key) ?? SERIES_COLOURS;
  const hints = hintNames(groups.map(({ group }) => group));
  const hintOf = new Map(groups.map(({ key }, index) => [key, hints[index] ?? null]));
  const finish = (group: GroupTotal): Series => ({
    key: group.key,
    label: group.group.label,
    hint: hintOf.get(group.key) ?? null,
    colour: colours.has(group.key) ? `var(--series-${colourOf(group.key)})` : OTHER_COLOUR,
    total: group.total,
    share: shareOf(group.total, total),
  });
  const series = [...named].sort((a, b) => colourOf(a.key) - colourOf(b.key)).map(finish);
  if (rest.length > 0) series.push(joinRest(rest, total));

  const indexOfSeries = new Map(series.map(({ key }, index) => [key, index]));
  const columns = buildColumns(history, unit, (key) => indexOfSeries.get(key) ?? named.length);
  return {
    columns,
    series,
    groups: drawn.map(finish),
    total: hasData(history) ? (total ?? zero(groups)) : null,
  };
}

const OTHER_COLOUR = 'var(--series-other)';
export const OTHER_KEY = ' other';

const hasData = (history: History) => history.buckets.some(({ state }) => state !== 'missing');

/** Nothing used is zero; used but without any price stays unknown. */
const zero = (groups: readonly GroupTotal[]) => (groups.some(({ isUsed }) => isUsed) ? null : 0);

interface GroupTotal {
  readonly key: string;
  readonly group: HistoryGroup;
  total: number | null;
  isUsed: boolean;
}

function totalGroups(history: History, unit: StackUnit): readonly GroupTotal[] {
  const groups = new Map<string, GroupTotal>();
  for (const row of history.rows) {
    const key = seriesKey(row.group);
    let found = groups.get(key);
    if (!found) {
      found = { key, group: row.group, total: null, isUsed: false };
      groups.set(key, found);
    }
    found.total = plus(found.total, amountOf(row, unit));
    if (tokenTotal(row.tokens) > 0) found.isUsed = true;
  }
  return [...groups.values()].sort(
    (a, b) => (b.total ?? -1) - (a.total ?? -1) || a.key.localeCompare(b.key),
  );
}

function joinRest(rest: readonly GroupTotal[], whole: number | null): Series {
  const total = rest.reduce<number | null>((sum, group) => plus(sum, group.total), null);
  return {
    key: OTHER_KEY,
    label: `other (${rest.length})`,
    hint: null,
    colour: OTHER_COLOUR,
    total,
    share: shareOf(total, whole),
  };
}

function buildColumns(
  history: History,
  unit: StackUnit,
  indexOf: (key: string) => number,
): readonly Column[] {
  const rowsAt = new Map<Instant, HistoryRow[]>();
  let width = 0;
  for (const row of history.rows) {
    const rows = rowsAt.get(row.start);
    if (rows) rows.push(row);
    else rowsAt.set(row.start, [row]);
    width = Math.max(width, indexOf(seriesKey(row.group)) + 1);
  }
  return history.buckets.map(({ from, to, state }) => {
    const rows = rowsAt.get(from) ?? [];
    const blank = state === 'missing' ? null : 0;
    const values: (number | null)[] = Array.from({ length: width }, () => blank);
    let total: number | null = null;
    const touched = new Set<number>();
    for (const row of rows) {
      const index = indexOf(seriesKey(row.group));
      const value = amountOf(row, unit);
      values[index] = touched.has(index) ? plus(values[index] ?? null, value) : value;
      touched.add(index);
      total = plus(total, value);
    }
    return {
      from,
      to,
      state,
      basis: unit === 'cost' ? basisOf(rows) : null,
      total: rows.length === 0 ? blank : total,
      values,
    };
  });
}

/** Of what cost something. */
const basisOf = (rows: readonly HistoryRow[]) =>
  joinBases(rows.map((row) => (row.costMicrocents ? row.basis : null)));
