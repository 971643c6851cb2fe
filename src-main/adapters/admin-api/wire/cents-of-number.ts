import * as z from 'zod';
import { parseCents } from '../parse-cents.js';

/** Cents as a JSON number -> microcents by way of its shortest decimal text. */
export const centsOfNumber = z
  .number()
  .min(0)
  .transform((amount, context) => {
    const microcents = parseCents(decimalText(amount));
    if (microcents !== null) return microcents;
    context.addIssue({ code: 'custom', message: 'too large' });
    return z.NEVER;
  });

/** JavaScript writes numbers below a millionth as `5e-7`. */
function decimalText(amount: number): string {
  const text = String(amount);
  const [, first = '', rest = '', exponent] = /^(\d)(?:\.(\d+))?e-(\d+)$/.exec(text) ?? [];
  return exponent ? `0.${'0'.repeat(Number(exponent) - 1)}${first}${rest}` : text;
}
