import { formatPercent, formatWeekdayTime } from '../../shared/format.js';
import type { Snapshot } from '../../shared/snapshot.js';
import type { AlertMark } from '../ports.js';

/** Weekly percentages that are told once per week window each. */
const WEEKLY_THRESHOLDS = [80, 95] as const;
const RULE = 'weekly';
/** Marks that the rule has been watching: what was crossed before is not news. */
const WATCHING = `${RULE}:watching`;

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
  const { percent, window } = snapshot.week;
  if (percent === null || snapshot.sync.isStale) return NO_ALERT;
  const isFirstSight = !known.some((mark) => mark.rule === WATCHING);
  const isMarked = (rule: string) =>
    known.some((mark) => mark.rule === rule && mark.windowStart === window.from);
  const crossed = WEEKLY_THRESHOLDS.filter((threshold) => percent >= threshold).filter(
    (threshold) => !isMarked(`${RULE}:${threshold}`),
  );
  const outcome = isFirstSight ? 'silent' : 'decided';
  const decidedAt = snapshot.generatedAt;
  const marks = crossed.map(
    (threshold): AlertMark => ({
      rule: `${RULE}:${threshold}`,
      windowStart: window.from,
      decidedAt,
      outcome,
    }),
  );
  if (isFirstSight) {
    return {
      marks: [...marks, { rule: WATCHING, windowStart: 0, decidedAt, outcome }],
      alert: null,
    };
  }
  const highest = crossed.at(-1);
  if (highest === undefined) return NO_ALERT;
  const rule = `${RULE}:${highest}`;
  return { marks, alert: { rule, windowStart: window.from, ...weeklyWords(snapshot, percent) } };
}

/** The title carries the fact, the body what follows from it. */
function weeklyWords({ week, timeZone }: Snapshot, percent: number) {
  const resets = `Resets ${formatWeekdayTime(week.window.to, timeZone)}.`;
  const runsOut =
    week.pace.runsOutAt === null
      ? ''
      : ` At this pace it runs out ${formatWeekdayTime(week.pace.runsOutAt, timeZone)}.`;
  return { title: `Week at ${formatPercent(percent)}`, body: `${resets}${runsOut}` };
}
