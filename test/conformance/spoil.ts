import fc from 'fast-check';

/* Ways in which an answer goes wrong on its way, or is written by something else. */

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Path = readonly (string | number)[];

/** Every place of a value, the whole one included. */
export function placesOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inside = Object.entries(value).flatMap(([name, item]) =>
    placesOf(item, [...path, Array.isArray(value) ? Number(name) : name]),
  );
  return [path, ...inside];
}

/** The same value with another one in one place; undefined takes the place away. */
export function replaceAt(value: unknown, [first, ...rest]: Path, put: unknown): unknown {
  if (first === undefined) return put;
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      if (index !== first) return [item];
      const replaced = replaceAt(item, rest, put);
      return replaced === undefined ? [] : [replaced];
    });
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, item]) => [
    name,
    name === first ? replaceAt(item, rest, put) : item,
  ]);
  return Object.fromEntries(entries);
}

const strange: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, false, -1, 1.5, 2 ** 53, 1e300, '', '-1', 'NaN', '1e3'),
  fc.constantFrom<Json>([], {}, [[]], [null], { data: [] }, '2026-02-30T00:00:00Z'),
  // A JSON value, as its name says.
  fc.jsonValue() as fc.Arbitrary<Json>,
);

const drop = (body: object) =>
  fc
    .constantFrom(...placesOf(body).filter((path) => path.length > 0))
    .map((path) => JSON.stringify(replaceAt(body, path, undefined)));

const change = (body: object) =>
  fc
    .tuple(fc.constantFrom(...placesOf(body)), strange)
    .map(([path, put]) => JSON.stringify(replaceAt(body, path, put)));

const cut = (body: object) => {
  const text = JSON.stringify(body);
  return fc.nat(text.length - 1).map((end) => text.slice(0, end));
};

/** The first of two is the strange one, or the last. */
const duplicateKey = (body: object) =>
  fc.tuple(fc.nat(), strange, fc.boolean()).map(([at, put, isFirst]) => {
    const text = JSON.stringify(body);
    const names = [...text.matchAll(/"([a-z_0-9]+)":/g)];
    const match = names[at % Math.max(names.length, 1)];
    if (!match) return text;
    const member = `"${match[1]}":${JSON.stringify(put)}`;
    if (isFirst) return `${text.slice(0, match.index)}${member},${text.slice(match.index)}`;
    return text.replace(/\}(?=[^}]*$)/, `,${member}}`);
  });

const nest = (body: object) =>
  fc
    .tuple(fc.constantFrom(...placesOf(body)), fc.integer({ min: 1, max: 20_000 }))
    .map(([path, depth]) =>
      JSON.stringify(replaceAt(body, path, '@')).replace(
        '"@"',
        `${'['.repeat(depth)}${']'.repeat(depth)}`,
      ),
    );

const flipBytes = (body: object) =>
  fc
    .array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 5 })
    .map((flips) => {
      const bytes = Buffer.from(JSON.stringify(body));
      for (const [at, mask] of flips) {
        const index = at % bytes.length;
        bytes[index] = (bytes[index] ?? 0) ^ mask;
      }
      return bytes;
    });

type Spoiler = (body: object) => fc.Arbitrary<string | Uint8Array>;

export const spoilers: Readonly<Record<string, Spoiler>> = {
  'a part taken away': drop,
  'a part of another type': change,
  'the text cut': cut,
  'a name twice': duplicateKey,
  'nested deep': nest,
  'bytes flipped': flipBytes,
};

/** Fields that nobody has heard of, in every object but the maps whose names are free. */
export function addFields(value: unknown, more: object, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => addFields(item, more));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, addFields(item, more, key)]);
  const isOpenMap = name === 'tool_actions' || name === 'tags';
  return { ...Object.fromEntries(entries), ...(isOpenMap ? {} : more) };
}

export const newFields = fc.dictionary(
  fc.constantFrom('x_new', 'x_more', 'toString', 'constructor', 'valueOf'),
  fc.jsonValue(),
);
