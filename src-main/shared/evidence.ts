import type { Instant } from './units.js';

/** `api`: the Admin reports. `plan`: Claude Code's transcripts. Their use is never added up. */
export const METERS = ['api', 'plan'] as const;
export type Meter = (typeof METERS)[number];

/**
 * What use is counted in. `usd`: list price. `ieq`: million input equivalents: uncached input and
 * cache creation at 1, output at 5 and cache read at 0, times the model's input price / $3 a million.
 * `tokens`: all kinds. `hours`: hours with use.
 */
export const LIMIT_UNITS = ['usd', 'ieq', 'tokens', 'hours'] as const;
export type LimitUnit = (typeof LIMIT_UNITS)[number];

/** What use may have been: at least `low`, at most `high`. */
export type UseRange = readonly [low: number, high: number];
export type Use = Readonly<Partial<Record<LimitUnit, UseRange>>>;

/** A window of a limit: `five_hour`, `weekly`, or `weekly:<label>` for one family of models. */
export type WindowKind = 'five_hour' | 'weekly' | `weekly:${string}`;

/** A label is made of words, of whatever language. */
const WINDOW_KIND = /^(five_hour|weekly(:[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}(?<! ))?)$/u;

export const isWindowKind = (value: unknown): value is WindowKind =>
  typeof value === 'string' && WINDOW_KIND.test(value);

export const EVIDENCE_KINDS = ['reading', 'hit', 'quiet', 'change'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

/**
 * `record`: Claude Code's own limit record. `text`: a banner that is known. `manual`: "I just hit the
 * limit". `statusline`: what Claude Code tells its status line. `entry`: a percentage typed in.
 * `window`: a window that ended, seen by Tidemark itself.
 */
export const EVIDENCE_SOURCES = [
  'record',
  'text',
  'manual',
  'statusline',
  'entry',
  'window',
] as const;
export type EvidenceSource = (typeof EVIDENCE_SOURCES)[number];

/** Characters of a record's id. */
export const MOST_ID_LENGTH = 200;

/** Of a file of evidence: a hundred thousand records. */
export const MOST_EVIDENCE_BYTES = 64 * 1024 * 1024;

/** One thing that was seen of a limit. */
export interface Evidence {
  readonly id: string;
  readonly meter: Meter;
  readonly kind: EvidenceKind;
  readonly window: WindowKind;
  readonly at: Instant;
  /** Of the window it was seen in; null: not known. */
  readonly start: Instant | null;
  readonly end: Instant | null;
  /** Nobody told the window: it is the one that the record was placed in. */
  readonly isPlaced?: true;
  /**
   * Of a reading: use from the window's start up to `at`. Of a hit: before the bucket it fell in and
   * through it. Null: use was not visible here.
   */
  readonly used: Use | null;
  /** Of a hit: use through its bucket once settled. Of a quiet window: all of its use. */
  readonly settled: Use | null;
  /** Of a reading, 0..; of a delta, what was added since `since`. */
  readonly pct: number | null;
  /** How far the true percentage may be off `pct`: 0.5 for whole percents, 0.05 for tenths. */
  readonly half: number | null;
  /** A delta: `pct` and `used` count from here, not from the window's start. */
  readonly since: Instant | null;
  readonly source: EvidenceSource;
  /** Use is known to the minute. */
  readonly isExact: boolean;
  /** A hit could have been missed in a part of this quiet window. */
  readonly isPartlySeen: boolean;
  readonly note: string | null;
  /** Kept and shown, but nothing is learned from it. */
  readonly isIgnored: boolean;
  /** What was said before a person corrected or ignored it; left out: nobody did. */
  readonly said?: SaidBefore;
  /** Of a change: it is the answer that there was none. Left out: ignored ones are. */
  readonly isDenied?: boolean;
}

/** How far a percentage may be off: by its decimals, or by two roundings where it is a difference. */
export function halfOf(pct: number, isDelta: boolean): number {
  if (isDelta) return 1;
  return Number.isInteger(pct) ? 0.5 : 0.05;
}

export interface SaidBefore {
  readonly pct: number | null;
  readonly at: Instant;
}

/** "It did not change": such a record teaches no change, and is not one that a person ignores. */
export const isDenial = ({ kind, isIgnored, isDenied }: Evidence): boolean =>
  kind === 'change' && isIgnored && isDenied !== false;
