/**
 * Rounded share of a whole; both ends of a part use it, so adjoining parts add up exactly. A credit
 * is negative, and BigInt division cuts towards zero: it is shared like a charge.
 */
export function shareBefore(total: number, part: number, whole: number): number {
  if (part === 0) return 0;
  if (part === whole) return total;
  if (total < 0) return 0 - shareBefore(-total, part, whole);
  return Number((BigInt(total) * BigInt(part) * 2n + BigInt(whole)) / (BigInt(whole) * 2n));
}
