import { formatDuration, formatWeekdayTime } from '../../src-main/shared/format.js';
import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src-main/shared/units.js';
import { isOverLimit, isRoughWeek } from '../../src-main/shared/week-percent.js';
import { keepTogether } from '../components/keep-together.js';

interface PaceWords {
  readonly lead: string | null;
  readonly rest: string;
}

/** The fact in a few words, then what it means for the person. */
export function describePace(week: Snapshot['week'], timeZone: string): PaceWords {
  const { percent, pace, percentWindow: window } = week;
  if (percent === null) return { lead: null, rest: explainUnknown(week) };
  const lead = pace.words && `${pace.words.charAt(0).toUpperCase()}${pace.words.slice(1)}.`;
  if (isOverLimit(week)) {
    return { lead, rest: `The limit starts anew ${formatWeekdayTime(window.to, timeZone)}.` };
  }
  if (isRoughWeek(week)) {
    return { lead, rest: 'Too little is known of the limit to tell a pace.' };
  }
  if (lead === null) {
    return { lead, rest: 'The week has just begun; it is too early to tell a pace.' };
  }
  if (pace.runsOutAt === null) {
    return { lead, rest: pace.outlook === 'lasts' ? 'At this pace it lasts until the reset.' : '' };
  }
  const runsOut = formatWeekdayTime(pace.runsOutAt, timeZone);
  const early = roughly(window.to - pace.runsOutAt);
  const end = `At this pace it ${pace.outlook} ${runsOut}, ${early} before the reset.`;
  return { lead, rest: keepTogether(end) };
}

const explainUnknown = ({ spent }: Snapshot['week']) =>
  spent.microcents === null
    ? 'No figures for this week yet.'
    : 'Some hours are missing, so the percentage is not known.';

/** Whole days or hours where there are several: a forecast has no minutes. */
function roughly(ms: number): string {
  const unit = ms >= 2 * DAY_MS ? DAY_MS : ms >= 2 * HOUR_MS ? HOUR_MS : MINUTE_MS;
  return formatDuration(Math.round(ms / unit) * unit);
}
