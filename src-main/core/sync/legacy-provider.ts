import type { Failure } from '../../shared/failure.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, type Span } from '../../shared/units.js';
import type { AdminApi, AdminKey, CancelSignal, Page } from '../ports.js';
import { collectBuckets } from '../usage/collect-buckets.js';
import { fetchPages } from './fetch-pages.js';
import type { Answered, ReportProvider } from './report-provider.js';

const WIDTH_MS = { '1h': HOUR_MS, '1m': MINUTE_MS } as const;

/** A report is dense: every interval has a bucket. A missing one says nothing about the use. */
const HOLED_ANSWER: Failure = { kind: 'incomplete', detail: 'buckets are missing in the span' };

/** `usage_report/messages` and `cost_report`: fresh within minutes. */
export function createLegacyProvider(
  api: AdminApi,
  key: AdminKey,
  signal: CancelSignal,
  now: () => Instant,
): ReportProvider {
  /** Where the answer ends early the rest stays a gap: it is not held as zero. */
  async function readAll<
    Bucket extends { readonly start: number; readonly rows: readonly unknown[] },
  >(
    span: Span,
    widthMs: number,
    fetchPage: (page: string | null) => Promise<Result<Page<Bucket>>>,
  ): Promise<Result<Answered<Bucket>>> {
    const askedAt = now();
    const pages = await fetchPages(fetchPage, signal);
    if (!pages.ok) return pages;
    const buckets = collectBuckets(pages.value, span, widthMs);
    if (!buckets.ok) return buckets;
    // In order and without repeats (collectBuckets), so only the end may be missing.
    const isDense = buckets.value.every(
      (bucket, index) => bucket.start === span.from + index * widthMs,
    );
    if (!isDense) return failed(HOLED_ANSWER);
    // The clock may have been set back by this very answer: of what has not begun nothing is known.
    const asOf = Math.min(askedAt, now());
    const begun = buckets.value.filter(({ start }) => start <= asOf);
    return ok({ buckets: begun, to: span.from + begun.length * widthMs, asOf });
  }

  return {
    pair: 'legacy',
    oldest: Number.NEGATIVE_INFINITY,
    readPricedUsage: (span, width) =>
      readAll(span, WIDTH_MS[width], (page) =>
        api.fetchPricedUsage(key, { ...span, page, signal, width }),
      ),
    readShareUsage: (span) =>
      readAll(span, HOUR_MS, (page) => api.fetchShareUsage(key, { ...span, page, signal })),
    async readCost(span) {
      const days = await readAll(span, DAY_MS, (page) =>
        api.fetchCost(key, { ...span, page, signal }),
      );
      return days.ok ? ok({ ...days.value, hours: [] }) : days;
    },
  };
}
