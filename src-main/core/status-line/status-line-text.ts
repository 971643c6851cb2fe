import { DAY_MS, type Instant } from '../../shared/units.js';
import type { StatusGlance } from '../limits/limit-ports.js';
import { SAME_END_MS } from '../limits/windows/limit-window.js';
import type { StatusPayload } from './read-payload.js';
import type { SeenReading } from './seen-reading.js';

export interface StatusLineParts {
  readonly payload: Pick<StatusPayload, 'contextPercent' | 'cachePercent'>;
  /** Of windows that run. */
  readonly fiveHour: SeenReading | null;
  readonly weekly: SeenReading | null;
  readonly glance: StatusGlance | null;
}

/** The app saves a glance with every sync; what it said a day ago is not the present. */
const GLANCE_LASTS_MS = DAY_MS;

/**
 * "Context 42% | 5h 31% | Week ~27 of 61 h (44%) | Cache 86%"; "~" is what was learned, what is
 * unknown is left out.
 */
export function statusLineText(parts: StatusLineParts, now: Instant): string {
  const { payload, fiveHour } = parts;
  const week = weekText(parts, now);
  return [
    payload.contextPercent === null ? null : `Context ${percentText(payload.contextPercent)}`,
    fiveHour && `5h ${percentText(fiveHour.pct)}`,
    week && `Week ${week}`,
    payload.cachePercent === null ? null : `Cache ${percentText(payload.cachePercent)}`,
  ]
    .filter((part) => part !== null)
    .join(' | ');
}

/** A reading beats the glance's percentage; the glance's hours follow it. */
function weekText({ weekly, glance }: StatusLineParts, now: Instant): string | null {
  const told = glance && now - glance.savedAt <= GLANCE_LASTS_MS ? glance.week : null;
  const week = told && told.end > now ? told : null;
  if (weekly === null) {
    return week && hoursText(week, week.percent, week.isLearned ? '~' : '');
  }
  const isSame = week !== null && Math.abs(week.end - weekly.resetsAt) <= SAME_END_MS;
  return isSame ? hoursText(week, weekly.pct, '') : percentText(weekly.pct);
}

type Week = NonNullable<StatusGlance['week']>;

/** Hours are always learned; `mark` is for the percentage. */
function hoursText(week: Week, percent: number, mark: '~' | ''): string {
  const said = `${mark}${percentText(percent)}`;
  if (week.hours === null) return said;
  const { used, inLimit } = week.hours;
  const usedNow = week.percent > 0 ? (used * percent) / week.percent : used;
  const digits = inLimit < 10 ? 1 : 0;
  return `~${usedNow.toFixed(digits)} of ${inLimit.toFixed(digits)} h (${said})`;
}

/** Whole percents; 0.4 % is not nothing, 99.7 % and 100.2 % are not the limit. */
function percentText(percent: number): string {
  if (percent > 0 && percent < 0.5) return '<1%';
  if (percent > 99 && percent < 100) return '99%';
  if (percent > 100 && percent < 101) return '>100%';
  return `${Math.round(percent)}%`;
}
