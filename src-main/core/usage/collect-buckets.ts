import type { Failure } from '../../shared/failure.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { Span } from '../../shared/units.js';

interface Bucket {
  readonly start: number;
  readonly rows: readonly unknown[];
}

const refuse = (detail: string): { readonly ok: false; readonly failure: Failure } =>
  failed({ kind: 'unexpected-response', detail });

/**
 * Orders the buckets of all pages of one span and counts a repeated one once. Refuses what cannot
 * be placed: a start off the width or outside the span, or the same bucket with other contents.
 */
export function collectBuckets<B extends Bucket>(
  buckets: readonly B[],
  span: Span,
  widthMs: number,
): Result<readonly B[]> {
  const byStart = new Map<number, B>();
  for (const bucket of buckets) {
    if (bucket.start % widthMs !== 0) return refuse('bucket start not aligned');
    if (bucket.start < span.from || bucket.start >= span.to)
      return refuse('bucket outside the span');
    const known = byStart.get(bucket.start);
    if (known && JSON.stringify(known.rows) !== JSON.stringify(bucket.rows)) {
      return refuse('the same bucket with other contents');
    }
    byStart.set(bucket.start, bucket);
  }
  return ok([...byStart.values()].sort((a, b) => a.start - b.start));
}
