import { formatDuration } from '../../src-main/shared/format.js';

/** "just now", "12 s ago": how old figures are. */
export const describeAge = (ageMs: number) =>
  ageMs < 2000 ? 'just now' : `${formatDuration(ageMs)} ago`;
