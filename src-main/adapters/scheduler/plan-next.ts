import { MINUTE_MS } from '../../shared/units.js';
import type { RunOutcome } from './run-outcome.js';

/** What asks for more or fewer syncs at this moment. */
export interface Pace {
  readonly isVisible: boolean;
  readonly isOnBattery: boolean;
  /** The setting: how long between syncs while nobody looks. */
  readonly hiddenMs: number;
}

/** All times count from now, so that no clock is needed here. */
export interface Situation {
  readonly outcome: RunOutcome['kind'];
  /** Runs that failed in a row. */
  readonly failures: number;
  readonly sinceEndMs: number;
  /** Since the network was last asked or looked at. */
  readonly sinceLookMs: number;
  /** The API asked to be left alone for this long. */
  readonly heldMs: number;
  readonly pace: Pace;
  /** Boundaries that the last run came before; those already passed are below zero. */
  readonly boundariesInMs: readonly number[];
}

const VISIBLE_MS = MINUTE_MS;
const ON_BATTERY = 2;
const LOOK_AGAIN_MS = 20_000;
/** Figures of the hour that closes at a boundary need a moment to be there. */
const AFTER_BOUNDARY_MS = 5_000;
const LONGEST_BACK_OFF_MS = { visible: 5 * MINUTE_MS, hidden: 30 * MINUTE_MS };
/** A system that is wrong about being offline must not stop us for good. */
const OFFLINE_BELIEVED_MS = 30 * MINUTE_MS;

/** How long until the next sync; null waits for a person. */
export function planNext(situation: Situation): number | null {
  const { outcome, heldMs, boundariesInMs, sinceEndMs } = situation;
  if (outcome === 'needs-person') return null;
  if (outcome === 'offline') return Math.max(0, heldMs, LOOK_AGAIN_MS - situation.sinceLookMs);
  const boundary = Math.min(...boundariesInMs) + AFTER_BOUNDARY_MS;
  return Math.max(0, heldMs, Math.min(usualWait(situation) - sinceEndMs, boundary));
}

/** Doubles with each further failure; the client has tried several times already. */
function usualWait({ pace, failures }: Situation): number {
  const { isVisible, isOnBattery, hiddenMs } = pace;
  const usual = isVisible ? VISIBLE_MS : hiddenMs * (isOnBattery ? ON_BATTERY : 1);
  const longest = isVisible ? LONGEST_BACK_OFF_MS.visible : LONGEST_BACK_OFF_MS.hidden;
  return Math.max(usual, Math.min(longest, usual * 2 ** Math.max(0, failures - 1)));
}

/** While the system knows that it is offline, looking is enough. */
export const isWorthAsking = (
  { outcome, sinceEndMs }: Pick<Situation, 'outcome' | 'sinceEndMs'>,
  isOnline: boolean,
): boolean => outcome !== 'offline' || isOnline || sinceEndMs >= OFFLINE_BELIEVED_MS;
