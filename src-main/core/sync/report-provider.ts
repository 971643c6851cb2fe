import type { Result } from '../../shared/result.js';
import type { Instant, Span } from '../../shared/units.js';
import type {
  CostBucket,
  HourCostRow,
  PricedDimensions,
  ReportPair,
  ShareDimensions,
  UsageBucket,
} from '../../shared/usage.js';

/** What is known of a span: one bucket for each interval from its start to `to`, in order. */
export interface Answered<Bucket> {
  readonly buckets: readonly Bucket[];
  /** Where the knowledge ends; before the span's end when the answer reaches no further. */
  readonly to: Instant;
  /** The instant as of which it is known. */
  readonly asOf: Instant;
}

export interface AnsweredCost extends Answered<CostBucket> {
  /** The same bill by the hour; empty where the pair does not tell it. */
  readonly hours: readonly HourCostRow[];
}

/** One of the two pairs of reports on usage and cost, for one key and one run. */
export interface ReportProvider {
  readonly pair: ReportPair;
  /** The oldest instant it can be asked for. */
  readonly oldest: Instant;
  readPricedUsage(
    span: Span,
    width: '1h' | '1m',
  ): Promise<Result<Answered<UsageBucket<PricedDimensions>>>>;
  readShareUsage(span: Span): Promise<Result<Answered<UsageBucket<ShareDimensions>>>>;
  /** By UTC day. */
  readCost(span: Span): Promise<Result<AnsweredCost>>;
}
