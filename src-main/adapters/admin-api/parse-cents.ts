import { type ReportedMicrocents, reported } from '../../shared/units.js';

const MICROCENTS_DIGITS = 6;

/**
 * "241.538" cents -> 241,538,000 microcents, digit by digit. Digits beyond a millionth of a cent
 * are rounded half away from zero. Null when the amount is too large to hold exactly.
 */
export function parseCents(amount: string): ReportedMicrocents | null {
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  if (whole === '') return null;
  const kept = fraction.slice(0, MICROCENTS_DIGITS).padEnd(MICROCENTS_DIGITS, '0');
  const roundsUp = (fraction[MICROCENTS_DIGITS] ?? '0') >= '5';
  // Whole digits only: exact as long as the result is a safe integer.
  const microcents = Number(whole + kept) + (roundsUp ? 1 : 0);
  if (!Number.isSafeInteger(microcents)) return null;
  return reported(sign === '-' && microcents !== 0 ? -microcents : microcents);
}
