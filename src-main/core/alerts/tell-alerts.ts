import type { Snapshot } from '../../shared/snapshot.js';
import type { Listeners } from '../create-listeners.js';
import type { UsageHistory } from '../ports.js';
import { type Alert, type AlertDecision, decideAlerts } from './decide-alerts.js';
import { decideKeyAlert } from './decide-key-alert.js';

/** Decides what is to be told, marks it as told, and tells it: once each, also across restarts. */
export function tellAlerts(
  snapshot: Snapshot,
  history: UsageHistory,
  listeners: Listeners<Alert>,
  isWeeklyWanted: boolean,
): void {
  // A mark without anybody to tell would keep the desktop from telling later.
  if (listeners.isEmpty) return;
  const known = history.readAlertMarks();
  const tell = ({ marks, alert }: AlertDecision) => {
    // Untold is better than told again at every start: no mark, no alert.
    if (marks.length > 0 && !history.saveAlertMarks(marks).ok) return;
    if (alert) listeners.tell(alert);
  };
  tell(decideKeyAlert(snapshot, known));
  if (isWeeklyWanted) tell(decideAlerts(snapshot, known));
}
