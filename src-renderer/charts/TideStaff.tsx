import { DASH, formatPercent } from '../../src-main/shared/format.js';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { Staff, type StaffFill, type StaffMark } from './Staff.js';
import { scalePercent } from './staff-scale.js';

interface Props {
  readonly week: Snapshot['week'];
  /** Stale figures: shown, but not as if they were of now. */
  readonly isFaded: boolean;
}

/** The week against its limit: filled is used, dashed an even pace, the amber line the limit. */
export function TideStaff({ week, isFaded }: Props) {
  const { limit, percent, pace } = week;
  const share = (microcents: number | null | undefined) =>
    limit && microcents != null ? (microcents / limit.microcents) * 100 : null;
  const low = share(limit?.low);
  const high = share(limit?.high);
  const scale = scalePercent(Math.max(percent ?? 0, high ?? 0));
  const isLearned = week.percentSource === 'learned';
  const used = percent ?? 0;
  const tone = isFaded ? 'quiet' : 'tide';
  const past = isFaded ? 'quiet' : 'red';
  // Of a rough guess only the spread is known.
  const spread = isLearned && limit === null ? week.percentRange : null;
  const sure = Math.min(spread ? spread.low : used, 100);
  const fills: StaffFill[] = [{ from: 0, to: sure, tone }];
  if (spread && sure < 100) {
    fills.push({ from: sure, to: Math.min(spread.high, 100), tone, isHatched: true });
  }
  if (used > 100 && !spread) fills.push({ from: 100, to: used, tone: past });
  const marks: StaffMark[] = [{ at: 100, kind: 'limit' }];
  if (percent !== null)
    marks.push({ at: pace.expectedPercent, kind: 'expected', label: 'even pace' });
  const words = [
    describeUsed(week, spread),
    percent === null ? null : `an even pace would be ${formatPercent(pace.expectedPercent)}`,
    low !== null && high !== null
      ? `the limit is likely between ${formatPercent(low)} and ${formatPercent(high)} of it`
      : null,
  ];
  return (
    <Staff
      scale={scale}
      fills={percent === null ? [] : fills}
      marks={marks}
      band={low !== null && high !== null ? { from: low, to: high } : null}
      edge={spread ? null : percent}
      tone={used > 100 ? past : tone}
      label={words.filter((word) => word !== null).join('; ')}
    />
  );
}

function describeUsed(
  { percent, percentSource }: Props['week'],
  spread: Props['week']['percentRange'],
): string {
  if (percent === null) return `Used: ${DASH}, not known`;
  if (spread) {
    return `Between ${formatPercent(spread.low)} and ${formatPercent(Math.min(100, spread.high))} of the weekly limit`;
  }
  return `${percentSource === 'learned' ? 'About ' : ''}${formatPercent(percent)} of the weekly limit`;
}
