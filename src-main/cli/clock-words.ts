import { formatDuration } from '../shared/format.js';

/** Nothing where this computer's clock agrees with Anthropic's (T1). */
export function clockWords(offsetMs: number): readonly string[] {
  if (offsetMs === 0) return [];
  const off = `${formatDuration(Math.abs(offsetMs))} ${offsetMs > 0 ? 'behind' : 'ahead'}`;
  return [`Clock   this computer’s is ${off}; times follow Anthropic’s`];
}
