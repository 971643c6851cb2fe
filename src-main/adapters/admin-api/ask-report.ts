import type { AdminKey, AnalyticsPage, CancelSignal, Page } from '../../core/ports.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { Instant } from '../../shared/units.js';
import type { EndpointAsker } from './ask-endpoint.js';
import { checkBuckets, type WireBucket } from './check-buckets.js';
import type { Endpoint, Query } from './endpoint.js';
import { linkPage } from './link-page.js';

interface ReportBody<Row> {
  readonly data: readonly Row[];
  readonly has_more: boolean;
  readonly next_page: string | null;
}
interface AnalyticsBody<Row> extends ReportBody<Row> {
  readonly data_refreshed_at: Instant | null;
}

interface ReportQuestion<Body, Row, Item> {
  readonly key: AdminKey;
  readonly endpoint: Endpoint<Body>;
  readonly query: Query;
  readonly signal: CancelSignal;
  readonly widthMs: number;
  readonly map: (row: Row) => Item;
}

/** The items of a page of buckets, each where it belongs, and where the next page is. */
function readPage<Row extends WireBucket, Item>(
  { data, has_more, next_page }: ReportBody<Row>,
  { widthMs, map }: Pick<ReportQuestion<never, Row, Item>, 'widthMs' | 'map'>,
): Result<Page<Item>> {
  const misplaced = checkBuckets(data, widthMs);
  return misplaced ? failed(misplaced) : linkPage(data.map(map), has_more, next_page);
}

export const askReport = <Row extends WireBucket, Item>(
  { ask }: Pick<EndpointAsker, 'ask'>,
  question: ReportQuestion<ReportBody<Row>, Row, Item>,
): Promise<Result<Page<Item>>> => {
  const { key, endpoint, query, signal } = question;
  return ask(key, endpoint, query, signal, (body) => readPage(body, question));
};

/** The analytics pair also says up to when it knows anything. */
export const askAnalytics = <Row extends WireBucket, Item>(
  { ask }: Pick<EndpointAsker, 'ask'>,
  question: ReportQuestion<AnalyticsBody<Row>, Row, Item>,
): Promise<Result<AnalyticsPage<Item>>> => {
  const { key, endpoint, query, signal } = question;
  return ask(key, endpoint, query, signal, (body) => {
    const page = readPage(body, question);
    return page.ok ? ok({ ...page.value, refreshedAt: body.data_refreshed_at }) : page;
  });
};
