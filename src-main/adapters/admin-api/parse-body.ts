import type * as z from 'zod';
import { failed, ok, type Result } from '../../shared/result.js';

const HEAD_BYTES = 256;

/**
 * Bytes -> checked value. The detail names the path of the bad field, never its content. `look`
 * sees the JSON of a good answer as it came.
 */
export function parseBody<Body>(
  body: Uint8Array,
  schema: z.ZodType<Body>,
  look?: (json: unknown) => void,
): Result<Body> {
  if (body.length === 0) return failed({ kind: 'incomplete', detail: 'empty body' });
  let json: unknown;
  try {
    // Drops a byte order mark; throws at bytes that are no UTF-8.
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return isMarkup(body)
      ? failed({ kind: 'not-the-api', detail: 'HTML instead of JSON' })
      : failed({ kind: 'incomplete', detail: 'not whole JSON' });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) {
    look?.(json);
    return ok(parsed.data);
  }
  const where = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
  return failed({
    kind: 'unexpected-response',
    detail: `unexpected value at ${where || 'the top'}`,
  });
}

const isMarkup = (body: Uint8Array) =>
  new TextDecoder().decode(body.subarray(0, HEAD_BYTES)).trimStart().startsWith('<');
