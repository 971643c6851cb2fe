import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceLine, parseEvidenceLines } from '../../../src-main/core/limits/evidence-json.js';
import { parseReplayLine } from '../../../src-main/core/limits/parse-replay.js';
import { MOST_ID_LENGTH } from '../../../src-main/shared/evidence.js';

/** The example of the record, as it is documented. */
const DOCUMENTED =
  '{"id":"uuid","kind":"hit","window":"weekly","at":"2026-11-20T14:05:00Z","start":"2026-11-15T00:00:00Z","end":"2026-11-22T00:00:00Z","used":{"usd":[41.2,44.0],"ieq":[6.1,6.4]},"settled":{"usd":[44.0,44.0]},"pct":82,"half":0.5,"source":"record","exact":false,"note":null,"ignored":false}';

const one = (line: string) => {
  const { records, warnings } = parseEvidenceLines(line);
  expect(warnings).toEqual([]);
  expect(records).toHaveLength(1);
  return records[0];
};

describe('evidence on the wire', () => {
  it('the documented record is read as it is', () => {
    expect(one(DOCUMENTED)).toEqual({
      id: 'uuid',
      meter: 'plan',
      kind: 'hit',
      window: 'weekly',
      at: Date.UTC(2026, 10, 20, 14, 5),
      start: Date.UTC(2026, 10, 15),
      end: Date.UTC(2026, 10, 22),
      used: { usd: [41.2, 44], ieq: [6.1, 6.4] },
      settled: { usd: [44, 44] },
      pct: 82,
      half: 0.5,
      since: null,
      source: 'record',
      isExact: false,
      isPartlySeen: false,
      note: null,
      isIgnored: false,
    });
  });

  it('what is written is read back as it was', () => {
    const changed = { ...one(DOCUMENTED), isPartlySeen: true, isExact: true, isIgnored: true };
    const record = { ...changed, meter: 'api', since: 1_790_000_000_123, note: 'ü\n"' };
    // Spread over a record that is one.
    const whole = record as NonNullable<ReturnType<typeof one>>;
    expect(one(evidenceLine(whole))).toEqual(whole);
    expect(evidenceLine(whole)).not.toContain('\n');
  });

  it.each([
    ['82', 0.5],
    ['82.4', 0.05],
    ['"82"', 0.5],
    ['82,"half":0.2', 0.2],
    ['30,"since":"2026-11-16T00:00:00Z"', 1],
  ])('a percentage of %s may be off by %d', (pct, half) => {
    expect(one(`{"kind":"reading","at":"2026-11-20T14:05:00Z","pct":${pct}}`)).toMatchObject({
      half,
      window: 'weekly',
      source: 'entry',
    });
  });

  it('one number stands for both ends, and ends the wrong way round are turned', () => {
    const line = '{"kind":"quiet","at":"2026-11-20T14:05:00Z","used":{"usd":3,"ieq":[2,1],"x":1}}';
    expect(one(line)).toMatchObject({ settled: { usd: [3, 3], ieq: [1, 2] }, source: 'window' });
  });

  it.each([
    ['{"kind":"reading","at":"2026-11-20T14:05:00Z"}', 'a reading needs pct, skipped'],
    ['{"kind":"hit"}', 'a hit needs at, a time between 1970 and 2100 such as'],
    ['{"kind":"hit","at":"0001-01-01T00:00:00Z"}', 'a time between 1970 and 2100 such as'],
    ['{"kind":"hit","at":"yesterday"}', 'such as 2026-11-20T14:05:00Z, skipped'],
    ['{"kind":"guess"}', 'needs a kind of reading, hit, quiet or change, skipped'],
    ['{"kind":"hit","window":"monthly"}', 'the window is five_hour, weekly or weekly:<label>'],
    ['{"kind":"hit","meter":"gas"}', 'the meter is plan or api, skipped'],
    ['{"kind":"hit","at":"2026-11-20T14:05:00Z","used":{"usd":[-1,2]}}', 'use is given by unit'],
    ['{"kind":"hit","at":"2026-11-20T14:05:00Z","used":7}', 'use is given by unit'],
    ['{"kind":', 'not JSON, skipped'],
    ['[1,2]', 'not a record, skipped'],
    ['null', 'not a record, skipped'],
    [`${'['.repeat(200_000)}`, 'not JSON, skipped'],
    [`${'['.repeat(200_000)}${']'.repeat(200_000)}`, 'skipped'],
  ])('%.60s is skipped with a warning', (line, sentence) => {
    const { records, warnings } = parseEvidenceLines(`${DOCUMENTED}\n\n${line}\n`);
    expect(records).toHaveLength(1);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/^line 3: /);
    expect(warnings[0]).toContain(sentence);
  });

  it('a byte order mark, carriage returns, blank lines and ids told twice do no harm', () => {
    const { records, warnings } = parseEvidenceLines(
      `\uFEFF${DOCUMENTED}\r\n\r\n  \r\n${DOCUMENTED.replace('82', '83')}\r\n`,
    );
    expect(warnings).toEqual([]);
    expect(records.map(({ pct }) => pct)).toEqual([82]);
  });

  it('a line without an id is the same record whenever it is read', () => {
    const line = '{"kind":"reading","at":"2026-11-20T14:05:00Z","pct":5}';
    expect(parseEvidenceLines(`${line}\n${line}`).records).toHaveLength(1);
    expect(parseEvidenceLines(`${line}\n${line.replace('5}', '6}')}`).records).toHaveLength(2);
  });

  it('an id that is too long to be named again becomes a short one, the same each time', () => {
    const withId = (id: string) =>
      one(JSON.stringify({ kind: 'hit', at: '2026-11-20T14:05:00Z', id }))?.id ?? '';
    const long = 'x'.repeat(MOST_ID_LENGTH + 1);
    expect(withId('x'.repeat(MOST_ID_LENGTH))).toHaveLength(MOST_ID_LENGTH);
    expect(withId(long)).toMatch(/^imported:[0-9a-f]{16}$/);
    expect(withId(long)).toBe(withId(long));
    expect(withId(`${long}y`)).not.toBe(withId(long));
  });

  it('a label is taken without the space around it, and without anything that is no word', () => {
    const windowsOf = (window: string) =>
      parseEvidenceLines(
        JSON.stringify({ kind: 'hit', at: '2026-11-20T14:05:00Z', window }),
      ).records.map((record) => record.window);
    expect(windowsOf('weekly: Opus 5 ')).toEqual(['weekly:Opus 5']);
    expect(windowsOf('weekly:<b>')).toEqual([]);
  });

  it('any text at all is read or warned of', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const line = text.replaceAll('\n', ' ');
        const { records, warnings } = parseEvidenceLines(line);
        const isBlank = line.replace(/^\uFEFF/, '').trim() === '';
        expect(records.length + warnings.length).toBe(isBlank ? 0 : 1);
      }),
    );
  });
});

