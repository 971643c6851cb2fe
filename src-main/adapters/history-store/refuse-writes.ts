import type { LimitMemory } from '../../core/limits/limit-ports.js';
import type { UsageHistory } from '../../core/ports.js';
import type { Failure } from '../../shared/failure.js';
import { failed } from '../../shared/result.js';

export type Writes = Pick<
  UsageHistory,
  Extract<keyof UsageHistory, `replace${string}` | `save${string}` | 'repriceHours'>
>;

export type LimitWrites = Pick<
  LimitMemory,
  | Extract<keyof LimitMemory, `add${string}` | `replace${string}` | `save${string}`>
  | 'deleteEvidence'
  | 'forgetTranscripts'
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
    savePublishedLimits: refuse,
    saveRefusals: refuse,
    replaceLabels: refuse,
    saveSyncRecord: refuse,
    saveAlertMarks: refuse,
  };
}

export function refuseLimitWrites(failure: Failure): LimitWrites {
  const refuse = () => failed(failure);
  return {
    addEvidence: refuse,
    saveEvidence: refuse,
    deleteEvidence: refuse,
    addTranscriptPiece: refuse,
    saveLearned: refuse,
    forgetTranscripts: refuse,
    replacePeaks: refuse,
  };
}
