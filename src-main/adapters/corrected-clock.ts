import type { ClockSkew } from '../core/clock-skew.js';
import { DAY_MS, type Instant, MINUTE_MS } from '../shared/units.js';

/** A smaller difference changes no figure, and the header counts whole seconds only. */
const FAR_OFF_MS = 2 * MINUTE_MS;
const READJUST_MS = 30_000;
/** A request takes a minute at most: more means sleep, or a clock that was set meanwhile. */
const LONGEST_REQUEST_MS = MINUTE_MS + 5_000;
/** The service opened in 2023. */
const EARLIEST = Date.UTC(2023, 0, 1);
const MOST_OFF_MS = 10 * 365 * DAY_MS;

export interface CorrectedClock {
  now(): Instant;
  /** The service's clock less this computer's: positive when this computer is behind. */
  offsetMs(): number;
  /** The `date` header of an answer of the service, and the computer's own times around it. */
  observe(dateHeader: string, askedAt: Instant, answeredAt: Instant): void;
}

/** What an earlier run learned, for a run that asks nobody. */
export interface ClockMemory {
  /** How long this computer has been running, sleep included: no clock that is set moves it. */
  upMs(): number;
  readonly known: ClockSkew | null;
  /** Null: the two clocks agree. */
  keep(skew: ClockSkew | null): void;
}

interface ClockParts {
  readonly now: () => Instant;
  readonly memory?: ClockMemory;
}

/**
 * This computer's clock, set right by the service's where the two are minutes apart (T1). What was
 * learned holds until the clock is set or the computer started anew; then the next answer tells.
 */
export function createCorrectedClock({ now, memory }: ClockParts): CorrectedClock {
  const startedAt = () => now() - (memory?.upMs() ?? 0);
  let offsetMs = stillTrue(memory?.known ?? null, startedAt());

  function correct(next: number): void {
    if (next === offsetMs) return;
    offsetMs = next;
    memory?.keep(next === 0 ? null : { offsetMs, startedAt: startedAt() });
  }

  return {
    now: () => now() + offsetMs,
    offsetMs: () => offsetMs,
    observe(dateHeader, askedAt, answeredAt) {
      const sentAt = parseHttpDate(dateHeader);
      if (sentAt === null || answeredAt < askedAt) return;
      if (answeredAt - askedAt > LONGEST_REQUEST_MS) return;
      const measured = Math.round(sentAt - (askedAt + answeredAt) / 2);
      if (Math.abs(measured) > MOST_OFF_MS) return;
      if (Math.abs(measured - offsetMs) <= READJUST_MS) return;
      correct(Math.abs(measured) > FAR_OFF_MS ? measured : 0);
    },
  };
}

function stillTrue(known: ClockSkew | null, startedAt: Instant): number {
  if (!known || Math.abs(known.offsetMs) > MOST_OFF_MS) return 0;
  return Math.abs(known.startedAt - startedAt) < FAR_OFF_MS ? known.offsetMs : 0;
}

/** "Sat, 21 Nov 2026 20:17:05 GMT": the middle of that second. */
function parseHttpDate(text: string): Instant | null {
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return null;
  const second = Date.parse(text);
  return second >= EARLIEST ? second + 500 : null;
}
