import { describeClock } from '../shared/describe-clock.js';

/** Nothing where this computer's clock agrees with Anthropic's (T1). */
export function clockWords(offsetMs: number): readonly string[] {
  if (offsetMs === 0) return [];
  return [`Clock   this computer’s is ${describeClock(offsetMs)}; times follow Anthropic’s`];
}
