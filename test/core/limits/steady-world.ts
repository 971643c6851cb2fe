import type { LimitSighting } from '../../../src-main/core/limits/limit-ports.js';
import { DAY_MS, MINUTE_MS } from '../../../src-main/shared/units.js';
import { at } from '../../fakes/figures.js';
import { createLimitWorld, DOLLARS_A_MESSAGE, hourly, pieceOf } from '../../fakes/limit-world.js';

export const NOW = at('2026-11-20T14:05:00Z');
/** Monday to Monday, nine o'clock. */
export const END = at('2026-11-23T09:00:00Z');
export const START = END - 7 * DAY_MS;
export const WEEK = 7 * DAY_MS;
export const usd = (messages: number) => messages * DOLLARS_A_MESSAGE;

export const hit = (some: Partial<LimitSighting> = {}): LimitSighting => ({
  id: 'ab'.repeat(16),
  at: START + 2 * DAY_MS + 30 * MINUTE_MS,
  window: 'weekly',
  resetsAt: END,
  pct: null,
  source: 'record',
  ...some,
});

/** More than three weeks of use, each hour. */
export function steadyWorld() {
  const world = createLimitWorld(NOW);
  world.claudeCode.pieces.push(pieceOf(hourly(START - 3 * WEEK, NOW)));
  return world;
}
