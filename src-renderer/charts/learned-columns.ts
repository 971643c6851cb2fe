import type { BucketState } from '../../src-main/shared/history.js';
import type { LikelyRange, ListedEvidence, WindowLimit } from '../../src-main/shared/limits.js';
import { DAY_MS, type Instant, type Span } from '../../src-main/shared/units.js';

/** A hit or a reading where it is drawn: by the limit that it alone would mean. */
export interface LearnedSight {
  readonly at: Instant;
  readonly kind: 'hit' | 'reading';
  /** Dollars. */
  readonly means: number;
  /** Nothing is learned from it. */
  readonly isFaint: boolean;
}

/** One window in the course of learning; amounts in dollars. */
export interface LearnedColumn extends Span {
  /** `partial`: it began before its use was seen. */
  readonly state: BucketState;
  readonly usd: number | null;
  readonly isHit: boolean;
  /** What was learned by its end; null: nothing yet. */
  readonly limit: LikelyRange | null;
  readonly sights: readonly LearnedSight[];
}

const WEEK_MS = 7 * DAY_MS;

export type Course = WindowLimit['course'];

/** The course up to now: evidence of the running window counts before the window has ended. */
export function courseOf(
  { course, limit, lastEvidenceAt, word }: WindowLimit,
  now: Instant,
): Course {
  const usd = word === 'unknown' ? null : limit?.usd;
  if (!usd || lastEvidenceAt === null) return course;
  const at = Math.min(now, Math.max(lastEvidenceAt, course.at(-1)?.at ?? 0));
  return [...course.filter((point) => point.at < at), { at, limit: usd }];
}
/** More columns than this cannot be told apart. */
const MOST_COLUMNS = 160;

/** The windows of one limit in order, the running one last. */
export function columnsOfLimit(
  limit: WindowLimit,
  evidence: readonly ListedEvidence[],
  now: Instant,
): readonly LearnedColumn[] {
  const own = evidence.filter(
    ({ meter, window }) => meter === limit.meter && window === limit.window,
  );
  const course = courseOf(limit, now);
  const spans = listSpans(limit, own, now).slice(-MOST_COLUMNS);
  return spans.map((span, index) => {
    const next = spans[index + 1]?.from ?? Number.POSITIVE_INFINITY;
    const isInside = (at: Instant) => at >= span.from && at < next;
    return {
      ...span,
      limit: course.findLast(({ at }) => at < next)?.limit ?? null,
      sights: own.flatMap((record) => sightOf(record, isInside)),
    };
  });
}

function sightOf(
  { kind, at, means, unused, isIgnored, isOutlier }: ListedEvidence,
  isInside: (at: Instant) => boolean,
): readonly LearnedSight[] {
  if ((kind !== 'hit' && kind !== 'reading') || means === null || !isInside(at)) return [];
  return [{ at, kind, means, isFaint: isIgnored || isOutlier || unused !== null }];
}

type Bare = Omit<LearnedColumn, 'limit' | 'sights'>;

/** Windows with known use, then those that only evidence tells of; unknown weeks stay as gaps. */
function listSpans(
  { window, past, running, used }: WindowLimit,
  evidence: readonly ListedEvidence[],
  now: Instant,
): readonly Bare[] {
  const known: Bare[] = past.map((one) => ({
    ...one.window,
    state: evidence.some((record) => isSeenInPart(record, one.window)) ? 'partial' : 'closed',
    usd: one.usd,
    isHit: one.isHit,
  }));
  if (running && now >= running.from) {
    known.push({ ...running, state: 'open', usd: used?.usd?.[1] ?? null, isHit: false });
  }
  for (const record of evidence) {
    const { start, end, kind, usd } = record;
    if (start === null || end === null || known.some(({ from, to }) => start < to && end > from)) {
      continue;
    }
    // A reading tells the use up to itself only.
    const isWhole = usd !== null && (kind === 'hit' || kind === 'quiet');
    known.push({
      from: start,
      to: end,
      state: !isWhole
        ? 'missing'
        : isSeenInPart(record, { from: start, to: end })
          ? 'partial'
          : 'closed',
      usd: isWhole ? usd : null,
      isHit: kind === 'hit',
    });
  }
  known.sort((a, b) => a.from - b.from);
  return window === 'five_hour'
    ? known
    : known.flatMap((span, index) => [
        ...weeksBetween(known[index - 1]?.to ?? span.from, span.from),
        span,
      ]);
}

/** Of the plan: whether all of the API's use is seen is never known. */
const isSeenInPart = ({ meter, isPartlySeen, start, end }: ListedEvidence, { from, to }: Span) =>
  meter === 'plan' && isPartlySeen && start === from && end === to;

function weeksBetween(from: Instant, to: Instant): readonly Bare[] {
  const count = Math.min(MOST_COLUMNS, Math.floor((to - from) / WEEK_MS));
  return Array.from({ length: count }, (_, index) => ({
    from: from + index * WEEK_MS,
    to: from + (index + 1) * WEEK_MS,
    state: 'missing',
    usd: null,
    isHit: false,
  }));
}
