import type { KnownShape } from './known-shape.js';

export interface Unknown {
  readonly what: 'field' | 'value';
  readonly path: string;
}

/**
 * Fields and values of open sets that are not known. Follows what is known and not the answer, so
 * that what is unknown is named and never entered, however deep it is.
 */
export function findUnknown(
  value: unknown,
  known: KnownShape,
  found: (unknown: Unknown) => void,
): void {
  const { fields, items, values, unread, path } = known;
  if (typeof value === 'string') {
    if (values && !values.has(value)) found({ what: 'value', path });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if (items) for (const item of Object.values(value)) findUnknown(item, items, found);
  if (!fields) return;
  // Every object of every row passes here: entries would double the time.
  for (const name in value) {
    const field = fields.get(name);
    if (field) findUnknown(Reflect.get(value, name), field, found);
    else if (field === undefined && !unread.has(name)) {
      found({ what: 'field', path: path === '' ? name : `${path}.${name}` });
    }
  }
}
