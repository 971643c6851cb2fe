import { describe, expect, it } from 'vitest';
import { learnLimits } from '../../src-main/cli/learn-limits.js';
import { readLines } from '../../src-main/cli/read-lines.js';
import type { Terminal } from '../../src-main/cli/terminal.js';
import { cleanUpAfter, runTidemark } from './run-tidemark.js';

cleanUpAfter('all');

const weekOf = (week: number, day: number, hour = 0) =>
  new Date(Date.UTC(2026, 8, 7 + 7 * week + day, hour)).toISOString();
const hit = (week: number, usd: number, more: object = {}) =>
  JSON.stringify({
    id: `hit ${week}`,
    kind: 'hit',
    window: 'weekly',
    at: weekOf(week, 4),
    start: weekOf(week, 0),
    end: weekOf(week, 7),
    used: { usd: [usd - 1, usd] },
    settled: { usd },
    source: 'record',
    ...more,
  });

interface Printed {
  readonly schema: number;
  readonly now: string;
  readonly meter: string;
  readonly warnings: readonly string[];
  readonly windows: { readonly weekly: Record<string, unknown> };
}

/** In this process, which is quicker. */
async function replay(
  lines: readonly string[],
  options: Partial<Parameters<typeof learnLimits>[2]> = {},
): Promise<Printed> {
  const printed: unknown[] = [];
  const silent = () => undefined;
  const terminal: Terminal = {
    print: silent,
    printJson: (value) => printed.push(value),
    fail: () => 2,
    note: silent,
    progress: silent,
    endProgress: silent,
  };
  const code = await learnLimits(chunks(lines.join('\n')), terminal, {
    meter: null,
    fixedNow: null,
    clock: () => Date.UTC(2026, 10, 22),
    timeZone: 'UTC',
    ...options,
  });
  expect(code).toBe(0);
  // What was printed is what is documented.
  return JSON.parse(JSON.stringify(printed[0])) as Printed;
}

async function* chunks(text: string, size = 7) {
  const bytes = new TextEncoder().encode(text);
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

describe('tidemark limits learn', () => {
  it('needs no connection, no home and no data folder, and nothing in is state none', async () => {
    const { code, stdout, stderr } = await runTidemark(['limits', 'learn'], { input: '' });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 1,
      warnings: [],
      windows: {
        weekly: {
          state: 'none',
          limit: null,
          atLeast: null,
          confidence: null,
          counts: { hits: 0, readings: 0, quiet: 0 },
          changed: null,
        },
      },
    });
  });

  it('prints what evidence teaches, and the same for the same', async () => {
    const input = `\uFEFF${[0, 1, 2].map((week) => hit(week, 40)).join('\r\n')}\r\n\nnonsense\n`;
    const env = { TIDEMARK_NOW: '2026-10-01T00:00:00Z' };
    const [one, other] = [
      await runTidemark(['limits', 'learn', '--json'], { input, env }),
      await runTidemark(['limits', 'learn'], { input, env }),
    ];
    expect(one.stdout).toBe(other.stdout);
    const { now, warnings, windows }: Printed = JSON.parse(one.stdout);
    expect(now).toBe('2026-10-01T00:00:00Z');
    expect(warnings).toEqual(['line 5: not JSON, skipped']);
    expect(windows.weekly).toMatchObject({ state: 'estimate', unit: 'usd' });
    expect(windows.weekly.limit).toMatchObject({ usd: { median: expect.closeTo(40, -0.5) } });
  });

  it('refuses what it does not know', async () => {
    const refused = [
      ['limits', 'learn', 'file.jsonl'],
      ['limits', 'learn', '--meter', 'gas'],
      ['limits', 'learn', '--at', '2026-10-01T00:00:00Z'],
    ];
    for (const words of refused) {
      expect((await runTidemark(words, { input: '' })).code, words.join(' ')).toBe(2);
    }
  });

  it('two meters are never mixed', async () => {
    const lines = [hit(0, 40), hit(1, 400, { meter: 'api' })];
    const plan = await replay(lines);
    expect(plan).toMatchObject({ meter: 'plan', windows: { weekly: { counts: { hits: 1 } } } });
    expect(plan.warnings).toEqual(['1 records of the other meter left out: --meter chooses']);
    expect(plan.windows.weekly.limit).toMatchObject({ usd: { median: expect.closeTo(40, -0.5) } });
    const api = await replay(lines, { meter: 'api' });
    expect(api.windows.weekly.limit).toMatchObject({ usd: { median: expect.closeTo(400, -1.5) } });
    expect((await replay([hit(1, 400, { meter: 'api' })])).meter).toBe('api');
  });

  it('hours of use, a running window and a time replay what is shown of a week', async () => {
    const hours = Array.from({ length: 40 }, (_, hour) =>
      JSON.stringify({ kind: 'use', at: weekOf(2, 0, hour), usd: 1, ieq: 0.2, tokens: 1e6 }),
    );
    const { windows, now } = await replay([
      ...[0, 1, 2].map((week) => hit(week, 40)),
      ...hours,
      JSON.stringify({
        kind: 'running',
        window: 'weekly',
        start: weekOf(3, 0),
        end: weekOf(3, 7),
        used: { usd: [10, 10] },
      }),
      JSON.stringify({ kind: 'now', at: weekOf(3, 2) }),
    ]);
    expect(now).toBe(weekOf(3, 2).replace('.000', ''));
    expect(windows.weekly.now).toMatchObject({
      percent: { median: expect.closeTo(25, -0.7) },
      hoursLeft: { median: expect.closeTo(30, -1) },
      remaining: { tokens: { median: expect.closeTo(3e7, -7) } },
    });
  });

  it('without a time of its own a replay ends when its newest use has settled', async () => {
    const { now } = await replay([hit(0, 40)], { clock: () => Date.UTC(2036, 0, 1) });
    expect(now).toBe('2026-09-11T00:16:00Z');
  });

  it('a line that is far too long is passed over, wherever its pieces are cut', async () => {
    async function* pieces() {
      yield 'a\n';
      for (let piece = 0; piece < 30; piece += 1) yield 'x'.repeat(100_000);
      yield '\nü';
      yield '\nlast';
    }
    const lines = [];
    for await (const line of readLines(pieces())) lines.push(line);
    expect(lines).toEqual([
      { number: 1, text: 'a' },
      { number: 2, text: null },
      { number: 3, text: 'ü' },
      { number: 4, text: 'last' },
    ]);
  });
});
