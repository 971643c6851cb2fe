import type { WindowKind } from '../../../shared/evidence.js';
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, type Span } from '../../../shared/units.js';

/** One window of a limit. */
export interface LimitWindow extends Span {
  /** It ended before its time: a reset came early, or its end was moved. */
  readonly isCut: boolean;
  /** It began somewhere before `from`: what was used up to then is not known. */
  readonly hasUnseenStart?: true;
}

export const WEEK_MS = 7 * DAY_MS;
export const SESSION_MS = 5 * HOUR_MS;
/** Ends that differ by no more are the same end. */
export const SAME_END_MS = 15 * MINUTE_MS;

export const lengthOf = (kind: WindowKind): number => (kind === 'five_hour' ? SESSION_MS : WEEK_MS);

/** Whether a window of this kind that runs at `at` may end then. */
export const canEndAt = (kind: WindowKind, at: Instant, end: Instant): boolean =>
  at < end && end - at <= lengthOf(kind) + SAME_END_MS;

/** "weekly:opus" is of the models that have "opus" in their name; null: of all. */
export const familyOf = (kind: WindowKind): string | null =>
  kind.startsWith('weekly:') ? kind.slice('weekly:'.length) : null;

/** The window of those given that holds an instant. */
export const windowAt = (windows: readonly LimitWindow[], at: Instant): LimitWindow | null =>
  windows.find(({ from, to }) => from <= at && at < to) ?? null;
