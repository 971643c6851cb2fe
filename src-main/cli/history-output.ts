import { formatInstant, formatMoney } from '../shared/format.js';
import type { History, HistoryRow } from '../shared/history.js';
import { plainName } from '../shared/plain-name.js';
import { provenanceJson } from './provenance-json.js';

/** A row is complete when its whole bucket is over and held, and its bills are final. */
function completeRows({ buckets, rows, unsettled }: History) {
  const whole = new Set(buckets.flatMap(({ from, state }) => (state === 'closed' ? from : [])));
  for (const start of unsettled) whole.delete(start);
  return rows.map((row) => ({ ...row, isComplete: whole.has(row.start) }));
}

/** `history --json`, schema 1. */
export function historyJson(history: History) {
  return {
    schema: 1,
    rows: completeRows(history).map((row) => ({
      start: formatInstant(row.start),
      end: formatInstant(row.end),
      group: row.group,
      tokens: row.tokens,
      requests: row.requests,
      reportedMicrocents: row.reportedMicrocents,
      estimatedMicrocents: row.estimatedMicrocents,
      costMicrocents: row.costMicrocents,
      basis: row.basis,
      complete: row.isComplete,
    })),
    unpriced: history.unpriced,
    provenance: provenanceJson(history.provenance),
  };
}

const CSV_HEADER = [
  'start',
  'end',
  'group_id',
  'group_label',
  'uncached_input_tokens',
  'cache_creation_5m_tokens',
  'cache_creation_1h_tokens',
  'cache_read_tokens',
  'output_tokens',
  'web_search_requests',
  'reported_microcents',
  'estimated_microcents',
  'cost_microcents',
  'basis',
  'complete',
];

/** A cell that a spreadsheet would run as a formula is led by an apostrophe (S25). */
const textCell = (text: string) => {
  const safe = /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const csvRow = ({
  start,
  end,
  group,
  tokens,
  ...row
}: HistoryRow & { readonly isComplete: boolean }) => [
  formatInstant(start),
  formatInstant(end),
  textCell(group.id ?? ''),
  textCell(group.label),
  tokens.uncachedInput,
  tokens.cacheCreation5m,
  tokens.cacheCreation1h,
  tokens.cacheRead,
  tokens.output,
  tokens.webSearchRequests,
  row.reportedMicrocents ?? '',
  row.estimatedMicrocents ?? '',
  row.costMicrocents ?? '',
  row.basis ?? '',
  row.isComplete,
];

/** RFC 4180; an unknown figure is an empty cell. */
export const historyCsv = (history: History) =>
  [CSV_HEADER, ...completeRows(history).map(csvRow)]
    .map((cells) => `${cells.join(',')}\r\n`)
    .join('');

export const historyText = (history: History) =>
  completeRows(history)
    .map(
      (row) =>
        `${formatInstant(row.start)}  ${plainName(row.group.label).padEnd(32)}  reported ${formatMoney(row.reportedMicrocents).padStart(10)}  estimated ${formatMoney(row.estimatedMicrocents).padStart(10)}${row.isComplete ? '' : '  incomplete'}`,
    )
    .join('\n');
