import type { WindowLimit } from './limits.js';
import type { Instant } from './units.js';

/** Whether a window's limit lasts until its reset, and when it ends otherwise. */
export type Outlook =
  | { readonly words: 'lasts' }
  | { readonly words: 'may run out' | 'runs out'; readonly at: Instant };

/** From here on it is more likely than not. */
const LIKELY = 0.5;

/** By the hours of the week that are usually worked. Null: too little is known to say. */
export function outlookOf({ now, word }: Pick<WindowLimit, 'now' | 'word'>): Outlook | null {
  if (!now || word === 'rough' || word === 'unknown' || now.runOutChance === null) return null;
  // It has no time where running out is improbable.
  if (now.runsOutAt === null) return { words: 'lasts' };
  return { words: now.runOutChance < LIKELY ? 'may run out' : 'runs out', at: now.runsOutAt };
}
