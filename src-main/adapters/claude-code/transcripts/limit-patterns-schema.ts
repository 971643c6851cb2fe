import * as z from 'zod';
import { isWindowKind, type WindowKind } from '../../../shared/evidence.js';

const window = z.custom<WindowKind>(isWindowKind);
/** `{family}` stands for the family that the text names. */
const textWindow = z.union([z.literal('weekly:{family}'), window]).nullable();

const regularExpression = z.string().refine((source) => {
  try {
    return new RegExp(source.replaceAll('{family}', '(?<family>x)'), 'iu') instanceof RegExp;
  } catch {
    return false;
  }
}, 'not a regular expression');

const seen = z.string().regex(/^\d{4}-\d{2}( to \d{4}-\d{2})?$/);
const origin = { seen, sources: z.array(z.string()).min(1), note: z.string().optional() };
const known = {
  id: z.string(),
  pattern: regularExpression,
  examples: z.array(z.string()).min(1),
  ...origin,
};
const text = z.strictObject(known);
const limitText = z.strictObject({ ...known, window: textWindow });

export const limitPatternsSchema = z.strictObject({
  version: z.string(),
  about: z.record(z.string(), z.string()),
  families: z.array(z.string().regex(/^[a-z]+$/)).min(1),
  record: z.strictObject({
    rejected: z.array(z.string()).min(1),
    allowed: z.array(z.string()).min(1),
    windows: z.record(z.string(), window),
    noWindows: z.array(z.string()),
    ...origin,
  }),
  hits: z.array(limitText).min(1),
  nearLimits: z.array(limitText),
  notHits: z.strictObject({
    statuses: z.array(z.string()),
    errors: z.array(z.string()),
    texts: z.array(text),
  }),
  limitLike: z.strictObject({
    errors: z.array(z.string()),
    statuses: z.array(z.string()),
    pattern: regularExpression,
    note: z.string(),
  }),
  resets: regularExpression,
  sources: z.record(
    z.string(),
    z.strictObject({
      kind: z.enum(['official', 'official-copy', 'third-party']),
      date: z.string(),
      what: z.string(),
      where: z.string(),
    }),
  ),
});

export type LimitPatterns = z.infer<typeof limitPatternsSchema>;
