import type { ExpectedRow } from './own-arithmetic.js';

interface JsonRow {
  readonly start: string;
  readonly end: string;
  readonly group: { readonly id: string | null; readonly label: string };
  readonly tokens: {
    readonly uncachedInput: number;
    readonly cacheCreation5m: number;
    readonly cacheCreation1h: number;
    readonly cacheRead: number;
    readonly output: number;
    readonly webSearchRequests: number;
  };
  readonly reportedMicrocents: number | null;
  readonly estimatedMicrocents: number | null;
  readonly costMicrocents: number | null;
  readonly basis: string | null;
  readonly complete: boolean;
}

export interface PrintedRow extends ExpectedRow {
  readonly label: string;
  /** What counts. */
  readonly cost: bigint | null;
  readonly basis: string | null;
  readonly isWhole: boolean;
}

const whole = (value: number | null) => (value === null ? null : BigInt(value));

/** `history --json`. */
export function rowsOfJson(text: string): PrintedRow[] {
  const { schema, rows } = JSON.parse(text) as {
    readonly schema: number;
    readonly rows: readonly JsonRow[];
  };
  if (schema !== 1) throw new Error(`schema ${schema}`);
  return rows.map(({ start, end, group, tokens, ...money }) => ({
    start,
    end,
    id: group.id,
    label: group.label,
    tokens: [
      tokens.uncachedInput,
      tokens.cacheCreation5m,
      tokens.cacheCreation1h,
      tokens.cacheRead,
      tokens.output,
      tokens.webSearchRequests,
    ],
    reported: whole(money.reportedMicrocents),
    estimated: whole(money.estimatedMicrocents),
    cost: whole(money.costMicrocents),
    basis: money.basis,
    isWhole: money.complete,
  }));
}

const HEADER =
  'start,end,group_id,group_label,uncached_input_tokens,cache_creation_5m_tokens,' +
  'cache_creation_1h_tokens,cache_read_tokens,output_tokens,web_search_requests,' +
  'reported_microcents,estimated_microcents,cost_microcents,basis,complete';

/** `history --csv`: RFC 4180, so quoted cells may hold commas, quotes and line ends. */
export function rowsOfCsv(text: string): PrintedRow[] {
  const [header, ...records] = cellsOfCsv(text);
  if (header?.join(',') !== HEADER) throw new Error(`another header: ${header}`);
  return records.map((cells) => {
    const money = (cell: string | undefined) => (cell === '' ? null : BigInt(cell ?? ''));
    return {
      start: cells[0] ?? '',
      end: cells[1] ?? '',
      id: cells[2] === '' ? null : (cells[2] ?? ''),
      label: cells[3] ?? '',
      tokens: cells.slice(4, 10).map(Number),
      reported: money(cells[10]),
      estimated: money(cells[11]),
      cost: money(cells[12]),
      basis: cells[13] || null,
      isWhole: cells[14] === 'true',
    };
  });
}

export function cellsOfCsv(text: string): string[][] {
  if (!text.endsWith('\r\n')) throw new Error('the last line is not ended');
  const records: string[][] = [];
  let record: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (cell.lastIndex < text.length) {
    const match = cell.exec(text);
    if (!match) throw new Error('not RFC 4180');
    record.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === ',') continue;
    records.push(record);
    record = [];
  }
  return records;
}

/**
 * What can be recomputed from the raw rows: not what counts, and no row that is nothing but a part
 * of a day's bill, such as an hour's share of what is billed without a model.
 */
export const recomputable = (rows: readonly PrintedRow[]): ExpectedRow[] =>
  rows
    .filter(
      ({ tokens, reported, estimated }) =>
        reported !== null || estimated !== null || tokens.some((count) => count > 0),
    )
    .map(({ label: _, cost: __, basis: ___, isWhole: ____, ...row }) => row);
