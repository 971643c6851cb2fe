import { isWorkedOut } from './claude-said.js';
import type { Meter } from './evidence.js';
import type { FailureNote } from './failure.js';
import type { Outlook } from './outlook.js';
import type { Instant, Span } from './units.js';
import type { ReportPair, TokenCounts } from './usage.js';

/** Where a shown number comes from. */
export interface Provenance {
  readonly endpoint: string;
  readonly pair: ReportPair;
  readonly from: Instant;
  readonly to: Instant;
  /**
   * Oldest fetch among the buckets used; of the analytics pair, whose answers lag, the time as of
   * which they told them. Null when nothing was fetched.
   */
  readonly fetchedAt: Instant | null;
  /**
   * Every hour of the span that has begun is held, each that has ended as it was at its end, and no
   * hour that the span cuts is shared by time. What is still to come is not missing.
   */
  readonly isComplete: boolean;
  readonly formula: string;
  /** Null: nothing is known. */
  readonly basis: FigureBasis | null;
}

/**
 * `allocated`: a part of a reported day, shared out by our estimate. `mixed`: some of it is the
 * bill, some is an estimate.
 */
export type CostBasis = 'reported' | 'allocated' | 'estimated' | 'mixed';
/** `counted`: reported counts of tokens; `forecast`: not spent yet. */
export type FigureBasis = CostBasis | 'counted' | 'forecast';

/** Integer microcents. */
export interface MoneyRange {
  readonly low: number;
  readonly high: number;
}

/** Integer microcents; null means "not known", never zero. */
export interface CostFigure {
  readonly microcents: number | null;
  readonly basis: CostBasis | null;
  /** 80 % interval of what is estimated in it. Null: nothing is, or nothing tells how sure it is. */
  readonly range: MoneyRange | null;
  readonly provenance: Provenance;
}

/** The period before: all of it, and its part up to the same time. */
export interface PreviousPeriod {
  readonly window: Span;
  readonly spent: CostFigure;
  readonly spentByNow: CostFigure;
}

/** What bills of recent closed days were, compared with our estimates of them. */
export interface LearnedScale {
  /** Reported / estimated by the price table. */
  readonly ratio: number;
  /**
   * 80 % interval of a day's bill as a share of what was shown for it before: 0.98 and 1.03. Null:
   * too few bills to say.
   */
  readonly low: number | null;
  readonly high: number | null;
  /** Closed days it was learned from. */
  readonly days: number;
}

export interface TracedScale extends LearnedScale {
  readonly provenance: Provenance;
}

/** The UTC day billed last, and what was expected of it by the bills before. Microcents. */
export interface ClosedDay {
  readonly day: Instant;
  readonly reported: number;
  /** Tokens x price table. */
  readonly estimated: number | null;
  /** The same by the bills known before. */
  readonly expected: number | null;
  readonly provenance: Provenance;
}

/** What the running month will have cost at its end. Microcents. */
export interface Forecast extends MoneyRange {
  readonly microcents: number;
  /** What it would have said at this point of earlier months, newest first. */
  readonly past: readonly {
    readonly month: Instant;
    readonly forecast: number;
    readonly actual: number;
  }[];
  /** Median of how far off it was; null without a past month. */
  readonly pastErrorPercent: number | null;
  readonly provenance: Provenance;
}

/** What the weekly percentage rests on, the best first. */
export type PercentSource = 'reading' | 'learned' | 'typed' | 'spend_limit';

/** Some of the percentage is worked out by what was learned: it is marked with "~". */
export const isPartLearned = ({
  percent,
  percentSource,
  reading,
}: Pick<Snapshot['week'], 'percent' | 'percentSource' | 'reading'>): boolean =>
  percent !== null &&
  (percentSource === 'learned' || (percentSource === 'reading' && isWorkedOut(percent, reading)));

export interface WeekLimit {
  readonly microcents: number;
  readonly source: Exclude<PercentSource, 'reading'>;
  /** 80 % interval of a learned limit. */
  readonly low: number | null;
  readonly high: number | null;
  readonly confidence: number | null;
}

export interface Pace {
  /** Share of the window that has passed, 0..100. */
  readonly expectedPercent: number;
  /** percent - expectedPercent; positive is ahead of an even pace. Null without a limit. */
  readonly pointsOver: number | null;
  /** "on pace", "11 % over pace", "6 % in reserve". Null before 3 % of the window. */
  readonly words: string | null;
  /** Whether the limit lasts until the reset. Null: it is used up, or too little is known. */
  readonly outlook: Outlook['words'] | null;
  /** Null where it lasts, or that is not known. */
  readonly runsOutAt: Instant | null;
}

export interface TokenFigures extends TokenCounts {
  readonly total: number;
  /** Uncached input + cache creation + output: cache reads do not count towards limits. */
  readonly limitTokens: number;
}

/** How the figures look at a glance; each state has its own shape in the tray. */
export type GlanceState = 'unknown' | 'fine' | 'near' | 'over' | 'stale' | 'failing';

