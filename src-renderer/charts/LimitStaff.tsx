import { DASH, formatPercent } from '../../src-main/shared/format.js';
import type { LikelyRange } from '../../src-main/shared/limits.js';
import { Staff, type StaffFill, type StaffMark } from './Staff.js';
import { scalePercent } from './staff-scale.js';

interface Props {
  /** Percent used; null: not known. A spread is hatched. */
  readonly used: LikelyRange | null;
  /** What 100 % is. */
  readonly mark: 'limit' | 'at least' | null;
  /** Where the limit may be, in percent of its median. */
  readonly band: { readonly from: number; readonly to: number } | null;
  /** Share of the window that has passed; null: none runs. */
  readonly evenPace: number | null;
  /** Only the spread is known, not where in it. */
  readonly isRough: boolean;
  readonly of: string;
}

/** Farther than this the scale would leave no room for the load itself. */
const FARTHEST = 160;

/** A window against what is known of its limit. */
export function LimitStaff({ used, mark, band, evenPace, isRough, of }: Props) {
  const far = Math.min(FARTHEST, Math.max(used?.median ?? 0, band?.to ?? 0));
  const scale = scalePercent(far);
  const sure = used ? (isRough ? used.low : used.median) : 0;
  // Nothing says that more than was used before is too much.
  const isOver = mark === 'limit' && sure > 100;
  const within = Math.min(sure, isOver ? 100 : scale.end);
  const fills: StaffFill[] = used ? [{ from: 0, to: within, tone: 'tide' }] : [];
  if (isOver) fills.push({ from: 100, to: Math.min(sure, scale.end), tone: 'red' });
  if (used && isRough && used.high > used.low) {
    fills.push({
      from: used.low,
      to: Math.min(used.high, scale.end),
      tone: 'tide',
      isHatched: true,
    });
  }
  const marks: StaffMark[] = [];
  if (mark) {
    // Elsewhere the two labels would lie on each other.
    const hasRoom = evenPace === null || evenPace < 45 || (evenPace > 50 && evenPace < 80);
    marks.push({ at: 100, kind: 'limit', ...(hasRoom ? { label: mark } : {}) });
  }
  if (evenPace !== null) marks.push({ at: evenPace, kind: 'expected', label: 'even pace' });
  const words = [
    describeUsed(used, isRough, of),
    evenPace === null ? null : `an even pace would be ${formatPercent(evenPace)}`,
    band && describeBand(band, mark),
  ];
  return (
    <Staff
      scale={scale}
      fills={fills}
      marks={marks}
      band={band && { from: band.from, to: Math.min(band.to, scale.end) }}
      edge={used && !isRough ? Math.min(used.median, scale.end) : null}
      tone={isOver ? 'red' : 'tide'}
      label={words.filter((word) => word !== null).join('; ')}
    />
  );
}

function describeUsed(used: LikelyRange | null, isRough: boolean, of: string): string {
  if (!used) return `Used: ${DASH}, not known`;
  return isRough
    ? `Between ${formatPercent(used.low)} and ${formatPercent(used.high)} of ${of}`
    : `${formatPercent(used.median)} of ${of}`;
}

function describeBand({ from, to }: { from: number; to: number }, mark: Props['mark']): string {
  if (mark === 'at least') return 'the limit is somewhere above the mark';
  return `the limit is likely between ${formatPercent(from)} and ${formatPercent(to)} of it`;
}
