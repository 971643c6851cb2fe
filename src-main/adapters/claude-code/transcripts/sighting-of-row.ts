import type { LimitSighting, UnknownSighting } from '../../../core/limits/limit-ports.js';
import type { WindowKind } from '../../../shared/evidence.js';
import { DAY_MS, HOUR_MS, type Instant } from '../../../shared/units.js';
import { errorText, shownText } from './error-text.js';
import { limitOfRecord } from './limit-of-record.js';
import { limitOfText } from './limit-of-text.js';
import type { CompiledPatterns } from './limit-patterns.js';
import { isObject, plainText, type Row } from './parse-line.js';
import { rowTime } from './row-time.js';
import { shortHash } from './short-hash.js';

export type Sighting =
  | { readonly limit: LimitSighting }
  | { readonly unknown: UnknownSighting }
  | null;

export interface SightingContext {
  readonly patterns: CompiledPatterns;
  readonly now: Instant;
  /** The zone of texts that name none. */
  readonly zone: string;
}

/** What an error row says about a limit; null: nothing. */
export function sightingOfRow(row: Row, { patterns, now, zone }: SightingContext): Sighting {
  const at = rowTime(row.timestamp, now);
  if (row.isApiErrorMessage !== true || row.type === 'user' || at === null) return null;
  const error = errorOf(row);
  if (row.apiErrorIsTransient === true || isServerTrouble(error, patterns)) return null;

  const quota = isObject(row.quotaLimits) ? row.quotaLimits : null;
  const text = errorText(row) ?? '';
  const id = sightingId(at, quota, text);
  const limitIn = (window: WindowKind | null, reset: Instant | null, pct: number | null) => ({
    ...{ id, at, window, pct },
    resetsAt: isCredibleReset(reset, window, at) ? reset : null,
  });

  const record = quota && limitOfRecord(quota, patterns);
  if (record && !record.isHit) return null;
  if (record?.window) {
    return { limit: { ...limitIn(record.window, record.resetsAt, null), source: 'record' } };
  }
  if (patterns.notHits.patterns.some(({ expression }) => expression.test(text))) return null;
  const said = limitOfText(text, patterns, at, zone);
  if (said) {
    const reset = record?.resetsAt ?? said.resetsAt;
    return { limit: { ...limitIn(said.window, reset, said.pct), source: 'text' } };
  }
  const isLike = quota !== null || isLimitLike(error, text, patterns);
  return isLike ? { unknown: { id, at, text: shownText(text) } } : null;
}

interface RowError {
  readonly kind: string;
  readonly status: string;
}

/** Older rows hold the API's own error instead of its name. */
function errorOf({ error, apiErrorStatus }: Row): RowError {
  const whole = isObject(error) ? error : { type: error };
  return {
    kind: plainText(whole.type),
    status: plainText(apiErrorStatus) || plainText(whole.status),
  };
}

const isServerTrouble = ({ kind, status }: RowError, { notHits }: CompiledPatterns) =>
  notHits.statuses.includes(status) || notHits.errors.includes(kind);

const isLimitLike = ({ kind, status }: RowError, text: string, { limitLike }: CompiledPatterns) =>
  limitLike.errors.includes(kind) ||
  limitLike.statuses.includes(status) ||
  limitLike.expression.test(text);

/** The same for every copy of a row, whatever session it was copied to. */
function sightingId(at: Instant, quota: Row | null, text: string): string {
  const { status, rateLimitType, resetsAt } = quota ?? {};
  const said = text === '' ? JSON.stringify([status, rateLimitType, resetsAt]) : text;
  return shortHash('sighting', `${at}`, said);
}

/** Clocks differ, and resets are rounded up. */
const SLACK = HOUR_MS;

/** A reset that the window cannot have comes from a zone or a clock that changed since. */
function isCredibleReset(reset: Instant | null, window: WindowKind | null, at: Instant): boolean {
  const longest = window === 'five_hour' ? 5 * HOUR_MS : 7 * DAY_MS;
  return reset !== null && reset >= at - SLACK && reset <= at + longest + SLACK;
}
