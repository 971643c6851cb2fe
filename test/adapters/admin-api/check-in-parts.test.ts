import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { parseBody } from '../../../src-main/adapters/admin-api/parse-body.js';

const schema = z.object({
  data: z.array(z.object({ name: z.string(), size: z.number().default(0) })),
  next: z.string().nullable(),
});
/** 3 MB of rows. */
const rows = (bad: number | null = null) =>
  Array.from({ length: 3_000 }, (_, index) => ({
    name: index === bad ? 7 : `${index} ${'x'.repeat(1_000)}`,
    more: true,
  }));
const bytesOf = (body: unknown) => Buffer.from(JSON.stringify(body));

describe('D9: a long answer', () => {
  test('is checked in parts, and read as if it were checked at once', async () => {
    const body = { data: rows(), next: null, unknown: 1 };
    const atOnce = schema.parse(JSON.parse(JSON.stringify(body)));
    expect(await parseBody(bytesOf(body), schema)).toEqual({ ok: true, value: atOnce });
  });

  test('lets others run between the parts', async () => {
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    await parseBody(bytesOf({ data: rows(), next: null }), schema);
    isDone = true;
    expect(turns).toBeGreaterThanOrEqual(3);
  });

  test('A23: is refused as a whole, with the path of the bad field, wherever it is', async () => {
    for (const bad of [0, 1_234, 2_999]) {
      const parsed = await parseBody(bytesOf({ data: rows(bad), next: null }), schema);
      const detail = `unexpected value at data.${bad}.name`;
      expect(parsed).toEqual({ ok: false, failure: { kind: 'unexpected-response', detail } });
    }
    expect(await parseBody(bytesOf({ data: rows(), next: 7 }), schema)).toMatchObject({
      failure: { detail: 'unexpected value at next' },
    });
    expect(await parseBody(bytesOf(rows()), schema)).toMatchObject({
      failure: { detail: 'unexpected value at the top' },
    });
  });
});
