import { describeReading } from '../../shared/claude-said.js';
import type { Meter } from '../../shared/evidence.js';
import { formatMoney, formatPercent, formatWeekdayTime } from '../../shared/format.js';
import { formatRough } from '../../shared/format-range.js';
import { isPartLearned, type Snapshot } from '../../shared/snapshot.js';
import { HOUR_MS } from '../../shared/units.js';
import { isRoughWeek } from '../../shared/week-percent.js';
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
  // Old figures of the API tell nothing of now; a plan's are not from there.
  const isOld = snapshot.sync.isStale && snapshot.week.meter === 'api';
  if (percent === null || isOld) return NO_ALERT;
  // Nobody is called away from work by a guess of which no number is told.
  if (isRoughWeek(snapshot.week)) return NO_ALERT;
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

/** The title carries the fact, the body what follows from it and what it rests on. */
function weeklyWords(snapshot: Snapshot, percent: number) {
  const { week, timeZone } = snapshot;
  const { outlook, runsOutAt } = week.pace;
  const sentences = [
    `Resets ${formatWeekdayTime(week.percentWindow.to, timeZone)}.`,
    ...(runsOutAt === null
      ? []
      : [`At this pace it ${outlook} ${formatWeekdayTime(runsOutAt, timeZone)}.`]),
    restsOn(snapshot),
  ];
  const about = isPartLearned(week) ? 'about ' : '';
  const whose = week.meter === 'plan' ? 'Plan’s week' : 'Week';
  return { title: `${whose} at ${about}${formatPercent(percent)}`, body: sentences.join(' ') };
}

function restsOn({ week, generatedAt }: Snapshot): string {
  const { percentSource, reading, limit } = week;
  if (percentSource === 'reading' && reading) {
    const said = describeReading(reading, generatedAt);
    return isPartLearned(week)
      ? `It was ${formatPercent(reading.pct)} ${said}; the use since then is learned.`
      : `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
  }
  if (!limit) return '';
  if (percentSource === 'learned')
    return `The limit of about ${formatRough(limit.microcents)} is learned.`;
  const of = percentSource === 'typed' ? 'The limit you set is' : 'The spend limit is';
  return `${of} ${formatMoney(limit.microcents)}.`;
}
