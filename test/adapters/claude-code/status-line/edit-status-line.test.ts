import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { describe, expect, test } from 'vitest';
import {
  readStatusLine,
  withCommand,
  withoutStatusLine,
} from '../../../../src-main/adapters/claude-code/status-line/edit-status-line.js';

const OURS = 'ours "quoted" \\ # tidemark';
const commandOf = (text: string | null) => (text === null ? null : readStatusLine(text)?.command);

describe('the settings keep their form', () => {
  test('a new status line follows the indentation, the rest stays to the byte', () => {
    const text = '{\n\t"model": "opus", // mine\n\t"env": {"A":1,  "B" : 2}\n}\n';
    expect(withCommand(text, 'x')).toBe(
      '{\n\t"model": "opus", // mine\n\t"env": {"A":1,  "B" : 2},\n\t"statusLine": {\n' +
        '\t\t"type": "command",\n\t\t"command": "x",\n\t\t"padding": 0,\n' +
        '\t\t"refreshInterval": 30\n\t}\n}\n',
    );
  });

  test('comments stay with what they speak of, at the end too', () => {
    const text = '{\n  "a": 1, // of a\n  // of b\n  "b": 2 // of b, too\n  // the end\n}\n';
    const edited = withCommand(text, 'x') ?? '';
    expect(edited).toContain('"b": 2, // of b, too\n  // the end\n  "statusLine": {\n');
    expect(withoutStatusLine(edited)).toBe(text);
  });

  test.each([
    ['{}', '{\n  "statusLine": {\n    "type": "command",'],
    ['{"a":1}', '{"a":1, "statusLine": {"type":"command","command":"x",'],
    ['{"a":1 ,}', '{"a":1 , "statusLine": {"type":"command","command":"x",'],
    ['', '{\n  "statusLine": {\n    "type": "command",'],
  ])('%j is written on', (text, start) => {
    expect(withCommand(text, 'x')?.startsWith(start)).toBe(true);
  });

  test.each([
    ['{"statusLine": {}, "a": 1}', '{ "a": 1}'],
    ['{"a": 1, "statusLine": {}}', '{"a": 1}'],
    ['{"a": 1, "statusLine": {},}', '{"a": 1,}'],
    ['{ "statusLine": {} }', '{}'],
    ['{\n  "statusLine": {},\n  "a": 1\n}', '{\n  "a": 1\n}'],
    ['{"a": 1 /* , */, /* b */ "statusLine": {} /* c */}', '{"a": 1 /* , */ /* b */ /* c */}'],
  ])('of %j its part alone is taken', (text, rest) => {
    expect(withoutStatusLine(text)).toBe(rest);
  });

  test('four spaces and the line ends of Windows', () => {
    const text = '{\r\n    "model": "opus"\r\n}\r\n';
    const edited = withCommand(text, 'x') ?? '';
    expect(edited.replaceAll('\r\n', '')).not.toContain('\n');
    expect(edited).toContain('\r\n        "command": "x"');
    expect(withoutStatusLine(edited)).toBe(text);
  });

  test('of a status line that is there, the command alone changes', () => {
    const text = `{"statusLine" : { "padding": 2, /* why */ "command":"old", "type":"command",
      "refreshInterval": 5, "colour": [1, 2] }, "z": 1}`;
    expect(withCommand(text, 'x')).toBe(text.replace('"old"', '"x"'));
    expect(withCommand(withCommand(text, OURS) ?? '', 'old')).toBe(text);
  });

  test.each([
    ['no settings at all', ''],
    ['an empty object', '{}'],
    ['nothing there', '{"statusLine": null}'],
    ['an empty status line', '{"statusLine": {}}'],
    ['an empty command', '{"statusLine": {"type":"command","command":"  "}}'],
    ['a trailing comma', '{"model": "opus",}'],
    ['only comments', '// mine\n{\n  // nothing yet\n}\n'],
    ['deep names', '{"a": {"statusLine": {"command": "not this"}}}'],
  ])('%s takes the command', (_, text) => {
    expect(readStatusLine(text)).toMatchObject({ command: null });
    expect(commandOf(withCommand(text, OURS))).toBe(OURS);
  });

  test.each([
    ['cut in the middle', '{"statusLine": {"command": "x"'],
    ['not JSON', 'statusLine = x'],
    ['a list', '[]'],
    ['a text', '"statusLine"'],
    ['a status line that is a text', '{"statusLine": "x"}'],
    ['a status line that is a list', '{"statusLine": ["x"]}'],
    ['two objects', '{} {}'],
  ])('F1 %s is not touched', (_, text) => {
    expect(readStatusLine(text)).toBeNull();
    expect(withCommand(text, OURS)).toBeNull();
  });

  test('a name that stands twice is not edited: nobody knows which one counts', () => {
    const text = '{"statusLine": {"command": "a"}, "statusLine": {"command": "b"}}';
    expect(withCommand(text, OURS)).toBeNull();
    expect(withoutStatusLine(text)).toBeNull();
  });

  test('whatever else is in there survives adding and taking away', () => {
    const settings = fc.dictionary(
      fc.string().filter((name) => name !== 'statusLine' && name !== '__proto__'),
      fc.jsonValue(),
      { maxKeys: 6 },
    );
    const form = fc.constantFrom(undefined, 1, 2, 4, '\t');
    fc.assert(
      fc.property(settings, form, fc.string(), (content, indent, command) => {
        const text = JSON.stringify(content, null, indent);
        const edited = withCommand(text, `x${command}`) ?? '';
        expect(commandOf(edited)).toBe(`x${command}`);
        const { statusLine: _, ...rest } = parse(edited);
        expect(rest).toEqual(parse(text));
        expect(parse(withoutStatusLine(edited) ?? '')).toEqual(parse(text));
      }),
      { numRuns: 300 },
    );
  });
});
