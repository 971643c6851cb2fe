import type { WindowLimit } from '../../shared/limits.js';
import type { Instant } from '../../shared/units.js';

/** What was learned stays true, but the load of a window that has ended since is not the present. */
export function atPresent(known: WindowLimit, now: Instant): WindowLimit {
  if (!known.running || now < known.running.to) return known;
  return {
    ...known,
    state: known.limit ? 'estimate' : known.atLeast ? 'bound' : 'none',
    running: null,
    used: null,
    isSettling: false,
    isUnseen: false,
    now: null,
  };
}
