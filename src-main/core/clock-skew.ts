import type { Instant } from '../shared/units.js';

/** How far this computer's clock was off, and what tells whether it still is. */
export interface ClockSkew {
  /** Anthropic's clock less this computer's. */
  readonly offsetMs: number;
  /** When this computer was started, by its own clock: another time once that clock is set. */
  readonly startedAt: Instant;
}
