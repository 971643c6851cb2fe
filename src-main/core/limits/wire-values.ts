import { LIMIT_UNITS, type LimitUnit, type Use, type UseRange } from '../../shared/evidence.js';
import { type Instant, isInstant } from '../../shared/units.js';
import { isRecord } from './json-line.js';

const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:?\d{2})$/;

/** A time in RFC 3339; null: none, or not one. */
export function timeIn(value: unknown): Instant | null {
  if (typeof value !== 'string' || !RFC_3339.test(value.trim())) return null;
  const at = Date.parse(value.trim().toUpperCase().replace(' ', 'T'));
  return isInstant(at) ? at : null;
}

/** A number, or one in quotes. */
export function numberIn(value: unknown): number | null {
  const isText = typeof value === 'string' && /^\s*-?\d+(\.\d+)?\s*%?\s*$/.test(value);
  const number = isText ? Number.parseFloat(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Use by unit, each a pair or one number. Other units are left out; null: none is given. */
export function parseUse(value: unknown): Use | null | 'bad' {
  if (value === null || value === undefined) return null;
  if (!isRecord(value)) return 'bad';
  const use: Partial<Record<LimitUnit, UseRange>> = {};
  for (const unit of LIMIT_UNITS) {
    if (value[unit] === null || value[unit] === undefined) continue;
    const range = rangeIn(value[unit]);
    if (!range) return 'bad';
    use[unit] = range;
  }
  return Object.keys(use).length > 0 ? use : null;
}

function rangeIn(value: unknown): UseRange | null {
  const [first, second, ...rest] = Array.isArray(value) ? value : [value, value];
  const [one, other] = [numberIn(first), numberIn(second)];
  if (one === null || other === null || rest.length > 0 || one < 0 || other < 0) return null;
  return one <= other ? [one, other] : [other, one];
}

export const rfc3339 = (at: Instant | null): string | null =>
  at === null ? null : new Date(at).toISOString().replace('.000Z', 'Z');
