import * as z from 'zod';
import { parseCents } from '../parse-cents.js';

/** Cents as decimal text, never read as a float -> microcents. Refused unless exact. */
export const cents = z
  .string()
  .max(50)
  .transform((amount, context) => {
    const microcents = parseCents(amount);
    if (microcents !== null) return microcents;
    context.addIssue({ code: 'custom', message: 'no decimal amount, or too large' });
    return z.NEVER;
  });
