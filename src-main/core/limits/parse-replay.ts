import type { Evidence } from '../../shared/evidence.js';
import { floorHour, type Instant } from '../../shared/units.js';
import { parseEvidence, windowIn } from './evidence-json.js';
import { parseJsonLine } from './json-line.js';
import type { RunningWindow, UseHour } from './learn/learned.js';
import { numberIn, parseUse, timeIn } from './wire-values.js';

/** What one line of a replay tells. */
export type ReplayLine =
  | { readonly kind: 'evidence'; readonly record: Evidence }
  | { readonly kind: 'use'; readonly hour: UseHour }
  | { readonly kind: 'running'; readonly running: RunningWindow }
  | { readonly kind: 'now'; readonly at: Instant };

/** Null: a blank line; text: why it is skipped, as the end of a sentence. */
export function parseReplayLine(line: string): ReplayLine | string | null {
  const wire = parseJsonLine(line);
  if (wire === null || typeof wire === 'string') return wire;
  if (wire.kind === 'use') return parseUseHour(wire);
  if (wire.kind === 'running') return parseRunning(wire);
  if (wire.kind === 'now') {
    const at = timeIn(wire.at);
    return at === null ? 'now needs at, skipped' : { kind: 'now', at };
  }
  const record = parseEvidence(wire);
  return typeof record === 'string' ? record : { kind: 'evidence', record };
}

type Wire = Readonly<Record<string, unknown>>;

function parseUseHour(wire: Wire): ReplayLine | string {
  const at = timeIn(wire.at);
  if (at === null) return 'an hour of use needs at, skipped';
  const amounts = [wire.usd ?? 0, wire.ieq ?? 0, wire.tokens ?? 0].map(numberIn);
  const [usd, ieq, tokens] = amounts;
  if (usd == null || ieq == null || tokens == null || Math.min(usd, ieq, tokens) < 0) {
    return 'an hour of use is told in usd, ieq and tokens, skipped';
  }
  return { kind: 'use', hour: { start: floorHour(at), usd, ieq, tokens } };
}

function parseRunning(wire: Wire): ReplayLine | string {
  const [kind, start, end] = [windowIn(wire.window), timeIn(wire.start), timeIn(wire.end)];
  const used = parseUse(wire.used);
  if (!kind || start === null || end === null || start >= end) {
    return 'a running window needs window, start and end, skipped';
  }
  if (used === null || used === 'bad') return 'a running window needs used by unit, skipped';
  return { kind: 'running', running: { kind, start, end, used } };
}
