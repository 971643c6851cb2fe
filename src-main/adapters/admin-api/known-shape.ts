import * as z from 'zod';
import { documented } from './page-schema.js';

/** What is known of one place of an answer: its fields, or the values of an open set. */
export interface KnownShape {
  /** Items of lists and open maps count as one place: `data.*.model`. */
  readonly path: string;
  readonly unread: ReadonlySet<string>;
  /** Null: not an object. A field whose shape is null may hold anything. */
  readonly fields: ReadonlyMap<string, KnownShape | null> | null;
  /** Of a list or a map with free names. */
  readonly items: KnownShape | null;
  /** Null: the set of texts is not listed. */
  readonly values: ReadonlySet<string> | null;
}

/** Read off a schema once, because asking a schema is slow. Null: nothing to compare with. */
export function knownShape(schema: z.core.$ZodType, path = ''): KnownShape | null {
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional
  ) {
    return knownShape(schema.unwrap(), path);
  }
  if (schema instanceof z.ZodPipe) return knownShape(schema.in, path);
  const inside = (name: string) => (path === '' ? name : `${path}.${name}`);
  const { unread = [], values } = documented.get(schema) ?? {};
  const shape = { path, unread: new Set(unread), fields: null, items: null, values: null };
  if (schema instanceof z.ZodArray) {
    return { ...shape, items: knownShape(schema.element, inside('*')) };
  }
  if (schema instanceof z.ZodRecord) {
    return { ...shape, items: knownShape(schema.valueType, inside('*')) };
  }
  if (schema instanceof z.ZodObject) {
    const all: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
    const fields = Object.entries(all).map(
      ([name, field]) => [name, knownShape(field, inside(name))] as const,
    );
    return { ...shape, fields: new Map(fields) };
  }
  return values ? { ...shape, values: new Set(values) } : null;
}
