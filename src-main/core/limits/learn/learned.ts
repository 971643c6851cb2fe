import type { LimitUnit, WindowKind } from '../../../shared/evidence.js';
import type { Instant } from '../../../shared/units.js';

/** Median with its 80 % interval. */
export interface Interval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export type ByUnit<T> = Readonly<Partial<Record<LimitUnit, T>>>;

/** Use of one hour in every unit; hours without any are left out. */
export interface UseHour {
  readonly start: Instant;
  readonly usd: number;
  readonly ieq: number;
  readonly tokens: number;
}

/** The window that runs now, and what it has used. */
export interface RunningWindow {
  readonly kind: WindowKind;
  readonly start: Instant;
  readonly end: Instant;
  readonly used: ByUnit<readonly [low: number, high: number]>;
}

export interface LearnUsage {
  /** Oldest first. */
  readonly hours: readonly UseHour[];
  readonly running: readonly RunningWindow[];
}

export interface LearnOptions {
  /** Zone of the weekday x hour profile. */
  readonly timeZone: string;
  /** What the plan is said to allow in a window; it shapes the start and is no evidence. */
  readonly hint?: ByUnit<number>;
}

export type LimitState = 'none' | 'bound' | 'estimate' | 'reported';

/** How the estimate stood after one window. */
export interface CoursePoint {
  readonly at: Instant;
  readonly limit: Interval;
  readonly confidence: number;
}

/** A limit that moved, as far as the estimate tells. */
export interface LimitChange {
  readonly from: number;
  readonly to: number;
  readonly since: Instant;
}

/** What the running window says, in percent, the winning unit and hours. */
export interface LimitNow {
  readonly window: { readonly start: Instant; readonly end: Instant };
  /** Percent of the limit that is used. The median stays within 0..100; the ends may be beyond. */
  readonly percent: Interval;
  /** The reading it starts from; null: learned alone. */
  readonly reading: { readonly pct: number; readonly at: Instant } | null;
  readonly remaining: ByUnit<Interval>;
  /** Active hours left; null: fewer than ten active hours are known, or the guess is rough. */
  readonly hoursLeft: Interval | null;
  /** Hours used and hours in the limit, both at the pace that hours left are counted at. */
  readonly hours: { readonly used: number; readonly inLimit: number } | null;
  /** If it runs out; null: it lasts until the reset, or too little is known to say. */
  readonly runsOutAt: Instant | null;
  /** 0..1; null: too little is known to say. */
  readonly runOutChance: number | null;
}

export interface LearnedWindow {
  readonly state: LimitState;
  /** The unit that evidence speaks for. */
  readonly unit: LimitUnit;
  /** Share of belief in each unit learned in. */
  readonly unitWeights: ByUnit<number>;
  /** Null before the first hit or reading. */
  readonly limit: ByUnit<Interval> | null;
  /** Largest settled use of a quiet window since the last change that nobody denied; null: none. */
  readonly atLeast: ByUnit<number> | null;
  /** Chance that the limit is within 20 % of the median; null before the first hit or reading. */
  readonly confidence: number | null;
  /** How much windows differ by themselves: the mean of sigma. */
  readonly scatter: number | null;
  readonly counts: { readonly hits: number; readonly readings: number; readonly quiet: number };
  /** Time of the newest hit or reading that counts; null: none. */
  readonly lastEvidenceAt: Instant | null;
  /** In the winning unit; a person may have said that it is none. */
  readonly changed: (LimitChange & { readonly isDenied: boolean }) | null;
  /** After each window with evidence, oldest first, by unit. */
  readonly course: ByUnit<readonly CoursePoint[]>;
  /** Ids of records that disagree so much that they are taken for mistakes. */
  readonly outliers: readonly string[];
  /** Null: no window runs, or nothing is known of its limit. */
  readonly now: LimitNow | null;
}

/** By kind of window; a kind without evidence and without use is left out. */
export type Learned = Readonly<Record<WindowKind, LearnedWindow>>;
