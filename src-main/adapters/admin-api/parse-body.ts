import type * as z from 'zod';
import { failed, type Result } from '../../shared/result.js';
import { checkInParts } from './check-in-parts.js';

const HEAD_BYTES = 256;

/** Bytes -> checked value. `look` sees the JSON of a good answer as it came. */
export async function parseBody<Body>(
  body: Uint8Array,
  schema: z.ZodType<Body>,
  look?: (json: unknown) => void,
): Promise<Result<Body>> {
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
  const checked = await checkInParts(json, body.length, schema);
  if (checked.ok) look?.(json);
  return checked;
}

const isMarkup = (body: Uint8Array) =>
  new TextDecoder().decode(body.subarray(0, HEAD_BYTES)).trimStart().startsWith('<');
