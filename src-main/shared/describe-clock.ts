import { formatDuration } from './format.js';
import { MINUTE_MS } from './units.js';

/**
 * "3 h behind": this computer's clock beside Anthropic's, of an offset in milliseconds. To the
 * minute, since the answer it was measured by dates itself to the second and took a while (T1).
 */
export function describeClock(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / MINUTE_MS);
  return `${formatDuration(minutes * MINUTE_MS)} ${offsetMs > 0 ? 'behind' : 'ahead'}`;
}
