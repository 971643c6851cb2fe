import type * as z from 'zod';
import { failed, ok, type Result } from '../../shared/result.js';
import { letOthersRun } from './let-others-run.js';

/** So much takes some 10 ms to check. */
const BYTES_A_PART = 1024 * 1024;

/** A parsed answer against its schema; a long list in parts, so that nothing else waits (D9). */
export async function checkInParts<Body>(
  json: unknown,
  bytes: number,
  schema: z.ZodType<Body>,
): Promise<Result<Body>> {
  if (bytes <= BYTES_A_PART || !hasList(json)) return check(json, 0, schema);
  const items: unknown[] = [];
  const length = Math.ceil((json.data.length * BYTES_A_PART) / bytes);
  for (let from = 0; from < json.data.length; from += length) {
    await letOthersRun();
    const part = check({ ...json, data: json.data.slice(from, from + length) }, from, schema);
    if (!part.ok) return part;
    if (hasList(part.value)) items.push(...part.value.data);
  }
  const rest = check({ ...json, data: [] }, 0, schema);
  // Only the list was cut out of it, and each part of that is checked.
  return rest.ok ? ok({ ...rest.value, data: items } as Body) : rest;
}

/** The detail names the path of the bad field, never its content. */
function check<Body>(json: unknown, before: number, schema: z.ZodType<Body>): Result<Body> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const path = parsed.error.issues[0]?.path ?? [];
  // The second name is the place in the list, of which items may have been checked before.
  const where = path.map((name, level) =>
    level === 1 && typeof name === 'number' ? name + before : String(name),
  );
  return failed({
    kind: 'unexpected-response',
    detail: `unexpected value at ${where.join('.') || 'the top'}`,
  });
}

const hasList = (json: unknown): json is { readonly data: readonly unknown[] } =>
  typeof json === 'object' && json !== null && 'data' in json && Array.isArray(json.data);
