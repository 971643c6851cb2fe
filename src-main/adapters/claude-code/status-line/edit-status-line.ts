import { type Node, type ParseError, parse, parseTree } from 'jsonc-parser';
import { propertyOf, removeProperty, setProperty, textOf } from './splice-json.js';

/** Claude Code's settings, as far as the status line is concerned. */
export interface StatusLineSettings {
  /** Its command; null: there is none. */
  readonly command: string | null;
  /** The whole entry as it stands in the file. */
  readonly entry: string | null;
  /** No status line is run, whatever the entry says. */
  readonly isSwitchedOff: boolean;
}

type Content = Readonly<Record<string, unknown>>;
const PARSING = { allowTrailingComma: true, disallowComments: false };
/** The limits move while nobody types. */
const REFRESH_SECONDS = 30;

/** Null: the text is no object, or its status line is of a form that nobody knows. */
export function readStatusLine(text: string): StatusLineSettings | null {
  const content = parseContent(text);
  if (content === null || !isKnownForm(content.statusLine)) return null;
  const { command } = Object(content.statusLine) as { readonly command?: unknown };
  return {
    command: typeof command === 'string' && command.trim() !== '' ? command : null,
    entry: entryTextOf(text),
    isSwitchedOff: content.disableAllHooks === true,
  };
}

/** The text with this command, all else as it was. Null: it cannot be edited safely. */
export function withCommand(text: string, command: string): string | null {
  const content = parseContent(text);
  if (content === null || !isKnownForm(content.statusLine)) return null;
  const statusLine = isObject(content.statusLine)
    ? { ...content.statusLine, type: 'command', command }
    : { type: 'command', command, padding: 0, refreshInterval: REFRESH_SECONDS };
  return proven(edit(text, content.statusLine, statusLine), { ...content, statusLine });
}

/** The text without a status line. Null: it cannot be edited safely. */
export function withoutStatusLine(text: string): string | null {
  const content = parseContent(text);
  if (content === null) return null;
  const { statusLine: _, ...rest } = content;
  const tree = treeOf(text);
  return proven(tree ? removeProperty(text, tree, 'statusLine') : text, rest);
}

/** An edit that changes anything else, as with a name that stands twice, is not made. */
function proven(edited: string, expected: Content): string | null {
  return sorted(parseContent(edited)) === sorted(expected) ? edited : null;
}

const sorted = (content: Content | null) =>
  content &&
  JSON.stringify(
    Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1)),
    (_, value) =>
      isObject(value) ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)) : value,
  );

function parseContent(text: string): Content | null {
  if (text.trim() === '') return {};
  const errors: ParseError[] = [];
  const content: unknown = parse(text, errors, PARSING);
  return errors.length === 0 && isObject(content) ? content : null;
}

const isObject = (value: unknown): value is Content =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isKnownForm = (entry: unknown) => entry == null || isObject(entry);

function entryTextOf(text: string): string | null {
  const property = entryOf(text)?.parent;
  return property ? textOf(text, property) : null;
}

/** Of an entry that is there only what differs is written. */
function edit(text: string, held: unknown, next: Content): string {
  const whole = text.trim() === '' ? '{}\n' : text;
  const tree = treeOf(whole);
  if (!tree) return whole;
  if (!isObject(held)) return setProperty(whole, tree, 'statusLine', next);
  return Object.entries(next)
    .filter(([name, value]) => held[name] !== value)
    .reduce((edited, [name, value]) => {
      const entry = entryOf(edited);
      return entry ? setProperty(edited, entry, name, value) : edited;
    }, whole);
}

const treeOf = (text: string): Node | undefined => parseTree(text, [], PARSING);

function entryOf(text: string): Node | undefined {
  const tree = treeOf(text);
  return tree && propertyOf(tree, 'statusLine')?.children?.[1];
}
