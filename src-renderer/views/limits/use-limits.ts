import type { Limits } from '../../../src-main/shared/limits.js';
import { MINUTE_MS } from '../../../src-main/shared/units.js';
import { readLimits } from '../../bridge.js';
import { useNow, useWindow } from '../../store.js';
import { type AnswerState, useAnswer } from '../use-answer.js';
import { useHeldVersion } from '../use-held-version.js';

/** While transcripts are read or something is learned, its progress is looked at this often. */
const PROGRESS_MS = 2000;

/** Asks again when figures change, when something was added here, and as time goes by. */
export function useLimits(): AnswerState<Limits> {
  const kept = useWindow((state) => state.limits);
  const isMoving = kept !== null && (kept.isLearning || kept.transcripts.progress !== null);
  const step = useNow(isMoving ? PROGRESS_MS : MINUTE_MS);
  const held = useHeldVersion();
  const age = useWindow((state) => state.limitsAge);
  const learned = useWindow(({ snapshot, settings }) =>
    JSON.stringify([
      snapshot?.limitsVersion,
      settings?.weekMeter,
      settings?.readsTranscripts,
      settings?.timeZone,
    ]),
  );
  const keepLimits = useWindow((state) => state.keepLimits);
  return useAnswer({
    key: 'limits',
    kept: kept ?? undefined,
    version: `${step} ${held} ${age} ${learned}`,
    ask: readLimits,
    keep: (_, limits) => keepLimits(limits),
  });
}
