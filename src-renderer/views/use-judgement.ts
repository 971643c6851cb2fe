import type { Snapshot } from '../../src-main/shared/snapshot.js';
import { isOverLimit } from '../../src-main/shared/week-percent.js';
import { useAge } from '../store.js';

export type Tone = 'plain' | 'amber' | 'red' | 'faded';

interface Judgement {
  readonly tone: Tone;
  /** Says what the colour says; null when all is well. */
  readonly word: string | null;
}

/** How the week's number stands: old figures are faded and carry their age. */
export function useJudgement({ glance, sync, week }: Snapshot): Judgement {
  const age = useAge(sync.lastSuccessAt);
  if (isFaded(glance)) {
    return { tone: 'faded', word: age === null ? 'not updating' : `as of ${age} ago` };
  }
  if (isOverLimit(week)) return { tone: 'red', word: 'over the limit' };
  return glance === 'near'
    ? { tone: 'amber', word: 'near the limit' }
    : { tone: 'plain', word: null };
}

export const isFaded = (glance: Snapshot['glance']) => glance === 'stale' || glance === 'failing';
