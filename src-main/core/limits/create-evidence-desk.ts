import type { Evidence } from '../../shared/evidence.js';
import { formatCount } from '../../shared/format.js';
import type { EvidenceImport } from '../../shared/ipc-contract.js';
import type { EvidencePatch, NewEvidence } from '../../shared/limits.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { CancelSignal, Clock, UsageHistory, Wait } from '../ports.js';
import type { ShownHistory } from '../shown-history.js';
import { idsOfDeleted } from './book/beyond-touched.js';
import { correctEvidence } from './book/correct-evidence.js';
import { evidenceOfPerson } from './book/evidence-of-person.js';
import { evidenceLine, parseEvidenceLines } from './evidence-json.js';
import type { LimitMemory } from './limit-ports.js';
import { canEndAt } from './windows/limit-window.js';

/** What a person may do with the records that limits are learned from. */
export interface EvidenceDesk {
  addEvidence(said: NewEvidence): Result<null>;
  editEvidence(patch: EvidencePatch): Result<null>;
  deleteEvidence(id: string): Result<null>;
  /** One record a line, as `tidemark limits learn` reads them. */
  exportEvidence(): Result<string>;
  /** In pieces that let others work between; what was added before a failure stays. */
  importEvidence(text: string): Promise<Result<EvidenceImport>>;
  forgetTranscripts(): Result<null>;
}

interface DeskParts {
  readonly shown: ShownHistory;
  readonly clock: Clock;
  readonly wait: Wait;
  readonly stopping: CancelSignal;
  /** Something was written: it is to be learned from. */
  readonly onChange: () => void;
}

/** A minute of the clocks of two machines apart is no future. */
const SLACK_MS = 60_000;

/** A record a line: more than ten years of the busiest use make. */
const MOST_LINES = 100_000;
const STEP_LINES = 200;
const TOO_MUCH = {
  kind: 'invalid-input',
  detail: `That is too much for a file of evidence: at most ${formatCount(MOST_LINES)} lines are read at once.`,
} as const;
const LATER = { kind: 'invalid-input', detail: 'The time must not be in the future.' } as const;
const NO_RESET = {
  kind: 'invalid-input',
  detail: 'That window cannot end then: look at the reset again.',
} as const;
const GONE = { kind: 'invalid-input', detail: 'That record is gone.' } as const;

export function createEvidenceDesk({
  shown,
  clock,
  wait,
  stopping,
  onChange,
}: DeskParts): EvidenceDesk {
  function write<T>(act: (memory: LimitMemory) => Result<T>): Result<T> {
    const asked = shown.ask((history: UsageHistory) => act(history.limits));
    const done = asked.ok ? asked.value : asked;
    if (done.ok) onChange();
    return done;
  }

  const find = (memory: LimitMemory, id: string): Evidence | null =>
    memory.readEvidence().find((record) => record.id === id) ?? null;

  return {
    addEvidence(said) {
      const now = clock.now();
      if (said.at !== null && said.at > now + SLACK_MS) return failed(LATER);
      const record = evidenceOfPerson(said, now);
      // An end from another week would move every window.
      if (record.end !== null && !canEndAt(record.window, record.at, record.end)) {
        return failed(NO_RESET);
      }
      return write((memory) => memory.saveEvidence([record]));
    },
    editEvidence(patch) {
      if (patch.at !== undefined && patch.at > clock.now() + SLACK_MS) return failed(LATER);
      return write((memory) => {
        const known = find(memory, patch.id);
        return known ? memory.saveEvidence([correctEvidence(known, patch)]) : failed(GONE);
      });
    },
    deleteEvidence: (id) =>
      write((memory) => {
        const known = find(memory, id);
        return known ? memory.deleteEvidence(idsOfDeleted(known)) : failed(GONE);
      }),
    exportEvidence: () =>
      shown.ask((history) =>
        history.limits
          .readEvidence()
          .map((record) => `${evidenceLine(record)}\n`)
          .join(''),
      ),
    async importEvidence(text) {
      const lines = text.trimEnd().split('\n');
      if (lines.length > MOST_LINES) return failed(TOO_MUCH);
      // All goes to the history that was shown when it began.
      const asked = shown.ask((history: UsageHistory) => history.limits);
      if (!asked.ok) return asked;
      const outcome = { added: 0, known: 0, warnings: [] as string[] };
      try {
        for (let from = 0; from < lines.length; from += STEP_LINES) {
          const piece = parseEvidenceLines(lines.slice(from, from + STEP_LINES).join('\n'), from);
          const added = asked.value.addEvidence(piece.records);
          if (!added.ok) return added;
          outcome.added += added.value;
          outcome.known += piece.records.length - added.value;
          outcome.warnings.push(...piece.warnings);
          await wait(0, stopping);
          if (stopping.aborted) return failed({ kind: 'cancelled' });
        }
        return ok(outcome);
      } finally {
        onChange();
      }
    },
    forgetTranscripts: () => write((memory) => memory.forgetTranscripts()),
  };
}
