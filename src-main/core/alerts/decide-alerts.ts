import type { Meter } from '../../shared/evidence.js';
import { formatPercent, formatWeekdayTime } from '../../shared/format.js';
import type { Snapshot } from '../../shared/snapshot.js';
import { HOUR_MS } from '../../shared/units.js';
import type { AlertMark } from '../history-rows.js';

/** Weekly percentages that are told once per week window each. */
const WEEKLY_THRESHOLDS = [80, 95] as const;
/** Each meter's week is watched by itself. */
const RULES: Readonly<Record<Meter, string>> = { api: 'weekly', plan: 'weekly-plan' };

/** The reset of a plan is told a little differently from time to time. */
const SAME_WEEK_MS = 12 * HOUR_MS;

export interface Alert {
  readonly rule: string;
  readonly windowStart: number;
  readonly title: string;
  readonly body: string;
}

export interface AlertDecision {
  /** To be kept before anything is shown: a crash must not tell twice. */
  readonly marks: readonly AlertMark[];
  /** At most one: the highest threshold newly crossed. */
  readonly alert: Alert | null;
}

export const NO_ALERT: AlertDecision = { marks: [], alert: null };

/** Once per threshold and week window, surviving restarts, silent at first sight. */
export function decideAlerts(snapshot: Snapshot, known: readonly AlertMark[]): AlertDecision {
  const { percent, percentWindow: window } = snapshot.week;
  if (percent === null || snapshot.sync.isStale || isRoughGuess(snapshot)) return NO_ALERT;
  const family = RULES[snapshot.week.meter];
  // The rule has been watching: what was crossed before is not news.
  const watching = `${family}:watching`;
  const isFirstSight = !known.some((mark) => mark.rule === watching);
  const isMarked = (rule: string) =>
    known.some(
      (mark) => mark.rule === rule && Math.abs(mark.windowStart - window.from) < SAME_WEEK_MS,
    );
  const crossed = WEEKLY_THRESHOLDS.filter((threshold) => percent >= threshold).filter(
    (threshold) => !isMarked(`${family}:${threshold}`),
  );
  const outcome = isFirstSight ? 'silent' : 'decided';
  const decidedAt = snapshot.generatedAt;
  const marks = crossed.map(
    (threshold): AlertMark => ({
      rule: `${family}:${threshold}`,
      windowStart: window.from,
      decidedAt,
      outcome,
    }),
  );
  if (isFirstSight) {
    return {
      marks: [...marks, { rule: watching, windowStart: 0, decidedAt, outcome }],
      alert: null,
    };
  }
  const highest = crossed.at(-1);
  if (highest === undefined) return NO_ALERT;
  const rule = `${family}:${highest}`;
  return { marks, alert: { rule, windowStart: window.from, ...weeklyWords(snapshot, percent) } };
}

/** Nobody is called away from work by a guess of which no number is told. */
const isRoughGuess = ({ week }: Snapshot) =>
  week.percentSource === 'learned' && week.limit === null;

/** The title carries the fact, the body what follows from it. */
function weeklyWords({ week, timeZone }: Snapshot, percent: number) {
  const resets = `Resets ${formatWeekdayTime(week.percentWindow.to, timeZone)}.`;
  const runsOut =
    week.pace.runsOutAt === null
      ? ''
      : ` At this pace it runs out ${formatWeekdayTime(week.pace.runsOutAt, timeZone)}.`;
  const about = week.percentSource === 'learned' ? 'about ' : '';
  return { title: `Week at ${about}${formatPercent(percent)}`, body: `${resets}${runsOut}` };
}
