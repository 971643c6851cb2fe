import { formatInstant } from '../../shared/format.js';
import type { Instant, Span } from '../../shared/units.js';
import type { Query } from './endpoint.js';

/** Buckets that a legacy page may hold at most. */
const LEGACY_LIMITS = { '1m': 1440, '1h': 168, '1d': 31 } as const;
/** Rows of an analytics page, and items of a list. */
const FULL_PAGE: Query = [['limit', '1000']];

interface ReportPageRequest extends Span {
  readonly page: string | null;
}

/** A token is only good with the parameters it was made for: all are sent again. */
const pageOf = (page: string | null): Query => (page === null ? [] : [['page', page]]);

export const legacyQuery = (
  { from, to, page }: ReportPageRequest,
  width: keyof typeof LEGACY_LIMITS,
  dimensions: readonly string[],
): Query => [
  ['starting_at', formatInstant(from)],
  ['ending_at', formatInstant(to)],
  ['bucket_width', width],
  ['limit', String(LEGACY_LIMITS[width])],
  ...groupedBy(dimensions),
  ...pageOf(page),
];

export const analyticsQuery = (
  { from, to, page }: ReportPageRequest,
  width: '1m' | '1h',
  dimensions: readonly string[],
): Query => [
  ['starting_at', formatInstant(from)],
  ['ending_at', formatInstant(to)],
  ['time_bucket_width', width],
  ['order_by', 'time'],
  ['order', 'asc'],
  ...FULL_PAGE,
  ...groupedBy(dimensions),
  ...pageOf(page),
];

/** A report of one day names it by its date. */
export const dayQuery = (day: Instant, page: string | null): Query => [
  ['starting_at', formatInstant(day).slice(0, 'yyyy-mm-dd'.length)],
  ...FULL_PAGE,
  ...pageOf(page),
];

/** Limits come whole when no page size is asked for. */
export const limitsQuery = pageOf;

export const listQuery = (after: string | null, more: Query = []): Query => [
  ...FULL_PAGE,
  ...(after === null ? [] : ([['after_id', after]] as const)),
  ...more,
];

const groupedBy = (dimensions: readonly string[]): Query =>
  dimensions.map((dimension) => ['group_by[]', dimension]);
