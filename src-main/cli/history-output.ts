import { formatInstant, formatMoney } from '../shared/format.js';
import type { History, HistoryRow } from '../shared/history.js';
import { plain } from './plain.js';
import { provenanceJson } from './provenance-json.js';

/** `history --json`, schema 1. A row is complete when its whole bucket is over and held. */
export function historyJson({ buckets, rows, unpriced, provenance }: History) {
  const whole = new Set(buckets.flatMap(({ from, state }) => (state === 'closed' ? from : [])));
  return {
    schema: 1,
    rows: rows.map((row) => ({
      start: formatInstant(row.start),
      end: formatInstant(row.end),
      group: row.group,
      tokens: row.tokens,
      requests: row.requests,
      reportedMicrocents: row.reportedMicrocents,
      estimatedMicrocents: row.estimatedMicrocents,
      costMicrocents: row.costMicrocents,
      basis: row.basis,
      complete: whole.has(row.start),
    })),
    unpriced,
    provenance: provenanceJson(provenance),
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
];

/** A cell that a spreadsheet would run as a formula is led by an apostrophe (S25). */
const textCell = (text: string) => {
  const safe = /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const csvRow = ({ start, end, group, tokens, ...row }: HistoryRow) => [
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
];

/** RFC 4180; an unknown figure is an empty cell. */
export const historyCsv = (history: History) =>
  [CSV_HEADER, ...history.rows.map(csvRow)].map((cells) => `${cells.join(',')}\r\n`).join('');

export const historyText = (history: History) =>
  history.rows
    .map(
      (row) =>
        `${formatInstant(row.start)}  ${plain(row.group.label).padEnd(32)}  reported ${formatMoney(row.reportedMicrocents).padStart(10)}  estimated ${formatMoney(row.estimatedMicrocents).padStart(10)}`,
    )
    .join('\n');
