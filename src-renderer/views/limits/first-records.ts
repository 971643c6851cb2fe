import type { ListedEvidence } from '../../../src-main/shared/limits.js';

/** More than these are shown when asked for. */
const SHOWN = 8;

/** Quiet windows are many and say little each: where not all have room, what was told comes first. */
export function firstRecords(evidence: readonly ListedEvidence[]): readonly ListedEvidence[] {
  const told = evidence.filter(({ kind }) => kind !== 'quiet');
  const isCrowded = evidence.length > SHOWN && told.length > 0;
  return (isCrowded ? told : evidence).slice(0, SHOWN);
}
