import { noteFailure } from '../../shared/failure.js';
import type { Snapshot } from '../../shared/snapshot.js';
import type { AlertMark } from '../history-rows.js';
import { type AlertDecision, NO_ALERT } from './decide-alerts.js';

const RULE = 'key-refused';

/** Told once when a key that has worked is refused: its last success names the occasion (A2). */
export function decideKeyAlert(snapshot: Snapshot, known: readonly AlertMark[]): AlertDecision {
  const { connection, generatedAt, sync } = snapshot;
  if (connection.state !== 'refused' || sync.lastSuccessAt === null) return NO_ALERT;
  const windowStart = sync.lastSuccessAt;
  const isTold = known.some((mark) => mark.rule === RULE && mark.windowStart === windowStart);
  if (isTold) return NO_ALERT;
  const { title, body } = noteFailure({ kind: RULE }, generatedAt);
  return {
    marks: [{ rule: RULE, windowStart, decidedAt: generatedAt, outcome: 'decided' }],
    alert: { rule: RULE, windowStart, title, body },
  };
}
