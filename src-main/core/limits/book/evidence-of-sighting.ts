import type { Evidence, WindowKind } from '../../../shared/evidence.js';
import type { LimitSighting } from '../limit-ports.js';
import { canEndAt, lengthOf, SAME_END_MS, SESSION_MS } from '../windows/limit-window.js';

const UNNAMED = 'It does not say which limit was reached.';

/** Not matched yet, and left so by the person. */
export const isUnmatched = ({ id, note, end, isPlaced, said }: Evidence): boolean =>
  id.startsWith('sighting:') &&
  note === UNNAMED &&
  (end === null || isPlaced === true) &&
  said === undefined;

/**
 * What Claude Code wrote down of a limit. A hit that does not say which limit it was is matched by
 * the reset it names, else it is kept and teaches nothing. `ends`: known ends of windows by kind.
 */
export function evidenceOfSighting(
  { id, at, window, resetsAt, pct, source }: LimitSighting,
  ends: ReadonlyMap<WindowKind, readonly number[]>,
): Evidence {
  const named = window ?? windowOfReset(at, resetsAt, ends);
  const kind = named ?? 'five_hour';
  const end = named && resetsAt !== null && canEndAt(kind, at, resetsAt) ? resetsAt : null;
  const record: Evidence = {
    id: `sighting:${id}`,
    meter: 'plan',
    kind: 'hit',
    window: kind,
    at,
    start: end === null ? null : end - lengthOf(kind),
    end,
    used: null,
    settled: null,
    pct: null,
    half: null,
    since: null,
    source,
    isExact: true,
    isPartlySeen: false,
    note: named ? null : UNNAMED,
    isIgnored: named === null,
  };
  if (pct === null) return record;
  // "You have used 80 %" is said once it is passed: the truth lies anywhere above.
  const least = Math.min(pct, 100);
  return { ...record, kind: 'reading', pct: (least + 100) / 2, half: (100 - least) / 2 };
}

function windowOfReset(
  at: number,
  resetsAt: number | null,
  ends: ReadonlyMap<WindowKind, readonly number[]>,
): WindowKind | null {
  if (resetsAt === null || resetsAt <= at) return null;
  // No session lasts that long.
  if (resetsAt - at > SESSION_MS + SAME_END_MS) return 'weekly';
  const matches = [...ends].filter(([, known]) =>
    known.some((end) => Math.abs(end - resetsAt) <= SAME_END_MS),
  );
  return matches.length === 1 ? (matches[0]?.[0] ?? null) : null;
}
