import type { Evidence, EvidenceKind, LimitUnit, Meter, UseRange, WindowKind } from './evidence.js';
import type { Instant, Span } from './units.js';

/** Median with its 80 % interval. */
export interface LikelyRange {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** How sure a learned limit is, as it is said. */
export const CONFIDENCE_WORDS = ['unknown', 'rough', 'fair', 'good', 'strong'] as const;
export type ConfidenceWord = (typeof CONFIDENCE_WORDS)[number];

/** One limit of a window, as far as it is known. Amounts are in `unit`; usd in dollars. */
export interface WindowLimit {
  readonly meter: Meter;
  readonly window: WindowKind;
  readonly state: 'none' | 'bound' | 'estimate' | 'reported';
  readonly word: ConfidenceWord;
  /** 0..1; null before the first hit or reading. */
  readonly confidence: number | null;
  /** The unit that evidence speaks for. */
  readonly unit: LimitUnit;
  /** In dollars and in the winning unit. Null before the first hit or reading. */
  readonly limit: Readonly<Partial<Record<LimitUnit, LikelyRange>>> | null;
  readonly atLeast: Readonly<Partial<Record<LimitUnit, number>>> | null;
  readonly scatter: number | null;
  readonly counts: { readonly hits: number; readonly readings: number; readonly quiet: number };
  readonly lastEvidenceAt: Instant | null;
  /** In dollars. */
  readonly changed: {
    readonly from: number;
    readonly to: number;
    readonly since: Instant;
    /** A record says so or denies it. */
    readonly isAnswered: boolean;
    /** A person said that it did not change: it is shown nowhere. */
    readonly isDenied: boolean;
  } | null;
  /** The window that runs; null: none, or not known when it ends. */
  readonly running: Span | null;
  /** Use of the running window in dollars and the winning unit; null: not visible here. */
  readonly used: Readonly<Partial<Record<LimitUnit, UseRange>>> | null;
  /** The newest use is still being told. */
  readonly isSettling: boolean;
  /** Some of its use was elsewhere, or before Tidemark could see it. */
  readonly isUnseen: boolean;
  readonly now: {
    readonly percent: LikelyRange;
    readonly reading: { readonly pct: number; readonly at: Instant } | null;
    readonly remainingUsd: LikelyRange | null;
    readonly remainingTokens: LikelyRange | null;
    readonly hoursLeft: LikelyRange | null;
    readonly hours: { readonly used: number; readonly inLimit: number } | null;
    readonly runsOutAt: Instant | null;
    readonly runOutChance: number | null;
  } | null;
  /** How the estimate moved, in dollars; one point after each window with evidence. */
  readonly course: readonly {
    readonly at: Instant;
    readonly limit: LikelyRange;
  }[];
  /** Ended windows, oldest first: use in dollars, and whether they are quiet, cut or hit. */
  readonly past: readonly {
    readonly window: Span;
    readonly usd: number;
    readonly isHit: boolean;
  }[];
}

/** One record as it is listed. */
export interface ListedEvidence extends Evidence {
  /** Dollars of use it stands for; of a hit where it fell. Null: not visible here. */
  readonly usd: number | null;
  /** The limit in dollars that it alone would mean; null for a quiet window. */
  readonly means: number | null;
  readonly isOutlier: boolean;
  /** Why nothing is learned from it, in one sentence; null: it counts. */
  readonly unused: string | null;
}

/** A published rate limit beside the busiest minute. */
export interface RateLimitLoad {
  readonly workspaceId: string | null;
  readonly workspaceName: string | null;
  readonly group: string;
  readonly models: readonly string[] | null;
  readonly limiter: string;
  /** A count a minute; null: no cap. */
  readonly value: number | null;
  readonly since: Instant;
  readonly day: PeakLoad | null;
  readonly week: PeakLoad | null;
  /** The one of its group that was nearest to its cap in the last seven days. */
  readonly isFirst: boolean;
}

export interface PeakLoad {
  readonly value: number;
  readonly at: Instant;
  /** Of the cap; null without one. */
  readonly percent: number | null;
  /** Hours looked at, of the hours of the span. */
  readonly hours: { readonly seen: number; readonly of: number };
}

/** A published limit that changed. */
export interface PublishedChange {
  readonly at: Instant;
  readonly kind: 'rate' | 'spend';
  readonly workspaceName: string | null;
  readonly group: string;
  readonly limiter: string;
  /** Null: there was none before, or there is none now. */
  readonly before: number | null;
  readonly after: number | null;
  /** It was first seen or went, rather than changed its value. */
  readonly isNew: boolean;
  readonly isGone: boolean;
}

export interface SpendLimitNow {
  readonly scope: string;
  readonly workspaceName: string | null;
  /** Such as `monthly`: without it the amount says nothing. */
  readonly period: string;
  readonly microcents: number | null;
  readonly currency: string | null;
  readonly since: Instant;
}

/** Mean use in dollars of each hour of the week over the last eight weeks; null: nothing is held. */
export type WeekProfile = readonly (readonly (number | null)[])[];

/** Whether Claude Code's settings call Tidemark's status line. */
export interface StatusLineSetup {
  readonly state: 'installed' | 'absent' | 'outdated' | 'unreadable' | 'no-claude-code' | 'no-node';
  /** Another command is kept and runs along. */
  readonly keepsOther: boolean;
  /** Its settings file, as shown to the person. */
  readonly file: string;
  readonly lastReadingAt: Instant | null;
  /** With `disableAllHooks` in its settings Claude Code runs no status line. */
  readonly isSwitchedOff: boolean;
  /** Installed for a day or longer, and no reading came in the last one. */
  readonly isSilent: boolean;
}

/** What installing would write: lines before and after. */
export interface StatusLinePreview {
  readonly file: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly backup: string | null;
}

export interface TranscriptsSetup {
  readonly isOn: boolean;
  readonly folders: number;
  readonly files: number;
  /** Null: nothing is being read. */
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** First and last message read. */
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/** Everything the Limits view shows. */
export interface Limits {
  /** The meter that the week's percentage speaks of. */
  readonly meter: Meter;
  readonly windows: readonly WindowLimit[];
  /** Newest first. */
  readonly evidence: readonly ListedEvidence[];
  readonly rates: readonly RateLimitLoad[];
  readonly spends: readonly SpendLimitNow[];
  readonly changes: readonly PublishedChange[];
  /** Of the chosen meter: seven rows from Monday, 24 hours each, in the shown zone. */
  readonly profile: WeekProfile;
  /** Texts that look like a limit and that nobody knows yet. */
  readonly unknown: readonly { readonly id: string; readonly at: Instant; readonly text: string }[];
  readonly statusLine: StatusLineSetup;
  readonly transcripts: TranscriptsSetup;
  /** A learning is under way: the figures are of the last one. */
  readonly isLearning: boolean;
}

/** What a person may add; times are instants. */
export type NewEvidence = Readonly<
  | {
      kind: 'reading';
      meter: Meter;
      window: WindowKind;
      pct: number;
      at: Instant | null;
      resetsAt: Instant | null;
    }
  | { kind: 'hit'; meter: Meter; window: WindowKind; at: Instant | null }
  | { kind: 'change'; meter: Meter; window: WindowKind; at: Instant; isDenied: boolean }
>;

/** A correction of one record. */
export interface EvidencePatch {
  readonly id: string;
  readonly isIgnored?: boolean;
  readonly pct?: number;
  readonly at?: Instant;
  readonly note?: string | null;
}

export type { EvidenceKind };
