import { type Evidence, isDenial, type UseRange } from '../../shared/evidence.js';
import type { ListedEvidence } from '../../shared/limits.js';
import { rangeOfPercent } from '../../shared/range-of-percent.js';
import { type Instant, MINUTE_MS } from '../../shared/units.js';
import type { LearnedLimits } from './learned-limits.js';

/** By then the use up to a hit has been told, with one look more. */
const SETTLES_MS = 30 * MINUTE_MS;

const middle = (range: UseRange | undefined): number | null =>
  range ? (range[0] + range[1]) / 2 : null;

/** Records as they are listed, newest first: what each stands for, and whether it counts. */
export function listEvidence(
  records: readonly Evidence[],
  { outliers, passed, misplaced }: Pick<LearnedLimits, 'outliers' | 'passed' | 'misplaced'>,
  now: Instant,
): readonly ListedEvidence[] {
  const odd = new Set(outliers);
  const isPassed = new Set(passed);
  const isMisplaced = new Set(misplaced);
  const hits = records.filter(
    ({ kind, source, isIgnored }) => kind === 'hit' && source !== 'manual' && !isIgnored,
  );
  return [...records]
    .sort((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1))
    .map((record) => {
      const { kind, used, settled } = record;
      const usd = middle(kind === 'hit' ? (settled ?? used)?.usd : used?.usd);
      return {
        ...record,
        usd,
        means: meansOf(record, usd),
        isOutlier: odd.has(record.id),
        unused: whyUnused(record, {
          hits,
          isOutlier: odd.has(record.id),
          isPassed: isPassed.has(record.id),
          isMisplaced: isMisplaced.has(record.id),
          now,
        }),
      };
    });
}

function meansOf(record: Evidence, usd: number | null): number | null {
  const { kind, pct } = record;
  if (usd === null || usd === 0) return null;
  if (kind === 'hit') return usd;
  // "More than 80 %" means no single limit.
  if (kind !== 'reading' || pct === null || pct <= 0 || rangeOfPercent(record)) return null;
  return (usd * 100) / pct;
}

interface Standing {
  readonly hits: readonly Evidence[];
  readonly isOutlier: boolean;
  readonly isPassed: boolean;
  readonly isMisplaced: boolean;
  readonly now: Instant;
}

function whyUnused(record: Evidence, standing: Standing): string | null {
  const { kind, meter, window, isIgnored, used, start, end, at } = record;
  if (isDenial(record)) return 'You said that the limit did not change.';
  if (isIgnored) return 'It is ignored.';
  if (kind === 'change') return null;
  if (at > standing.now) return 'Its time is still to come: was the clock wrong?';
  if (standing.isMisplaced) {
    return meter === 'plan'
      ? 'No use on the plan is visible for it, but API use is: was it meant for the API?'
      : 'No API use is visible for it, but use on the plan is: was it meant for the plan?';
  }
  if (standing.isPassed) return 'The window is another one by what is known of its end now.';
  if (used === null && kind === 'hit' && standing.now - at < SETTLES_MS)
    return 'The use up to it is still being told.';
  if (used === null || (used.tokens?.[1] ?? 1) === 0)
    return 'The use it speaks of is not visible here.';
  const isHit =
    kind === 'quiet' &&
    standing.hits.some(
      (hit) =>
        hit.meter === meter &&
        hit.window === window &&
        hit.at >= (start ?? hit.at + 1) &&
        hit.at < (end ?? hit.at),
    );
  if (isHit) return 'A limit was reached in this window.';
  return standing.isOutlier
    ? 'It disagrees with the others so much that it counts for little.'
    : null;
}
