import type { History, HistoryRow } from '../../src-main/shared/history.js';
import { SERIES_COLOURS, seriesKey } from './series-colours.js';

/** What is used now has a name, however little of a long time it is. */
const NAMED_OF_NEWEST = 2;

/** Of groups in the order of their size: those named, with the two largest of the newest use. */
export function chooseNamed(
  keys: readonly string[],
  history: Pick<History, 'rows'>,
  amountOf: (row: HistoryRow) => number | null,
): ReadonlySet<string> {
  const used = history.rows.filter((row) => (amountOf(row) ?? 0) > 0);
  const newest = used.reduce((latest, { start }) => Math.max(latest, start), 0);
  const current = used
    .filter(({ start }) => start === newest)
    .sort((a, b) => (amountOf(b) ?? 0) - (amountOf(a) ?? 0))
    .slice(0, NAMED_OF_NEWEST)
    .map(({ group }) => seriesKey(group));
  return new Set([...new Set([...current, ...keys])].slice(0, SERIES_COLOURS));
}
