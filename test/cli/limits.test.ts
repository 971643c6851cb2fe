import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  ADMIN_KEY,
  cleanUpAfter,
  NOW,
  runTidemark,
  setting,
  startSimulator,
  temporaryFolder,
} from './run-tidemark.js';

cleanUpAfter('each');

const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
const HOUR = 3_600_000;
const iso = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;
const lines = (text: string) => text.split('\n').filter((line) => line !== '');

async function syncedFolder() {
  const here = setting(await startSimulator(), temporaryFolder());
  expect(await runTidemark(['sync'], here)).toMatchObject({ code: 0 });
  return here;
}

async function shown(here: ReturnType<typeof setting>) {
  const ended = await runTidemark(['limits', 'show', '--json'], here);
  expect(ended).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(ended.stdout);
}

describe('limits', () => {
  test('without evidence no limit is claimed, in text and JSON', async () => {
    const here = await syncedFolder();
    const { schema, windows, evidence, published, rates, spends, changes } = await shown(here);
    expect(schema).toBe(1);
    expect(windows).toHaveLength(1);
    expect(windows[0]).toMatchObject({
      meter: 'api',
      window: 'weekly',
      state: 'bound',
      word: 'unknown',
      confidence: null,
      limit: null,
      now: null,
    });
    expect(windows[0].atLeast.usd).toBeGreaterThan(10);
    expect(evidence.length).toBeGreaterThan(0);
    for (const { kind, at } of evidence)
      expect([kind, at]).toEqual(['quiet', expect.stringMatching(RFC_3339)]);
    expect(published.length).toBeGreaterThan(10);
    expect(rates.length).toBeGreaterThan(10);
    expect([spends, changes].every(Array.isArray)).toBe(true);
    expect(rates.find(({ nearest }: { nearest: boolean }) => nearest)).toMatchObject({
      busiestMinute: { week: { value: expect.any(Number), at: expect.stringMatching(RFC_3339) } },
    });
    const text = await runTidemark(['limits', 'show'], here);
    expect(text.stdout).toMatch(/^Week, API +not known yet: you have used at least \$\d+/);
    expect(text.stdout).toMatch(/busiest minute [\d,]+ \(\d+ %\)/);
  }, 60_000);

  test('a reading and a hit are learned from at once, and shown with how sure it is', async () => {
    const here = await syncedFolder();
    const reading = ['limits', 'add', 'reading', '82', '--at', '2026-11-20T12:00:00Z'];
    const added = await runTidemark(reading, here);
    expect(added).toMatchObject({ code: 0, stderr: '' });
    expect(added.stdout).toMatch(
      /^Noted\.\nWeek, API +~\d+ % \(likely \d+ – \d+ %; 82 % as Claude said 1 day ago\)/,
    );
    const hit = ['limits', 'add', 'hit', '--at', '2026-11-07T12:00:00Z', '--json'];
    const counted = JSON.parse((await runTidemark(hit, here)).stdout);
    expect(counted).toMatchObject({ schema: 1, added: 1 });
    expect(counted.windows[0].counts).toMatchObject({ hits: 1, readings: 1 });

    const { windows, evidence } = await shown(here);
    const [week] = windows;
    expect(week).toMatchObject({ state: 'estimate', lastEvidenceAt: '2026-11-20T12:00:00Z' });
    expect(week.limit.usd.low).toBeLessThan(week.limit.usd.median);
    expect(week.limit.usd.median).toBeLessThan(week.limit.usd.high);
    expect(week.why).toMatch(/^1 limit hit, 1 reading, .* last 1 day ago$/);
    expect(week.now.reading).toEqual({ pct: 82, at: '2026-11-20T12:00:00Z' });
    const typed = evidence.find(({ source }: { source: string }) => source === 'entry');
    expect(typed).toMatchObject({ kind: 'reading', pct: 82, half: 0.5, unused: null });
    expect(typed.means).toBeCloseTo((typed.usd * 100) / 82, 1);

    const status = JSON.parse((await runTidemark(['status', '--json'], here)).stdout).week;
    expect(status).toMatchObject({
      percentSource: 'reading',
      meter: 'api',
      reading: { pct: 82, at: '2026-11-20T12:00:00Z' },
      limit: { source: 'learned', microcents: expect.any(Number), confidence: week.confidence },
      percentWindow: { start: status.start, end: status.end },
    });
    expect(status.limit.low).toBeLessThan(status.limit.high);
    expect(status.percentRange.low).toBeLessThanOrEqual(status.percent);
    const text = (await runTidemark(['status'], here)).stdout;
    expect(text).toMatch(
      /of about \$\d+ \(learned limit, likely \$\d+ – \$\d+\)\n +as Claude said (82 % )?Fri/,
    );
  }, 60_000);

  test('a percentage learned from other weeks alone is marked with "~"', async () => {
    const here = await syncedFolder();
    for (const [at, percent] of [
      ['2026-11-13T12:00:00Z', '60'],
      ['2026-11-06T12:00:00Z', '70.5'],
    ] as const) {
      await runTidemark(['limits', 'add', 'reading', percent, '--at', at], here);
    }
    const status = JSON.parse((await runTidemark(['status', '--json'], here)).stdout).week;
    expect(status).toMatchObject({ percentSource: 'learned', reading: null });
    expect(status.percentRange.low).toBeLessThan(status.percent);
    expect((await runTidemark(['status'], here)).stdout).toMatch(/^Week +~\d+ %/m);
    expect((await runTidemark(['limits', 'show'], here)).stdout).toMatch(/^Week, API +~\d+ %/);
  }, 60_000);

  test('what is exported is known when it comes back, and teaches another folder', async () => {
    const simulator = await startSimulator();
    const here = setting(simulator, temporaryFolder());
    const there = setting(simulator, temporaryFolder());
    await Promise.all([runTidemark(['sync'], here), runTidemark(['sync'], there)]);
    const reading = ['limits', 'add', 'reading', '44', '--at', iso(NOW - 40 * HOUR)];
    await runTidemark(reading, here);
    const exported = await runTidemark(['limits', 'export'], here);
    const records = lines(exported.stdout).map((line) => JSON.parse(line));
    const window = { start: expect.stringMatching(RFC_3339), end: expect.stringMatching(RFC_3339) };
    expect(records.filter(({ kind }) => kind === 'reading')).toMatchObject([
      { pct: 44, placed: true, ...window },
    ]);

    const back = { ...here, input: exported.stdout };
    const known = await runTidemark(['limits', 'import', '-', '--json'], back);
    expect(JSON.parse(known.stdout)).toMatchObject({ added: 0, known: records.length });

    const file = join(temporaryFolder(), 'evidence.jsonl');
    writeFileSync(file, `${exported.stdout}not a record\n`);
    const other = await runTidemark(['limits', 'import', file], there);
    expect(other).toMatchObject({ code: 0 });
    expect(other.stdout).toMatch(/^1 record added/);
    expect(other.stderr).toMatch(/^tidemark: line \d+: .*\n$/);
    expect((await shown(there)).windows).toEqual((await shown(here)).windows);
  }, 60_000);

  test('wrong words end with exit 2 and change nothing', async () => {
    const here = await syncedFolder();
    const before = (await runTidemark(['limits', 'export'], here)).stdout;
    for (const [words, named] of [
      [['limits', 'forget'], 'followed by'],
      [['limits', 'add', 'hit', '--at', iso(NOW + HOUR)], 'future'],
      [['limits', 'add', 'hit', '--at', '1901-01-01'], 'between 1970 and 2100'],
      [['limits', 'import', join(here.env.TIDEMARK_DATA_DIR ?? '', 'nowhere')], 'cannot be read'],
      // It has no end.
      [['limits', 'import', '/dev/zero'], 'too much for a file'],
    ] as const) {
      const ended = await runTidemark(words, here);
      expect(ended, words.join(' ')).toMatchObject({ code: 2, stdout: '' });
      expect(ended.stderr).toContain(named);
      expect(lines(ended.stderr)).toHaveLength(1);
    }
    expect((await runTidemark(['limits', 'export'], here)).stdout).toBe(before);
  }, 60_000);

  test('transcripts are read once the person said so, and never into the folder of a demo', async () => {
    const simulator = await startSimulator();
    const home = temporaryFolder();
    const project = join(home, '.claude', 'projects', 'one');
    mkdirSync(project, { recursive: true });
    const answer = (id: string, at: number) =>
      JSON.stringify({
        type: 'assistant',
        timestamp: new Date(at).toISOString(),
        requestId: `req_${id}`,
        message: {
          id: `msg_${id}`,
          model: 'claude-sonnet-5',
          usage: { input_tokens: 2_000, output_tokens: 500 },
        },
      });
    const answers = Array.from({ length: 60 }, (_, index) =>
      answer(String(index), NOW - (index * 9 + 1) * HOUR),
    );
    writeFileSync(join(project, 'a.jsonl'), `${answers.join('\n')}\n`);
    const metersAfterSync = async (folder: string, readsTranscripts: boolean) => {
      const here = setting(simulator, folder, { HOME: home });
      expect(await runTidemark(['sync'], here)).toMatchObject({ code: 0 });
      if (readsTranscripts) {
        const path = join(folder, 'settings.json');
        const content = JSON.parse(readFileSync(path, 'utf8'));
        const settings = { ...content.settings, readsTranscripts: true };
        writeFileSync(path, JSON.stringify({ ...content, settings }));
        expect(await runTidemark(['sync'], here)).toMatchObject({ code: 0 });
      }
      const { windows } = await shown(here);
      return windows.map(({ meter }: { meter: string }) => meter);
    };
    expect(await metersAfterSync(temporaryFolder(), false)).toEqual(['api']);
    expect(await metersAfterSync(temporaryFolder(), true)).toEqual(['api', 'plan']);
    const demo = join(temporaryFolder(), 'demo');
    expect(await metersAfterSync(demo, true)).toEqual(['api']);
  }, 90_000);

  test('without a connection nothing is written and the exit code says so', async () => {
    const here = setting(await startSimulator(), temporaryFolder());
    for (const words of [['show'], ['export'], ['add', 'hit'], ['add', 'reading', '50']]) {
      const ended = await runTidemark(['limits', ...words], here);
      expect(ended, words.join(' ')).toMatchObject({ code: 3, stdout: '' });
      expect(ended.stderr).not.toContain(ADMIN_KEY);
    }
  });
});
