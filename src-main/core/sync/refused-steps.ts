import { DAY_MS, type Instant, MINUTE_MS } from '../../shared/units.js';
import type { SyncStep } from './plan-sync.js';

const FIRST_PAUSE_MS = 10 * MINUTE_MS;

/** Parts that the API refused to tell: asked again in the next cycle, then ever more rarely (A5). */
export interface RefusedSteps {
  isResting(step: SyncStep, now: Instant): boolean;
  note(step: SyncStep, now: Instant): void;
  forget(step: SyncStep): void;
}

export function createRefusedSteps(): RefusedSteps {
  const refusals = new Map<string, { readonly times: number; readonly notBefore: Instant }>();
  return {
    isResting: (step, now) => now < (refusals.get(nameOf(step))?.notBefore ?? 0),
    note(step, now) {
      const times = (refusals.get(nameOf(step))?.times ?? 0) + 1;
      const pauseMs = times === 1 ? 0 : Math.min(DAY_MS, FIRST_PAUSE_MS * 2 ** (times - 2));
      refusals.set(nameOf(step), { times, notBefore: now + pauseMs });
    },
    forget: (step) => void refusals.delete(nameOf(step)),
  };
}

/** The end of a missing part stays where it is; its start follows the oldest day wanted. */
const nameOf = ({ kind, span }: SyncStep) => `${kind} ${span.to}`;
