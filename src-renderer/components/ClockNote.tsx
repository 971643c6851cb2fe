import { describeClock } from '../../src-main/shared/describe-clock.js';
import { useWindow } from '../store.js';
import { Note } from './Note.js';

/** Said as long as this computer's clock and Anthropic's disagree. */
export function ClockNote() {
  const offsetMs = useWindow((state) => state.snapshot?.sync.clockOffsetMs ?? 0);
  if (offsetMs === 0) return null;
  return (
    <Note
      role="status"
      title={`This computer’s clock is ${describeClock(offsetMs)}.`}
      body="Times here follow Anthropic’s."
    />
  );
}
