import type { UsageHistory } from '../../core/ports.js';
import type { Failure } from '../../shared/failure.js';
import { failed } from '../../shared/result.js';

export type Writes = Pick<
  UsageHistory,
  Extract<keyof UsageHistory, `replace${string}` | `save${string}` | 'repriceHours'>
>;

/** A history that can be shown but not written answers every write with the reason. */
export function refuseWrites(failure: Failure): Writes {
  const refuse = () => failed(failure);
  return {
    saveOrganization: refuse,
    replaceHours: refuse,
    replaceMinutes: refuse,
    replaceDays: refuse,
    replaceClaudeCodeDay: refuse,
    repriceHours: refuse,
    savePriceMark: refuse,
    saveLimits: refuse,
    saveRefusals: refuse,
    replaceLabels: refuse,
    saveSyncRecord: refuse,
    saveAlertMarks: refuse,
  };
}