describe('lines of a replay besides evidence', () => {
  it.each([
    [
      '{"kind":"use","at":"2026-11-20T14:05:00Z","usd":1.5}',
      {
        kind: 'use',
        hour: { start: Date.UTC(2026, 10, 20, 14), usd: 1.5, ieq: 0, tokens: 0 },
      },
    ],
    [
      '{"kind":"running","start":"2026-11-15T00:00:00Z","end":"2026-11-22T00:00:00Z","used":{"usd":4}}',
      {
        kind: 'running',
        running: {
          kind: 'weekly',
          start: Date.UTC(2026, 10, 15),
          end: Date.UTC(2026, 10, 22),
          used: { usd: [4, 4] },
        },
      },
    ],
    [
      '{"kind":"now","at":"2026-11-20T14:05:00Z"}',
      { kind: 'now', at: Date.UTC(2026, 10, 20, 14, 5) },
    ],
    ['{"kind":"now"}', 'now needs at, skipped'],
    [
      '{"kind":"use","at":"2026-11-20T14:05:00Z","usd":-1}',
      'an hour of use is told in usd, ieq and tokens, skipped',
    ],
    [
      '{"kind":"running","used":{"usd":4}}',
      'a running window needs window, start and end, skipped',
    ],
  ])('%s', (line, expected) => {
    expect(parseReplayLine(line)).toEqual(expected);
  });
});
