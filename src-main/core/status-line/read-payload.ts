import { DAY_MS, type Instant } from '../../shared/units.js';
import { type SeenReading, seeReading } from './seen-reading.js';

/** What Claude Code's JSON says of use; what it does not say is null. */
export interface StatusPayload {
  readonly contextPercent: number | null;
  /** Of the last request's input, read from cache; percent. */
  readonly cachePercent: number | null;
  readonly readings: readonly SeenReading[];
}

/** Paid use beyond a limit counts on; more than this is no percentage. */
const MOST_PERCENT = 999;
/** A reset further away belongs to a wrong clock or another unit: it would win for ever. */
const WINDOWS = [
  { window: 'five_hour', field: 'five_hour', mostAheadMs: DAY_MS },
  { window: 'weekly', field: 'seven_day', mostAheadMs: 15 * DAY_MS },
] as const;

/** Numbers only: no text of the payload goes any further. */
export function readPayload(payload: unknown, now: Instant): StatusPayload {
  const context = fieldOf(payload, 'context_window');
  const limits = fieldOf(payload, 'rate_limits');
  return {
    contextPercent: percentOf(fieldOf(context, 'used_percentage')),
    cachePercent: cachePercentOf(fieldOf(context, 'current_usage')),
    readings: WINDOWS.flatMap(({ window, field, mostAheadMs }) => {
      const said = fieldOf(limits, field);
      const percent =
        percentOf(fieldOf(said, 'used_percentage')) ?? percentOf(fieldOf(said, 'utilization'));
      const seconds = numberOf(fieldOf(said, 'resets_at'));
      if (percent === null || seconds === null) return [];
      const reading = seeReading(window, percent, seconds);
      const aheadMs = reading.resetsAt - now;
      return aheadMs > 0 && aheadMs <= mostAheadMs ? [reading] : [];
    }),
  };
}

function cachePercentOf(usage: unknown): number | null {
  const [uncached, creation, read] = [
    'input_tokens',
    'cache_creation_input_tokens',
    'cache_read_input_tokens',
  ].map((field) => {
    const said = fieldOf(usage, field);
    return said === null ? 0 : numberOf(said);
  });
  if (uncached == null || creation == null || read == null) return null;
  const all = uncached + creation + read;
  return all > 0 && Number.isFinite(all) ? (100 * read) / all : null;
}

function percentOf(value: unknown): number | null {
  const percent = numberOf(value);
  return percent !== null && percent <= MOST_PERCENT ? percent : null;
}

/** A number from 0 up, also one written as text. */
function numberOf(value: unknown): number | null {
  if (typeof value === 'string')
    return /^\d{1,15}(\.\d{1,17})?$/.test(value) ? Number(value) : null;
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : null;
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
