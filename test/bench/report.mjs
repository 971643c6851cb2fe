import { median, spread } from './median.mjs';

/** Beyond this the middle half of the values lies too far apart to trust one run. */
const NOISY = 0.25;

/**
 * @typedef {object} Row
 * @property {string} what
 * @property {string} unit
 * @property {readonly number[]} [floor] of the floor app, or of what else is compared
 * @property {readonly number[]} ours
 * @property {'ratio' | 'more' | 'plain'} by how it is judged: times the floor, more than the
 *   floor, or as it is
 * @property {number} [must] from quality.md
 * @property {number} [aim]
 */

/** @param {readonly Row[]} rows */
export function printTable(rows) {
  const cells = rows.map(cellsOf);
  const head = ['', 'floor', 'Tidemark', 'judged', 'must', 'aim', ''];
  const table = [head, ...cells];
  const widths = head.map((_, column) => Math.max(...table.map((row) => row[column].length)));
  for (const row of table) {
    const line = row.map((cell, column) =>
      column === 0 || column === 6 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]),
    );
    console.log(line.join('  ').trimEnd());
  }
}

/** @param {Row} row */
function cellsOf({ what, unit, floor = [], ours, by, must, aim }) {
  const own = median(ours);
  const base = floor.length ? median(floor) : 0;
  const judged = by === 'ratio' ? own / base : by === 'more' ? own - base : own;
  const plus = (value) => (by === 'more' && value >= 0 ? '+' : '');
  const told = (value) =>
    value === undefined ? '' : `${plus(value)}${digits(value)} ${by === 'ratio' ? 'x' : unit}`;
  const isNoisy = [floor, ours].some((values) => values.length > 2 && spread(values) > NOISY);
  return [
    what,
    floor.length ? `${digits(base)} ${unit}` : '',
    `${digits(own)} ${unit}`,
    told(judged),
    told(must),
    told(aim),
    `${verdict(judged, must, aim)}${isNoisy ? ' (noisy)' : ''}`,
  ];
}

function verdict(judged, must, aim) {
  if (must === undefined) return '';
  if (aim !== undefined && judged <= aim) return 'aim reached';
  return judged <= must ? 'within must' : 'OVER';
}

function digits(value) {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}
