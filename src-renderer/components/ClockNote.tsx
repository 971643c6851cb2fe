import { formatDuration } from '../../src-main/shared/format.js';
import { MINUTE_MS } from '../../src-main/shared/units.js';
import { useWindow } from '../store.js';
import { Note } from './Note.js';

/** Said as long as this computer's clock and Anthropic's disagree. */
export function ClockNote() {
  const offsetMs = useWindow((state) => state.snapshot?.sync.clockOffsetMs ?? 0);
  if (offsetMs === 0) return null;
  const minutes = Math.round(Math.abs(offsetMs) / MINUTE_MS);
  return (
    <Note
      role="status"
      title={`This computer’s clock is ${formatDuration(minutes * MINUTE_MS)} ${offsetMs > 0 ? 'behind' : 'ahead'}.`}
      body="Times here follow Anthropic’s."
    />
  );
}
