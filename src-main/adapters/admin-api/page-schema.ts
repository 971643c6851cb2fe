import * as z from 'zod';

/*
 * What the Admin API's answers are made of (admin API reference, versions 2023-06-01 and
 * 2026-10-21). Unknown fields pass; newer fields may be missing; open sets stay text. A wrong
 * required field refuses the whole answer, so nothing partial is ever stored.
 */

/** What is known of the wire besides its types; what is not is written down once (A21). */
export const documented = z.registry<{
  /** Fields that nobody reads. */
  readonly unread?: readonly string[];
  /** Values of an open set so far. */
  readonly values?: readonly string[];
}>();

export const wireObject = <Shape extends z.ZodRawShape>(
  shape: Shape,
  unread: readonly string[] = [],
) => z.object(shape).register(documented, { unread });

export const count = z.int().min(0);
const newText = () => z.string().max(20_000);
export const text = newText();
export const identifier = text.min(1);
export const optionalText = text.nullable().default(null);
export const openText = (...values: string[]) => newText().register(documented, { values });
export const optionalOpenText = (...values: string[]) =>
  openText(...values)
    .nullable()
    .default(null);

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** RFC 3339 with a zone, with or without fractions -> milliseconds since 1970. */
export const instant = z.string().transform((value, context) => {
  const at = RFC_3339.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(at)) {
    context.addIssue({ code: 'custom', message: 'not an RFC 3339 time' });
    return z.NEVER;
  }
  return at;
});
export const optionalInstant = instant.nullable().default(null);

/** Pages of lists: the last id leads on. */
export const idPage = <Item extends z.ZodType>(item: Item) =>
  wireObject({ data: z.array(item), has_more: z.boolean(), last_id: optionalText }, ['first_id']);

/** Pages of limits: a token leads on for as long as there is one. */
export const tokenPage = <Item extends z.ZodType>(item: Item) =>
  wireObject({ data: z.array(item), next_page: text.nullable() });

/** Pages of reports: a flag says that a token leads on. */
export const reportPage = <Item extends z.ZodType>(item: Item) =>
  wireObject({ data: z.array(item), has_more: z.boolean(), next_page: optionalText });

export const errorBody = z.object({
  error: z
    .object({
      type: z.string(),
      message: z.string().default(''),
      details: z.object({ error_code: z.string().optional() }).nullish(),
    })
    .optional(),
  request_id: z.string().nullish(),
});
