/**
 * Units that must not be mixed up, and the only functions that make them.
 * Instants are milliseconds since 1970 in UTC. Money is integer microcents (millionths of a cent):
 * N cents per million tokens is exactly N microcents per token.
 */
declare const unit: unique symbol;
type Unit<Name extends string> = number & { readonly [unit]: Name };

export type Instant = number;
export type MinuteStart = Unit<'minute'>;
export type HourStart = Unit<'hour'>;
export type DayStart = Unit<'day'>;
export type TokenCount = number;

/** What Anthropic's cost report says was billed. */
export type ReportedMicrocents = Unit<'reported'>;
/** Tokens x our dated price table. Never added to reported money without saying so. */
export type EstimatedMicrocents = Unit<'estimated'>;

export const MICROCENTS_PER_DOLLAR = 100_000_000;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** 1970 to 2100: no other time is ever asked for or told. */
export const LAST_INSTANT: Instant = 4_102_444_800_000;
/** False for what is no number, too. */
export const isInstant = (at: number) => at >= 0 && at <= LAST_INSTANT;

export const floorMinute = (at: Instant) => (Math.floor(at / MINUTE_MS) * MINUTE_MS) as MinuteStart;
export const floorHour = (at: Instant) => (Math.floor(at / HOUR_MS) * HOUR_MS) as HourStart;
/** Start of the UTC day. */
export const floorDay = (at: Instant) => (Math.floor(at / DAY_MS) * DAY_MS) as DayStart;
export const ceilHour = (at: Instant) => (Math.ceil(at / HOUR_MS) * HOUR_MS) as HourStart;
export const ceilDay = (at: Instant) => (Math.ceil(at / DAY_MS) * DAY_MS) as DayStart;

function wholeMoney(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not whole microcents: ${value}`);
  return value;
}
export const reported = (microcents: number) => wholeMoney(microcents) as ReportedMicrocents;
export const estimated = (microcents: number) => wholeMoney(microcents) as EstimatedMicrocents;

/** Half-open span [from, to). */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}
