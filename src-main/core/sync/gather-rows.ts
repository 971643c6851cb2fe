import { failed, ok, type Result } from '../../shared/result.js';
import type { Instant, Span } from '../../shared/units.js';

interface Keyed {
  readonly start: Instant;
  /** Tells one row of a bucket from the others. */
  readonly key: string;
}

/**
 * The rows of a sparse report by the start of their bucket, in one order however they came. A row
 * that comes again is counted once; one that comes again with other figures, or lies outside the
 * span, refuses the answer.
 */
export function gatherRows<Row>(
  rows: readonly Row[],
  span: Span,
  widthMs: number,
  identify: (row: Row) => Keyed,
): Result<ReadonlyMap<Instant, readonly Row[]>> {
  const buckets = new Map<Instant, Map<string, Row>>();
  for (const row of rows) {
    const { start, key } = identify(row);
    if (start % widthMs !== 0) return refuse('bucket start not aligned');
    if (start < span.from || start >= span.to) return refuse('bucket outside the span');
    const bucket = buckets.get(start) ?? new Map<string, Row>();
    buckets.set(start, bucket);
    const known = bucket.get(key);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(row)) {
      return refuse('the same row with other figures');
    }
    bucket.set(key, row);
  }
  const inOrder = [...buckets].sort(([a], [b]) => a - b);
  return ok(new Map(inOrder.map(([start, bucket]) => [start, sortByKey(bucket)])));
}

const sortByKey = <Row>(rows: ReadonlyMap<string, Row>): readonly Row[] =>
  [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);

const refuse = (detail: string) => failed({ kind: 'unexpected-response' as const, detail });
