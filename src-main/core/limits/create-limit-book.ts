import type { Failure } from '../../shared/failure.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { CancelSignal, Clock, Log, SettingsStore, UsageHistory, Wait } from '../ports.js';
import type { PriceTable } from '../pricing/price-table.js';
import type { ShownHistory } from '../shown-history.js';
import { failureOf } from '../shown-history.js';
import { createCancelScope } from '../sync/create-cancel-scope.js';
import { createHistoryLearner } from './create-history-learner.js';
import { createEvidenceGatherer } from './gather-evidence.js';
import type { LearnedLimits } from './learned-limits.js';
import type { LimitMemory, StatusLine, TranscriptPiece, Transcripts } from './limit-ports.js';

export interface LimitBookParts {
  readonly shown: ShownHistory;
  readonly prices: () => PriceTable;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  readonly wait: Wait;
  readonly log: Log;
  readonly stopping: CancelSignal;
  /** Null: Claude Code is not looked at. */
  readonly transcripts: Transcripts | null;
  readonly statusLine: StatusLine | null;
  /** Something other than before was learned. */
  readonly onLearned: () => void;
}

export interface LimitBook {
  /**
   * Takes in what is new and learns; joins what is under way and then does so once more. Who waits
   * for its end is told of it also when nothing else was learned.
   */
  refresh(asked?: { readonly isWaitedFor: boolean }): Promise<Result<null>>;
  isLearning(): boolean;
  /** Bytes of transcripts read and to read; null: none is being read. */
  progress(): TranscriptPiece['progress'] | null;
  learned(): LearnedLimits;
  /** What was kept is read again: another history is shown. It may be learned from. */
  reload(): void;
  /** The end of what is under way, or how the last learning ended. */
  settled(): Promise<Result<null>>;
  /** Nothing is learned any more until a history is shown again: this one may be closed. */
  stop(): Promise<void>;
}

/** Gathers evidence and learns from it, beside everything else. */
export function createLimitBook(parts: LimitBookParts): LimitBook {
  const { shown, wait, log } = parts;
  let running: Promise<Result<null>> | null = null;
  let last: Result<null> = ok(null);
  let isAskedAgain = false;
  let isStopped = false;
  let hasNews = false;
  let cancel = () => {};
  const gatherer = createEvidenceGatherer(parts);
  const learner = createHistoryLearner({ ...parts, gatherer });
  /** What was learned from last. */
  let lastMemory: LimitMemory | null = null;

  function forget(): void {
    learner.forget();
    gatherer.forget();
  }

  /** What could not be taken in does not keep the rest from being learned from. */
  async function learnFrom(history: UsageHistory, signal: CancelSignal): Promise<Result<null>> {
    // A sync may have opened it anew: what was seen in another file may be missing in this one.
    if (history.limits !== lastMemory) forget();
    lastMemory = history.limits;
    const gathered = await gatherer.gather(history, signal);
    const done = await learner.learn(history, signal);
    hasNews ||= done.ok && done.value;
    if (!gathered.ok) return gathered;
    return done.ok ? ok(null) : done;
  }

  function fail(failure: Failure): Result<null> {
    log.warn('limits-failed', { kind: failure.kind, detail: failure.detail ?? null });
    return failed(failure);
  }

  async function run(): Promise<Result<null>> {
    const scope = createCancelScope(parts.stopping);
    cancel = scope.cancel;
    try {
      // Whoever asked goes on first.
      await wait(0, scope.signal);
      const history = shown.read<UsageHistory | null>((held) => held, null);
      if (!history || scope.signal.aborted) return ok(null);
      const result = await learnFrom(history, scope.signal);
      return result.ok ? result : fail(result.failure);
    } catch (error) {
      return fail(failureOf(error));
    } finally {
      scope.end();
    }
  }

  async function runUntilDone(): Promise<Result<null>> {
    try {
      do {
        isAskedAgain = false;
        last = await run();
      } while (isAskedAgain && !parts.stopping.aborted);
    } finally {
      running = null;
    }
    const isNews = hasNews;
    hasNews = false;
    if (isNews) parts.onLearned();
    return last;
  }

  return {
    refresh({ isWaitedFor } = { isWaitedFor: false }) {
      if (isStopped) return Promise.resolve(ok(null));
      hasNews ||= isWaitedFor;
      if (running) isAskedAgain = true;
      running ??= runUntilDone();
      return running;
    },
    isLearning: () => running !== null,
    progress: gatherer.progress,
    learned: learner.learned,
    reload() {
      // Whatever still runs is of the history before.
      isAskedAgain = false;
      isStopped = false;
      cancel();
      forget();
    },
    settled: () => running ?? Promise.resolve(last),
    async stop() {
      isStopped = true;
      isAskedAgain = false;
      cancel();
      await running;
    },
  };
}
