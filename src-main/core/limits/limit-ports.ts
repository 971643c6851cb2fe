import type { Evidence, WindowKind } from '../../shared/evidence.js';
import type { StatusLinePreview, StatusLineSetup } from '../../shared/limits.js';
import type { Result } from '../../shared/result.js';
import type { HourStart, Instant, MinuteStart, Span } from '../../shared/units.js';
import type { TokenCounts } from '../../shared/usage.js';
import type { CancelSignal } from '../ports.js';

/** One answer of Claude Code on a plan. Nothing of prompts, paths or names. */
export interface PlanMessage {
  /** A hash of the message's id: one message is written down several times. */
  readonly id: string;
  readonly at: Instant;
  readonly model: string;
  readonly tokens: TokenCounts;
}

/** How far one transcript was read; its path is kept as a hash only. */
export interface TranscriptMark {
  readonly file: string;
  /** Bytes read, up to the end of a line. */
  readonly offset: number;
  /** Tells a file that was replaced from one that grew. */
  readonly identity: string;
}

/** A record or a text in a transcript that says a limit was reached or is near. */
export interface LimitSighting {
  readonly id: string;
  readonly at: Instant;
  /** Null: a limit was hit, but not said which. */
  readonly window: WindowKind | null;
  readonly resetsAt: Instant | null;
  /** Null: the limit was reached. Else "you have used N %", which is at least so much. */
  readonly pct: number | null;
  readonly source: 'record' | 'text';
}

/** A row that looks like a limit and that no pattern knows: shown, never guessed. */
export interface UnknownSighting {
  readonly id: string;
  readonly at: Instant;
  /** Start of the error's own text, without numbers of accounts or addresses. */
  readonly text: string;
}

/** What one piece of reading found. Saved as one: marks never run ahead of what they cover. */
export interface TranscriptPiece {
  readonly marks: readonly TranscriptMark[];
  readonly messages: readonly PlanMessage[];
  readonly sightings: readonly LimitSighting[];
  readonly unknown: readonly UnknownSighting[];
  /** Bytes read and to read, of this round. */
  readonly progress: { readonly done: number; readonly total: number };
}

/** Claude Code's transcripts on this computer, read only. */
export interface Transcripts {
  /** How many folders and files there are, without reading any. */
  find(): Promise<{ readonly folders: number; readonly files: number }>;
  /** Reads on from the marks in small pieces; ends at the end of the newest file, or when cancelled. */
  read(marks: readonly TranscriptMark[], signal: CancelSignal): AsyncIterable<TranscriptPiece>;
}

/** What Claude Code said of a window in its status line. */
export interface StatusReading {
  readonly window: 'five_hour' | 'weekly';
  readonly pct: number;
  /** Said with decimals. */
  readonly isFine: boolean;
  readonly resetsAt: Instant;
  /** First seen. */
  readonly at: Instant;
}

/** What the status line shows of the plan besides what Claude Code tells it. */
export interface StatusGlance {
  readonly savedAt: Instant;
  readonly week: {
    readonly end: Instant;
    /** Percent; `isLearned` is marked with "~". */
    readonly percent: number;
    readonly isLearned: boolean;
    readonly hours: { readonly used: number; readonly inLimit: number } | null;
  } | null;
}

/** The status line works without the app: files are all that they share. */
export interface StatusLine {
  /** Readings that were recorded and not dropped yet; unreadable ones are left out. */
  readReadings(): readonly StatusReading[];
  /** Drops recorded readings of windows that ended before. */
  dropReadings(before: Instant): void;
  saveGlance(glance: StatusGlance): Result<null>;
  /** Whether Claude Code's settings call it. */
  describe(): StatusLineSetup;
  preview(): Result<StatusLinePreview>;
  /** Writes Claude Code's settings, with a backup of the file beside it. */
  install(): Result<StatusLineSetup>;
  /** Puts back what was there. */
  remove(): Result<StatusLineSetup>;
}

/** Use of a plan by model, in one hour or minute. */
export interface PlanUse {
  readonly start: HourStart | MinuteStart;
  readonly model: string;
  readonly tokens: TokenCounts;
}

/** Busiest minute of one hour for one group of models; counts of the minute. */
export interface MinutePeak {
  readonly hour: HourStart;
  /** The group's models, sorted, joined by a comma. */
  readonly group: string;
  readonly limiter: PeakLimiter;
  readonly value: number;
  readonly at: MinuteStart;
}
export const PEAK_LIMITERS = [
  'requests_per_minute',
  'input_tokens_per_minute',
  'output_tokens_per_minute',
] as const;
export type PeakLimiter = (typeof PEAK_LIMITERS)[number];

/** What one organization's history keeps about limits. Writes are one transaction each. */
export interface LimitMemory {
  /** Oldest first; deleted ones are left out. */
  readEvidence(): readonly Evidence[];
  /** Whether a record with this id was deleted. */
  isEvidenceDeleted(id: string): boolean;
  /** Another number after every write of evidence, by whatever process. */
  readEvidenceRevision(): number;
  /** Adds those whose id was never seen; what was deleted stays deleted. Gives how many were added. */
  addEvidence(records: readonly Evidence[]): Result<number>;
  /** Replaces records by id, or adds them; a deleted one comes back. */
  saveEvidence(records: readonly Evidence[]): Result<null>;
  /** Their ids are remembered, so that what is found again does not come back. */
  deleteEvidence(ids: readonly string[]): Result<null>;

  /** A message that is known keeps the larger counts. */
  addTranscriptPiece(piece: Omit<TranscriptPiece, 'progress'>): Result<null>;
  readTranscriptMarks(): readonly TranscriptMark[];
  readSightings(): readonly LimitSighting[];
  readUnknownSightings(): readonly UnknownSighting[];
  readPlanUse(span: Span, grain: 'hour' | 'minute'): readonly PlanUse[];
  /** First and last message; null: none. */
  readPlanSpan(): Span | null;
  /** What was learned last, as the learner wrote it; null: nothing yet. */
  readLearned(): string | null;
  saveLearned(text: string): Result<null>;

  /** Everything read from transcripts; evidence stays. */
  forgetTranscripts(): Result<null>;

  /** Replaces the peaks of these hours; an hour without use has no peak but is held. */
  replacePeaks(span: Span, peaks: readonly MinutePeak[], fetchedAt: Instant): Result<null>;
  readPeaks(span: Span): readonly MinutePeak[];
  /** Hours whose minutes were looked at, with the time of the fetch. */
  readPeakHours(span: Span): ReadonlyMap<HourStart, Instant>;
}
