import { createScanner, type Node } from 'jsonc-parser';

/** How a text is written: what is put in is written the same way. */
interface Form {
  readonly indent: string;
  readonly lineEnd: string;
}

/** The text with a property of this object set; only its own bytes change. */
export function setProperty(text: string, object: Node, name: string, value: unknown): string {
  const form = formOf(text);
  const isSpread = textOf(text, object).includes('\n') || object.children?.length === 0;
  const depth = depthOf(object);
  const inner = isSpread ? form.lineEnd + form.indent.repeat(depth + 1) : ' ';
  const written = isSpread
    ? JSON.stringify(value, null, form.indent).replaceAll('\n', inner)
    : JSON.stringify(value);
  const held = propertyOf(object, name)?.children?.[1];
  if (held) return splice(text, held.offset, held.offset + held.length, written);

  const last = object.children?.at(-1);
  const close = object.offset + object.length - 1;
  // Behind the last property's own comment.
  const at = text.slice(0, close).trimEnd().length;
  const entry = `${inner}${JSON.stringify(name)}: ${written}`;
  if (!last) {
    const outer = isSpread ? form.lineEnd + form.indent.repeat(depth) : '';
    return splice(text, at, close, entry + outer);
  }
  const end = last.offset + last.length;
  const comma = findComma(text, end, close) === null ? ',' : '';
  return splice(splice(text, at, at, entry), end, end, comma);
}

/** The text without a property of this object, and without one comma. */
export function removeProperty(text: string, object: Node, name: string): string {
  const property = propertyOf(object, name);
  if (!property) return text;
  const properties = object.children ?? [];
  const index = properties.indexOf(property);
  const end = property.offset + property.length;
  const next = properties[index + 1]?.offset ?? object.offset + object.length - 1;
  const previous = properties[index - 1];
  const after = findComma(text, end, next);
  const before =
    after === null && previous
      ? findComma(text, previous.offset + previous.length, property.offset)
      : null;
  // Its line goes with it.
  const start = text.slice(0, property.offset).trimEnd().length;
  const isAlone = after === null && !previous;
  const rest = isAlone && text.slice(end, next).trim() === '' ? next : (after ?? end - 1) + 1;
  const cut = splice(text, start, rest, '');
  return before === null ? cut : splice(cut, before, before + 1, '');
}

export const propertyOf = (object: Node, name: string) =>
  object.children?.find(({ children }) => children?.[0]?.value === name);

export const textOf = (text: string, { offset, length }: Node) =>
  text.slice(offset, offset + length);

const splice = (text: string, from: number, to: number, content: string) =>
  text.slice(0, from) + content + text.slice(to);

/** Of objects around it. */
const depthOf = ({ parent }: Node): number =>
  parent ? depthOf(parent) + (parent.type === 'object' ? 1 : 0) : 0;

/** The first sign there, when it is a comma; comments are none. */
function findComma(text: string, from: number, to: number): number | null {
  const scanner = createScanner(text, true);
  scanner.setPosition(from);
  scanner.scan();
  const at = scanner.getTokenOffset();
  return at < to && text[at] === ',' ? at : null;
}

const formOf = (text: string): Form => ({
  indent: /^([ \t]+)"/m.exec(text)?.[1] ?? '  ',
  lineEnd: text.includes('\r\n') ? '\r\n' : '\n',
});