export interface Snapshot {
  readonly generatedAt: Instant;
  readonly mode: 'live' | 'demo';
  readonly glance: GlanceState;
  readonly connection: {
    readonly state: KeyState;
    readonly lastFour: string | null;
    readonly organization: { readonly id: string; readonly name: string } | null;
  };
  /** Zone of "today" and of every time shown. */
  readonly timeZone: string;
  readonly week: {
    readonly window: Span;
    readonly spent: CostFigure;
    readonly limit: WeekLimit | null;
    /** 0..; one decimal is meaningful. Null without a limit or without data. */
    readonly percent: number | null;
    readonly percentSource: PercentSource | null;
    /** 80 % interval of what is learned. Null: nothing in it is learned. */
    readonly percentRange: { readonly low: number; readonly high: number } | null;
    /** What Claude said last of the running week. */
    readonly reading: { readonly pct: number; readonly at: Instant } | null;
    /** Whose use the percentage and the pace are of. */
    readonly meter: Meter;
    /** The week that they are of: a plan has resets of its own. */
    readonly percentWindow: Span;
    readonly percentProvenance: Provenance;
    readonly pace: Pace;
    readonly previous: PreviousPeriod;
    readonly tokens: TokenFigures | null;
    /** Of the tokens and of what is derived from them alone. */
    readonly tokensProvenance: Provenance;
    /** 0..1; null when nothing was read or written. */
    readonly cacheEfficiency: number | null;
  };
  readonly today: {
    readonly window: Span;
    readonly cost: CostFigure;
    readonly utcDay: {
      readonly start: Instant;
      readonly reportedMicrocents: number | null;
      /** Tokens x price table, not scaled. */
      readonly estimatedMicrocents: number | null;
      readonly provenance: Provenance;
    };
    readonly lastHour: CostFigure;
    readonly previous: PreviousPeriod;
  };
  readonly month: {
    readonly window: Span;
    readonly cost: CostFigure;
    /** Latest closed UTC day with reported cost in this month. */
    readonly reportedThrough: Instant | null;
    /** What of the cost the bills through that day are. Microcents. */
    readonly reportedMicrocents: number | null;
    readonly previous: PreviousPeriod;
    /** Null: too little is held to say. */
    readonly forecast: Forecast | null;
  };
  readonly bills: {
    /** Null: no recent bill to learn from; estimates are shown as the price table has them. */
    readonly scale: TracedScale | null;
    readonly lastClosed: ClosedDay | null;
  };
  /** Newest last; null where no data is held. */
  readonly last24Hours: readonly HourCost[];
  readonly last24HoursProvenance: Provenance;
  /** Models of the last 30 days without a known price: excluded from estimates, named here. */
  readonly unpriced: readonly { readonly model: string; readonly tokens: number }[];
  readonly unpricedProvenance: Provenance;
  /** Reported amounts in other currencies than USD: shown, never added. */
  readonly otherCurrencies: readonly { readonly currency: string; readonly microunits: number }[];
  readonly otherCurrenciesProvenance: Provenance;
  /** When the windows of limits that run now end. */
  readonly limitResets: readonly Instant[];
  /** Grows whenever something was learned of limits: what was asked of them is old then. */
  readonly limitsVersion: number;
  readonly sync: SyncStatus;
}

export interface HourCost {
  readonly start: Instant;
  readonly microcents: number | null;
  readonly basis: CostBasis | null;
  readonly isOpen: boolean;
}

/** What a key may be unable to read, each for itself. */
export type Feature = 'cost' | 'labels' | 'limits' | 'spend-limits' | 'claude-code' | 'analytics';

/** The bill of a closed UTC day that was said to be another one before. Microcents. */
export interface Restatement {
  readonly day: Instant;
  readonly before: number | null;
  readonly after: number | null;
  readonly at: Instant;
}

export interface SyncStatus {
  readonly state: 'idle' | 'syncing' | 'waiting';
  /** The pair of reports asked for in the settings, and the one these figures are from. */
  readonly pair: { readonly wanted: ReportPair; readonly used: ReportPair };
  /** Up to when the analytics pair knows anything; null for the legacy pair. */
  readonly refreshedAt: Instant | null;
  /** Older history still to come; null when none is missing. */
  readonly backfill: { readonly partsLeft: number; readonly isPaused: boolean } | null;
  /** What could not be read, and why; asked again a day later. */
  readonly refusals: readonly { readonly feature: Feature; readonly failure: FailureNote }[];
  /** Anthropic's clock less this computer's; 0 when they agree. */
  readonly clockOffsetMs: number;
  /** Bills of closed days of this month that changed. */
  readonly restatements: readonly Restatement[];
  readonly lastSuccessAt: Instant | null;
  readonly nextAt: Instant | null;
  readonly isStale: boolean;
  readonly failure: FailureNote | null;
  /** Windows fetched and to fetch of the running sync; null when idle. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly coverage: {
    readonly from: Instant | null;
    readonly to: Instant | null;
    readonly gaps: readonly Span[];
  };
}

/** The states of the admin key that are told apart (S13). */
export type KeyState =
  | 'never-saved'
  | 'saved'
  | 'locked'
  | 'denied'
  | 'no-keychain'
  | 'gone'
  | 'invalid'
  | 'refused';
