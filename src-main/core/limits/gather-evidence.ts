import { ok, type Result } from '../../shared/result.js';
import { DAY_MS, type Instant } from '../../shared/units.js';
import type { CancelSignal, Clock, SettingsStore, UsageHistory } from '../ports.js';
import { evidenceOfReadings } from './book/evidence-of-reading.js';
import { evidenceOfSighting, isUnmatched } from './book/evidence-of-sighting.js';
import { firstSightings } from './book/first-sightings.js';
import { raiseReadings } from './book/raise-readings.js';
import { toldEnds } from './find-limit-windows.js';
import type {
  LimitMemory,
  StatusLine,
  StatusReading,
  TranscriptPiece,
  Transcripts,
} from './limit-ports.js';
import { pieceAt } from './use/use-pieces.js';

interface GathererParts {
  readonly settings: SettingsStore;
  readonly clock: Clock;
  /** Null: Claude Code is not looked at. */
  readonly transcripts: Transcripts | null;
  readonly statusLine: StatusLine | null;
}

export interface EvidenceGatherer {
  /** Takes in what Claude Code has said and written since the last time. */
  gather(history: UsageHistory, signal: CancelSignal): Promise<Result<null>>;
  /** Bytes of transcripts read and to read; null: none is being read. */
  progress(): TranscriptPiece['progress'] | null;
  /** How often transcripts told this process something new of the piece of time that begins then. */
  news(piece: Instant): number;
  /** How often they told it anything new. */
  rounds(): number;
  /** Up to when transcripts were read; null: a reading was begun and never ended. */
  readTo(history: UsageHistory): Instant | null;
  /** Another history is shown. */
  forget(): void;
}

/** Readings of windows that ended so long ago are held in the history. */
const READINGS_KEPT_MS = 8 * DAY_MS;

export function createEvidenceGatherer(parts: GathererParts): EvidenceGatherer {
  const { settings, clock, transcripts, statusLine } = parts;
  let progress: TranscriptPiece['progress'] | null = null;
  let rounds = 0;
  const news = new Map<Instant, number>();
  let readTo: Instant | null = null;
  let roundsTaken = 0;
  /** What the status line had told when it was taken in last. */
  let readingsTaken = '';
  /** Of the evidence when a hit was left that no known reset matches; null: none was. */
  let unmatchedAt: number | null = null;

  const isRead = () => transcripts !== null && settings.read().readsTranscripts;

  async function gather(history: UsageHistory, signal: CancelSignal): Promise<Result<null>> {
    const now = clock.now();
    if (statusLine) {
      const taken = takeNewReadings(history.limits, statusLine.readReadings());
      if (!taken.ok) return taken;
      statusLine.dropReadings(now - READINGS_KEPT_MS);
    }
    if (!transcripts || !isRead()) return ok(null);
    try {
      for await (const piece of transcripts.read(history.limits.readTranscriptMarks(), signal)) {
        // What the person has just had forgotten must not come back.
        if (signal.aborted || !isRead()) break;
        const saved = history.limits.addTranscriptPiece(piece);
        if (!saved.ok) return saved;
        progress = piece.progress;
        note(piece);
      }
    } finally {
      progress = null;
    }
    if (signal.aborted || !isRead()) return ok(null);
    const isNew = roundsTaken !== rounds || readTo === null || isMatchable(history.limits);
    const added = isNew ? addSightings(history.limits) : ok(null);
    if (!added.ok) return added;
    roundsTaken = rounds;
    readTo = now;
    return ok(null);
  }

  function takeNewReadings(memory: LimitMemory, readings: readonly StatusReading[]): Result<null> {
    const told = readings.map(({ window, resetsAt, pct }) => `${window} ${resetsAt} ${pct}`).join();
    if (told === readingsTaken) return ok(null);
    // Without transcripts no start of a window is seen.
    const seenFrom = isRead() ? (memory.readPlanSpan()?.from ?? null) : null;
    const taken = takeReadings(memory, readings, seenFrom);
    if (taken.ok) readingsTaken = told;
    return taken;
  }

  function note({ messages }: TranscriptPiece): void {
    rounds += 1;
    for (const piece of new Set(messages.map(({ at }) => pieceAt(at)))) {
      news.set(piece, (news.get(piece) ?? 0) + 1);
    }
  }

  /** A reset that was told since may be the one that a hit named. */
  const isMatchable = (memory: LimitMemory) =>
    unmatchedAt !== null && unmatchedAt !== memory.readEvidenceRevision();

  function addSightings(memory: LimitMemory): Result<null> {
    const evidence = memory.readEvidence().filter(({ meter }) => meter === 'plan');
    const ends = new Map(
      (['five_hour', 'weekly'] as const).map((kind) => [kind, toldEnds(evidence, kind)] as const),
    );
    const found = firstSightings(memory.readSightings()).map((sighting) =>
      evidenceOfSighting(sighting, ends),
    );
    const added = memory.addEvidence(found);
    if (!added.ok) return added;
    const open = new Set(evidence.filter(isUnmatched).map(({ id }) => id));
    const matched = found.filter((record) => open.has(record.id) && !isUnmatched(record));
    const saved = matched.length === 0 ? ok(null) : memory.saveEvidence(matched);
    if (!saved.ok) return saved;
    unmatchedAt = found.some(isUnmatched) ? memory.readEvidenceRevision() : null;
    return ok(null);
  }

  return {
    gather,
    progress: () => progress,
    news: (piece) => news.get(piece) ?? 0,
    rounds: () => rounds,
    readTo(history) {
      // What is no longer read is known up to its last message.
      return isRead() ? readTo : (history.limits.readPlanSpan()?.to ?? null);
    },
    forget() {
      readTo = null;
      readingsTaken = '';
      unmatchedAt = null;
    },
  };
}

function takeReadings(
  memory: LimitMemory,
  readings: readonly StatusReading[],
  seenFrom: Instant | null,
): Result<null> {
  if (readings.length === 0) return ok(null);
  const known = memory.readEvidence();
  const told = evidenceOfReadings(readings, known, seenFrom, memory.isEvidenceDeleted);
  const added = memory.addEvidence(told);
  if (!added.ok) return added;
  const raised = raiseReadings(told, known);
  return raised.length === 0 ? ok(null) : memory.saveEvidence(raised);
}
