import type {
  CoursePoint,
  Learned,
  LearnedWindow,
  LimitNow,
} from '../core/limits/learn/learned.js';
import { rfc3339 } from '../core/limits/wire-values.js';
import type { Meter } from '../shared/evidence.js';
import type { Instant } from '../shared/units.js';

interface Replayed {
  readonly meter: Meter;
  readonly now: Instant;
  readonly warnings: readonly string[];
}

/** What `limits learn` prints. Amounts by unit, usd in dollars; times in RFC 3339. */
export const learnedJson = (learned: Learned, { meter, now, warnings }: Replayed) =>
  brief({
    schema: 1,
    now: rfc3339(now),
    meter,
    warnings,
    windows: Object.fromEntries(
      Object.entries(learned).map(([kind, window]) => [kind, windowJson(window)]),
    ),
  });

const windowJson = (window: LearnedWindow) => ({
  ...window,
  lastEvidenceAt: rfc3339(window.lastEvidenceAt),
  changed: window.changed && changeJson(window.changed),
  now: window.now && nowJson(window.now),
  course: Object.fromEntries(
    Object.entries(window.course).map(([unit, points]) => [unit, points.map(pointJson)]),
  ),
});

const changeJson = ({ from, to, since, isDenied }: NonNullable<LearnedWindow['changed']>) => ({
  from,
  to,
  since: rfc3339(since),
  denied: isDenied,
});

const pointJson = (point: CoursePoint) => ({ ...point, at: rfc3339(point.at) });

const nowJson = (now: LimitNow) => ({
  ...now,
  window: { start: rfc3339(now.window.start), end: rfc3339(now.window.end) },
  reading: now.reading && { ...now.reading, at: rfc3339(now.reading.at) },
  runsOutAt: rfc3339(now.runsOutAt),
});

/** Six digits say all that is known, and more. */
function brief(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(6));
  if (Array.isArray(value)) return value.map(brief);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, brief(inner)]));
}
