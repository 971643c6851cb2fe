import type {
  Limits,
  StatusLinePreview,
  StatusLineSetup,
  TranscriptsSetup,
} from '../../shared/limits.js';
import { failed, type Result } from '../../shared/result.js';
import { createEvidenceDesk, type EvidenceDesk } from './create-evidence-desk.js';
import { createLimitBook, type LimitBook, type LimitBookParts } from './create-limit-book.js';
import { readLimits } from './read-limits.js';

/** What may be asked and done about limits. */
export interface LimitsDesk extends EvidenceDesk {
  readLimits(): Promise<Result<Limits>>;
  previewStatusLine(): Result<StatusLinePreview>;
  installStatusLine(): Result<StatusLineSetup>;
  removeStatusLine(): Result<StatusLineSetup>;
  /** The end of the learning under way, or how the last one ended. */
  learnedLimits(): Promise<Result<null>>;
}

const NO_STATUS_LINE: StatusLineSetup = {
  state: 'no-claude-code',
  keepsOther: false,
  file: '',
  lastReadingAt: null,
  isSwitchedOff: false,
  isSilent: false,
};
const NO_CLAUDE_CODE = {
  kind: 'invalid-input',
  detail: 'Claude Code is not looked at here.',
} as const;

/** Evidence of limits, what is learned from it, and what it is gathered by. */
export function createLimits(parts: LimitBookParts): { desk: LimitsDesk; book: LimitBook } {
  const { shown, settings, clock, transcripts, statusLine } = parts;
  const book = createLimitBook(parts);
  const evidence = createEvidenceDesk({
    ...{ shown, clock, wait: parts.wait, stopping: parts.stopping },
    onChange: () => void book.refresh({ isWaitedFor: true }),
  });

  function describeTranscripts(
    found: Pick<TranscriptsSetup, 'folders' | 'files'>,
  ): TranscriptsSetup {
    const span = shown.read((history) => history.limits.readPlanSpan(), null);
    return {
      isOn: settings.read().readsTranscripts,
      ...found,
      progress: book.progress(),
      from: span?.from ?? null,
      to: span?.to ?? null,
    };
  }

  const desk: LimitsDesk = {
    ...evidence,
    async readLimits() {
      const found = (await transcripts?.find()) ?? { folders: 0, files: 0 };
      // The history may have been closed meanwhile.
      if (parts.stopping.aborted) return failed({ kind: 'cancelled' });
      return shown.ask((history) =>
        readLimits(history, {
          learned: book.learned(),
          settings: settings.read(),
          statusLine: statusLine?.describe() ?? NO_STATUS_LINE,
          transcripts: describeTranscripts(found),
          isLearning: book.isLearning(),
          now: clock.now(),
        }),
      );
    },
    previewStatusLine: () => statusLine?.preview() ?? failed(NO_CLAUDE_CODE),
    installStatusLine: () => statusLine?.install() ?? failed(NO_CLAUDE_CODE),
    removeStatusLine: () => statusLine?.remove() ?? failed(NO_CLAUDE_CODE),
    learnedLimits: book.settled,
  };
  return { desk, book };
}
