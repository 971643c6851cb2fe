import type { WindowKind } from '../../../shared/evidence.js';
import type { Instant } from '../../../shared/units.js';
import type { CompiledPatterns } from './limit-patterns.js';
import { instantOfEpoch } from './parse-line.js';
import { readReset } from './read-reset.js';

export interface SaidLimit {
  readonly window: WindowKind | null;
  readonly pct: number | null;
  readonly resetsAt: Instant | null;
}

/** What an error's text says of a limit, `at` the time it was written; null: no text that is known. */
export function limitOfText(
  text: string,
  { nearLimits, hits, resets }: CompiledPatterns,
  at: Instant,
  systemZone: string,
): SaidLimit | null {
  for (const { expression, window } of [...nearLimits, ...hits]) {
    const match = expression.exec(text);
    if (!match) continue;
    const { family = '', epoch, pct } = match.groups ?? {};
    const rest = text.slice(match[0].length);
    const before = resets.exec(rest);
    return {
      window: window === 'weekly:{family}' ? `weekly:${family.toLowerCase()}` : window,
      pct: pct === undefined ? null : Number(pct),
      resetsAt:
        epoch === undefined
          ? before && readReset(rest.slice(before[0].length), at, systemZone)
          : instantOfEpoch(Number(epoch)),
    };
  }
  return null;
}
