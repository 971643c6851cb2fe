import { DAY_MS, floorDay, type Span } from '../../shared/units.js';
import type { CancelSignal, Clock, Wait } from '../ports.js';
import type { PriceTable } from '../pricing/price-table.js';
import type { ShownHistory } from '../shown-history.js';
import { readKeyDays } from './read-key-days.js';

export interface KeyWarmerParts {
  readonly shown: ShownHistory;
  readonly prices: () => PriceTable;
  readonly clock: Clock;
  readonly wait: Wait;
  readonly stopping: CancelSignal;
}

/** So long a piece is split within a frame or two. */
const DAYS_A_PIECE = 14;

/**
 * Splits the bills of a span over their keys piece by piece beside everything else, newest first:
 * a year of them at once would hold up the window when somebody asks for it.
 */
export function createKeyWarmer({ shown, prices, clock, wait, stopping }: KeyWarmerParts) {
  let running: Promise<void> | null = null;

  async function warm({ from, to }: Span): Promise<void> {
    const first = floorDay(from);
    for (let end: number = floorDay(to); end > first; end -= DAYS_A_PIECE * DAY_MS) {
      await wait(0, stopping);
      if (stopping.aborted) return;
      const piece = { from: Math.max(first, end - DAYS_A_PIECE * DAY_MS), to: end };
      shown.read((history) => {
        if (history.pair === 'legacy') readKeyDays(history, prices(), piece, clock.now());
      }, undefined);
    }
  }

  return {
    start(span: Span): void {
      running ??= warm(span).finally(() => {
        running = null;
      });
    },
    /** The end of what is under way, if anything. */
    settled: (): Promise<void> => running ?? Promise.resolve(),
  };
}
