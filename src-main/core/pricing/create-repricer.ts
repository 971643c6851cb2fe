import type { Failure } from '../../shared/failure.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { CancelSignal, Log, UsageHistory, Wait } from '../ports.js';
import { failureOf, type ShownHistory } from '../shown-history.js';
import { createCancelScope } from '../sync/create-cancel-scope.js';
import type { PriceTable } from './price-table.js';
import { isPricedOtherwise, repriceHistory } from './reprice-history.js';

interface RepricerParts {
  readonly shown: ShownHistory;
  readonly prices: () => PriceTable;
  readonly wait: Wait;
  readonly log: Log;
  readonly stopping: CancelSignal;
  readonly onFailure: (failure: Failure) => void;
  readonly onEnd: () => void;
}

export interface Repricer {
  /** Prices what is held anew, unless it has these prices or that is under way. */
  start(): void;
  /** The end of what is under way, if anything. */
  settled(): Promise<Result<null>>;
  stop(): Promise<void>;
}

/** Repricing beside everything else: the figures are shown meanwhile, at the prices they have. */
export function createRepricer(parts: RepricerParts): Repricer {
  const { shown, prices, wait, log } = parts;
  let running: Promise<Result<null>> | null = null;
  let cancel = () => {};

  async function run(history: UsageHistory): Promise<Result<null>> {
    const scope = createCancelScope(parts.stopping);
    cancel = scope.cancel;
    try {
      await wait(0, scope.signal);
      const result = await repriceHistory(history, { prices, wait, signal: scope.signal });
      if (!result.ok) note(result.failure);
      return result;
    } catch (error) {
      const failure = failureOf(error);
      note(failure);
      return failed(failure);
    } finally {
      scope.end();
      running = null;
      parts.onEnd();
    }
  }

  function note(failure: Failure): void {
    if (failure.kind === 'cancelled') return;
    log.warn('repricing-failed', { kind: failure.kind, detail: failure.detail ?? null });
    parts.onFailure(failure);
  }

  return {
    start() {
      if (running) return;
      const history = shown.read<UsageHistory | null>(
        (held) => (isPricedOtherwise(held, prices()) ? held : null),
        null,
      );
      if (history) running = run(history);
    },
    settled: () => running ?? Promise.resolve(ok(null)),
    async stop() {
      cancel();
      await running;
    },
  };
}
