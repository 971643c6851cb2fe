import type { Evidence } from '../../shared/evidence.js';
import { ok, type Result } from '../../shared/result.js';
import type { LimitMemory } from './limit-ports.js';

/**
 * What was weighed is kept with its record, for when its hours are out of reach, and so is the window
 * it was placed in. A record that the person changed or deleted meanwhile stays as it is now.
 */
export function keepWeighed(memory: LimitMemory, weighed: readonly Evidence[]): Result<null> {
  const held = new Map(memory.readEvidence().map((record) => [record.id, record]));
  const changed = weighed.flatMap((record) => {
    const now = held.get(record.id);
    if (!now || !isSameObservation(now, record)) return [];
    const { used, settled, isExact, start, end, isPlaced } = record;
    const next = { ...now, used, settled, isExact, ...(isPlaced && { start, end, isPlaced }) };
    return JSON.stringify(next) === JSON.stringify(now) ? [] : [next];
  });
  return changed.length === 0 ? ok(null) : memory.saveEvidence(changed);
}

const isSameObservation = (one: Evidence, other: Evidence) =>
  one.at === other.at && one.since === other.since && one.window === other.window;
