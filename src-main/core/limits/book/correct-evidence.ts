import { type Evidence, halfOf } from '../../../shared/evidence.js';
import type { EvidencePatch } from '../../../shared/limits.js';

/**
 * The record as a person wants it. A moved one is placed and weighed anew. What it said before is
 * kept: Claude says it again, and what it says beyond that is news.
 */
export function correctEvidence(known: Evidence, patch: EvidencePatch): Evidence {
  const { said: before, isPlaced, ...rest } = known;
  const { isIgnored = known.isIgnored, at = known.at, note = known.note } = patch;
  const isMoved = at !== known.at;
  const isNewPercent = patch.pct !== undefined && patch.pct !== known.pct && known.pct !== null;
  const pct = isNewPercent ? (patch.pct ?? null) : known.pct;
  const said = before ?? { pct: known.pct, at: known.at };
  const isIgnoredByPerson = isIgnored && (before !== undefined || patch.isIgnored === true);
  const isAsSaid = !isIgnoredByPerson && pct === said.pct && at === said.at;
  return {
    ...rest,
    isIgnored,
    note,
    ...(isNewPercent && pct !== null && { pct, half: halfOf(pct, known.since !== null) }),
    ...(isMoved
      ? { at, start: null, end: null, used: null, settled: null }
      : isPlaced && { isPlaced }),
    ...(!isAsSaid && { said }),
    // What was an answer so far must not turn into something that a person ignored, nor back.
    ...(known.kind === 'change' && { isDenied: known.isDenied ?? known.isIgnored }),
  };
}

/** It stays as the person left it; those that were ignored before this was kept have no more. */
export const isTouched = ({ said, isIgnored }: Evidence): boolean =>
  said !== undefined || isIgnored;
