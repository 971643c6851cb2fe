import type { Instant } from '../shared/units.js';
import type { ApiRequest, JsonObject } from './api-exchange.js';
import type { Fault } from './fault.js';
import { hasPageToken, isAnalytics, isMe, isReport } from './fault.js';
import { editBuckets, editFirst, objectsOf, without, withSomeRow } from './page-edits.js';
import { bucketTime } from './report-range.js';

type Edit = (objects: readonly JsonObject[]) => readonly JsonObject[];

/** Edits the buckets of a legacy page, the rows of an analytics page. */
const intervalFault = (edit: Edit, editRows: Edit = edit): Fault => ({
  matches: isReport,
  body: (page, request) =>
    isAnalytics(request)
      ? editBuckets(withSomeRow(page, request), editRows)
      : editBuckets(page, edit),
});

const timeOf = (object: JsonObject, name: 'starting_at' | 'ending_at'): Instant =>
  Date.parse(String(object[name]));

/** Pages whose parts do not fit together, or that lead nowhere. */
export const pageFaults = {
  'duplicate-bucket': createDuplicateBucket,
  'overlapping-buckets': intervalFault(
    ([first, second, ...rest]) =>
      first && second
        ? [{ ...first, ending_at: second.ending_at ?? null }, second, ...rest]
        : first
          ? [first, first]
          : [],
    (rows) => editFirst(rows, longer),
  ),
  'unaligned-bucket': intervalFault((buckets) =>
    editFirst(buckets, (first) => ({
      ...first,
      starting_at: String(first.starting_at).replace(/\d\dZ$/, '07Z'),
    })),
  ),
  'reversed-buckets': intervalFault((buckets) => [...buckets].reverse()),
  /** One combination twice on one page of analytics rows. */
  'repeated-row': {
    matches: isAnalytics,
    body: (page, request) =>
      editBuckets(withSomeRow(page, request), (rows) => [...rows, ...rows.slice(0, 1)]),
  },
  'row-outside-span': {
    matches: isAnalytics,
    body: (page, request) =>
      editBuckets(withSomeRow(page, request), (rows) =>
        editFirst(rows, (row) => beforeSpan(row, request)),
      ),
  },
  'missing-refreshed-at': {
    matches: isAnalytics,
    body: (page) => without(page, ['data_refreshed_at']),
  },
  'null-refreshed-at': {
    matches: isAnalytics,
    body: (page) => ({ ...page, data_refreshed_at: null }),
  },
  'empty-data': {
    matches: isReport,
    body: (page) => ({ ...page, data: [], has_more: false, next_page: null }),
  },
  'empty-results': {
    matches: isReport,
    body: (page, request) =>
      editBuckets(page, (buckets) =>
        isAnalytics(request) ? [] : buckets.map((bucket) => ({ ...bucket, results: [] })),
      ),
  },
  'has-more-without-token': {
    matches: (request) => !isMe(request),
    body: (page) =>
      'last_id' in page
        ? { ...page, has_more: true, last_id: null }
        : { ...page, has_more: true, next_page: null },
  },
  'same-token': {
    matches: (request) => !isMe(request),
    ask: withoutToken,
    body: (page) =>
      'last_id' in page
        ? { ...page, has_more: true }
        : { ...page, has_more: true, next_page: 'page_c2FtZSB0b2tlbiE=' },
  },
  /** A list of limits begins with an empty page, whose token leads to the first one. */
  'empty-page-first': {
    matches: ({ path }) => /\/(rate|spend)_limits$/.test(path),
    ask: (request) => (request.query.get('page') === FIRST_PAGE ? withoutToken(request) : request),
    body: (page, { query }) =>
      query.has('page') ? page : { ...page, data: [], next_page: FIRST_PAGE },
  },
} as const satisfies Readonly<Record<string, Fault | (() => Fault)>>;

const FIRST_PAGE = 'page_ZW1wdHkgcGFnZSBmaXJzdA==';

/** The first bucket of a page is the last one of the page before. */
function createDuplicateBucket(): Fault {
  let last: JsonObject | undefined;
  return {
    matches: isReport,
    body: (page, request) => {
      const repeated = hasPageToken(request) && last ? [last] : [];
      last = objectsOf(page).at(-1);
      return editBuckets(page, (buckets) => [...repeated, ...buckets]);
    },
  };
}

/** Twice as long as it should be. */
function longer(row: JsonObject): JsonObject {
  const end = timeOf(row, 'ending_at');
  return { ...row, ending_at: bucketTime(2 * end - timeOf(row, 'starting_at')) };
}

/** The last interval before the one that was asked for. */
function beforeSpan(row: JsonObject, { query }: ApiRequest): JsonObject {
  const asked = Date.parse(query.get('starting_at') ?? '');
  const lengthMs = timeOf(row, 'ending_at') - timeOf(row, 'starting_at');
  return {
    ...row,
    starting_at: bucketTime(asked - lengthMs),
    ending_at: bucketTime(asked),
  };
}

function withoutToken(request: ApiRequest): ApiRequest {
  const query = new URLSearchParams(request.query);
  query.delete('page');
  query.delete('after_id');
  return { ...request, query };
}
