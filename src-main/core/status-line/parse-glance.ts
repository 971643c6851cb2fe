import type { StatusGlance } from '../limits/limit-ports.js';

type Week = NonNullable<StatusGlance['week']>;

/** Null for what is not whole: without a glance the line says less, and nothing wrong. */
export function parseGlance(value: unknown): StatusGlance | null {
  // What is not an object has no fields; every field is checked below.
  const glance = Object(value) as Partial<StatusGlance>;
  if (!isAmount(glance.savedAt)) return null;
  const week = glance.week == null ? null : parseWeek(glance.week);
  return { savedAt: glance.savedAt, week };
}

function parseWeek(value: unknown): Week | null {
  const week = Object(value) as Partial<Week>;
  const { end, percent, isLearned } = week;
  if (!isAmount(end) || !isAmount(percent) || typeof isLearned !== 'boolean') return null;
  const hours = Object(week.hours) as Partial<NonNullable<Week['hours']>>;
  const { used, inLimit } = hours;
  const hasHours = isAmount(used) && isAmount(inLimit) && inLimit > 0;
  return { end, percent, isLearned, hours: hasHours ? { used, inLimit } : null };
}

const isAmount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;
