import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { parseBody } from '../../../src-main/adapters/admin-api/parse-body.js';

const schema = z.object({ name: z.string() });
const parse = (...parts: readonly (string | readonly number[])[]) =>
  parseBody(Buffer.concat(parts.map((part) => Buffer.from(part))), schema);
const BOM = [0xef, 0xbb, 0xbf];

describe('the bytes of an answer', () => {
  test('A36: a byte order mark is dropped, one in a text stays', async () => {
    expect(await parse(BOM, '{"name":"a\uFEFFb"}')).toEqual({
      ok: true,
      value: { name: 'a\uFEFFb' },
    });
  });

  test('A36: bytes that are no UTF-8 are refused, not replaced', async () => {
    expect(await parse('{"name":"', [0xc3, 0x28], '"}')).toMatchObject({
      failure: { kind: 'incomplete' },
    });
  });

  test('A13: a text cut within a letter is incomplete', async () => {
    expect(await parse('{"name":"', [0xe2, 0x82])).toMatchObject({
      failure: { kind: 'incomplete' },
    });
  });

  test('A11: a sign-in page is told as such in whatever letters it is written', async () => {
    const failure = { kind: 'not-the-api' };
    expect(await parse('\n <!doctype html>')).toMatchObject({ failure });
    expect(await parse(BOM, '<html>')).toMatchObject({ failure });
    expect(await parse('<title>Anmeldung f', [0xfc], 'r G', [0xe4], 'ste</title>')).toMatchObject({
      failure,
    });
  });

  test('A12: no byte at all is incomplete', async () => {
    expect(await parse('')).toEqual({
      ok: false,
      failure: { kind: 'incomplete', detail: 'empty body' },
    });
  });

  test('A36: of a name that comes twice the last counts, and is checked', async () => {
    expect(await parse('{"name":7,"name":"b"}')).toMatchObject({ value: { name: 'b' } });
    expect(await parse('{"name":"b","name":7}')).toMatchObject({
      failure: { kind: 'unexpected-response', detail: 'unexpected value at name' },
    });
  });

  test.each([
    ['where nobody looks', (deep: string) => `{"name":"b","x":${deep}}`, true],
    ['where a text should be', (deep: string) => `{"name":${deep}}`, false],
    ['in place of everything', (deep: string) => deep, false],
  ])('A36: 100,000 levels %s crash nothing', async (_, write, isRead) => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    expect((await parse(write(deep))).ok).toBe(isRead);
  });

  test('the JSON as it came is shown for a good answer alone', async () => {
    const shown: unknown[] = [];
    const look = (json: unknown) => void shown.push(json);
    await parseBody(Buffer.from('{"name":7}'), schema, look);
    await parseBody(Buffer.from('{"name":"b","more":1}'), schema, look);
    expect(shown).toEqual([{ name: 'b', more: 1 }]);
  });
});
