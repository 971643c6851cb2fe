import { describe, expect, it } from 'vitest';
import { AT, answer, errorRow, lines, makeHome, readOn, SESSION } from './transcript-home.js';

const at = Date.parse(AT);
const hour = 3_600_000;
const systemZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

async function see(...rows: readonly unknown[]) {
  const { transcripts, write } = makeHome();
  write(SESSION, lines(...rows));
  const { limits, unknown, messages } = await readOn(transcripts);
  return { limits, unknown, messages };
}

const quota = (quotaLimits: unknown, row: object = {}) =>
  errorRow("You've hit your limit", { quotaLimits, ...row });
const rejected = (rateLimitType: string, resetsAt: unknown = (at + 2 * hour) / 1000) => ({
  status: 'rejected',
  rateLimitType,
  resetsAt,
});

describe('a limit record', () => {
  it.each([
    ['five_hour', 'five_hour'],
    ['seven_day', 'weekly'],
    ['seven_day_opus', 'weekly:opus'],
    ['seven_day_sonnet', 'weekly:sonnet'],
  ])('of the kind %s is a hit of %s', async (kind, window) => {
    const { limits } = await see(quota(rejected(kind)));
    expect(limits).toEqual([
      expect.objectContaining({
        at,
        window,
        resetsAt: at + 2 * hour,
        pct: null,
        source: 'record',
      }),
    ]);
  });

  it.each([
    ['a status that is text', quota(rejected('five_hour'), { apiErrorStatus: '429' })],
    ['no status', quota(rejected('five_hour'), { apiErrorStatus: undefined })],
    ['a number as the status of its limit', quota({ ...rejected('five_hour'), status: 429 })],
    ['a reset that is text', quota(rejected('five_hour', `${(at + 2 * hour) / 1000}`))],
    ['a reset that is a date', quota(rejected('five_hour', new Date(at + 2 * hour).toISOString()))],
    ['a reset in milliseconds', quota(rejected('five_hour', at + 2 * hour))],
    ['no text', quota(rejected('five_hour'), { message: undefined })],
    [
      'a zone that another clock had',
      quota(rejected('five_hour'), { timestamp: '2026-11-20T10:00:00.000+01:00' }),
    ],
  ])('is read with %s', async (_, row) => {
    const { limits } = await see(row);
    expect(limits).toMatchObject([{ at, window: 'five_hour', resetsAt: at + 2 * hour }]);
  });

  it.each(['overage', 'seven_day_overage_included'])('of paid use (%s) is no hit', async (kind) => {
    expect(await see(quota(rejected(kind)))).toMatchObject({ limits: [], unknown: [] });
  });

  it.each(['allowed', 'allowed_warning'])('with the status %s is no hit', async (status) => {
    const row = quota({ ...rejected('five_hour'), status });
    expect(await see(row)).toMatchObject({ limits: [], unknown: [] });
  });

  it('without a kind is told by its text, with the reset of the record', async () => {
    const row = errorRow("You've hit your weekly limit", {
      quotaLimits: { resetsAt: (at + 50 * hour) / 1000 },
    });
    const { limits } = await see(row);
    expect(limits).toMatchObject([{ window: 'weekly', resetsAt: at + 50 * hour, source: 'text' }]);
  });

  it('of a kind that nobody knows is listed, not guessed', async () => {
    const row = errorRow('Limit of the month is used up', { quotaLimits: rejected('thirty_day') });
    const { limits, unknown } = await see(row);
    expect(limits).toEqual([]);
    expect(unknown).toMatchObject([{ at, text: 'Limit of the month is used up' }]);
  });

  it('of a status that nobody knows is told by its text, or listed', async () => {
    const status = 'blocked';
    const row = (text: string) =>
      errorRow(text, { quotaLimits: { ...rejected('five_hour'), status } });
    expect((await see(row("You've hit your session limit"))).limits).toMatchObject([
      { window: 'five_hour', source: 'text' },
    ]);
    expect(await see(row('Stopped'))).toMatchObject({ limits: [], unknown: [{ text: 'Stopped' }] });
  });

  it('does not make a kind of an inherited name', async () => {
    const row = errorRow('Stopped', { quotaLimits: rejected('constructor') });
    expect((await see(row)).limits).toEqual([]);
  });

  it.each([
    ['before the hit', 'five_hour', at - 2 * hour],
    ['later than a window of five hours ends', 'five_hour', at + 20 * hour],
    ['later than a week ends', 'seven_day', at + 30 * 24 * hour],
    ['not a time', 'five_hour', 'soon'],
  ])('with a reset %s is a hit without reset', async (_, kind, reset) => {
    const resetsAt = typeof reset === 'number' ? reset / 1000 : reset;
    const { limits } = await see(quota(rejected(kind, resetsAt)));
    expect(limits).toMatchObject([{ resetsAt: null }]);
  });
});

describe('a limit text', () => {
  const utc = (text: string) => Date.parse(`${text}:00.000Z`);
  it.each([
    [`Claude AI usage limit reached|${(at + 3 * hour) / 1000}`, null, at + 3 * hour],
    [
      'Claude usage limit reached. Your limit will reset at 12pm (UTC).',
      null,
      utc('2026-11-20T12:00'),
    ],
    ['5-hour limit reached ∙ resets 12pm (UTC)', 'five_hour', utc('2026-11-20T12:00')],
    ['Session limit reached ∙ resets 1pm (UTC)', 'five_hour', utc('2026-11-20T13:00')],
    [
      'Weekly limit reached · resets 10am (Asia/Seoul) · /upgrade to Max',
      'weekly',
      utc('2026-11-21T01:00'),
    ],
    [
      'Opus weekly limit reached ∙ resets Nov 23, 1pm (UTC)',
      'weekly:opus',
      utc('2026-11-23T13:00'),
    ],
    ['Limit reached · resets 11:30am (Europe/London)', null, utc('2026-11-20T11:30')],
    [
      "You've hit your session limit · resets 12:45pm (Europe/Paris)",
      'five_hour',
      utc('2026-11-20T11:45'),
    ],
    ["You've hit your weekly limit · resets Mon 12:00am (UTC)", 'weekly', utc('2026-11-23T00:00')],
    [
      "You've hit your weekly limit · resets Nov 26 at 10pm (Europe/Lisbon)",
      'weekly',
      utc('2026-11-26T22:00'),
    ],
    ["You've hit your Opus limit · resets 3:45pm (UTC)", 'weekly:opus', utc('2026-11-20T15:45')],
    [
      "You've hit your Sonnet limit · resets Nov 25, 8am (America/New_York)",
      'weekly:sonnet',
      utc('2026-11-25T13:00'),
    ],
    ["You've hit your limit · resets 8pm (Europe/Berlin)", null, utc('2026-11-20T19:00')],
    ["You've hit your limit", null, null],
    ["You've reached your Fable 5 limit. Run /usage-credits to continue.", 'weekly:fable', null],
    ["You've reached your Opus limit", 'weekly:opus', null],
    ['You have hit your session limit · resets 11am (UTC)', 'five_hour', utc('2026-11-20T11:00')],
    // Another zone than the system had then: this window cannot end so late.
    ["You've hit your session limit · resets 8pm (UTC)", 'five_hour', null],
  ])('"%s" is a hit of %s', async (text, window, resetsAt) => {
    const { limits, unknown } = await see(errorRow(text));
    expect(unknown).toEqual([]);
    expect(limits).toEqual([
      { id: expect.any(String), at, window, resetsAt, pct: null, source: 'text' },
    ]);
  });

  it.each(['’', 'ʼ', '‘', '＇'])('is read with %s as its apostrophe', async (apostrophe) => {
    const { limits } = await see(errorRow(`You${apostrophe}ve hit your weekly limit`));
    expect(limits).toMatchObject([{ window: 'weekly' }]);
  });

  it.each([' · ', ' ∙ ', ' • ', '·', '\u00a0•\u202f', '. '])(
    'is read with "%s" before its reset',
    async (between) => {
      const { limits } = await see(
        errorRow(`You've hit your session limit${between}resets 12:30\u202fPM (UTC)`),
      );
      expect(limits).toMatchObject([{ resetsAt: at + 3.5 * hour }]);
    },
  );

  it('without a zone is in that of the system', async () => {
    const { limits } = await see(errorRow("You've hit your weekly limit · resets 12pm"));
    const wall = new Intl.DateTimeFormat('en-GB', { timeZone: systemZone, timeStyle: 'short' });
    expect(wall.format(limits[0]?.resetsAt ?? 0)).toBe('12:00');
  });

  it('is read from old rows, which tell no error and no status', async () => {
    const row = errorRow('5-hour limit reached ∙ resets 12pm (UTC)', {
      error: undefined,
      apiErrorStatus: undefined,
    });
    expect((await see(row)).limits).toMatchObject([{ window: 'five_hour' }]);
  });

  it('is read when the message is plain text', async () => {
    const row = errorRow('', { message: { content: "You've hit your weekly limit" } });
    expect((await see(row)).limits).toMatchObject([{ window: 'weekly' }]);
  });
});

describe('the text and the record of one row', () => {
  // Times of real rows of September 2026.
  it.each([
    ['session', '2026-09-23T08:55:23.536Z', '6:30pm (Asia/Seoul)', 1_790_155_800],
    ['weekly', '2026-09-20T02:19:15.811Z', '11am (Asia/Seoul)', 1_789_956_000],
    ['session', '2026-09-18T23:51:57.000Z', '2:40am (America/Sao_Paulo)', 1_789_796_400],
    ['session', '2026-09-23T10:31:00.000Z', '2pm (Europe/Helsinki)', 1_790_161_200],
  ])('mean the same reset of the %s limit at %s', async (name, timestamp, reset, resetsAt) => {
    const row = errorRow(`You've hit your ${name} limit · resets ${reset}`, { timestamp });
    const rateLimitType = name === 'session' ? 'five_hour' : 'seven_day';
    const said = await see(row);
    const told = await see({ ...row, quotaLimits: rejected(rateLimitType, resetsAt) });
    expect(said.limits).toMatchObject([{ resetsAt: resetsAt * 1000 }]);
    expect(told.limits).toEqual([{ ...said.limits[0], source: 'record' }]);
  });
});

describe('what only looks like a hit', () => {
  const sentence = "You've hit your weekly limit · resets Mon 12:00am (UTC)";
  const text = (value: string) => [{ type: 'text', text: value }];
  it.each<[string, object]>([
    [
      'a person who quotes the sentence',
      { type: 'user', timestamp: AT, message: { role: 'user', content: sentence } },
    ],
    ['a person’s row that claims to be an error', { ...errorRow(sentence), type: 'user' }],
    ['an answer that quotes the sentence', answer('msg_a', {}, {}, { content: text(sentence) })],
    [
      'an answer of a model that is flagged no error',
      { ...errorRow(sentence), isApiErrorMessage: false },
    ],
    ['a flag that is text', { ...errorRow(sentence), isApiErrorMessage: 'true' }],
    [
      'the result of a tool',
      {
        type: 'user',
        timestamp: AT,
        message: {
          role: 'user',
          content: [{ type: 'tool_result', content: JSON.stringify(errorRow(sentence)) }],
        },
      },
    ],
    [
      'an error that begins with a tool result',
      errorRow('', {
        error: 'unknown',
        apiErrorStatus: 400,
        message: { content: [{ type: 'tool_result', content: sentence }, ...text(sentence)] },
      }),
    ],
    ['an error that passes by itself', errorRow(sentence, { apiErrorIsTransient: true })],
    [
      'a record that passes by itself',
      { ...quota(rejected('five_hour')), apiErrorIsTransient: true },
    ],
    [
      'a full server (529)',
      errorRow('API Error: 529 Overloaded.', { error: 'server_error', apiErrorStatus: 529 }),
    ],
    ['a full server, told by its status alone', errorRow(sentence, { apiErrorStatus: '529' })],
    [
      'a full server, told by its error alone',
      errorRow(sentence, { error: 'overloaded', apiErrorStatus: undefined }),
    ],
    [
      'a full server, told by the error of the API',
      errorRow(sentence, { error: { status: 529, type: 'x' }, apiErrorStatus: undefined }),
    ],
    ['a full server, told by its text alone', errorRow('Repeated 529 Overloaded errors')],
    [
      'the server limiting requests',
      errorRow('Server is temporarily limiting requests (not your usage limit)'),
    ],
    [
      'the same with a prefix',
      errorRow(
        'API Error: Server is temporarily limiting requests (not your usage limit) · Retry in 156s',
      ),
    ],
    ['a rejected request', errorRow('API Error: Request rejected (429)')],
    [
      'a rejected request of another provider',
      errorRow('API Error: Request rejected (429) · you have reached your session usage limit'),
    ],
    ['a limit by the minute', errorRow('API Error: Rate limit reached')],
    ['used up credits', errorRow("You're out of usage credits.")],
    [
      'used up extra usage, with a reset',
      errorRow("You're out of extra usage · resets 11:59pm (UTC)"),
    ],
    [
      'a low credit balance',
      errorRow('Credit balance is too low', { error: 'billing_error', apiErrorStatus: 400 }),
    ],
    [
      'credits for a long context',
      errorRow('API Error: Usage credits required for 1M context · turn on usage credits'),
    ],
    [
      'a spend limit',
      errorRow("You've hit your monthly spend limit · raise it at claude.ai/settings/usage"),
    ],
    [
      'a spend limit that names the session',
      errorRow(
        "You've hit your monthly spend limit · your session limit resets 1:40pm (Asia/Bangkok)",
      ),
    ],
    [
      'the spend limit of an organization',
      errorRow("You've hit your org's monthly spend limit · run /usage-credits"),
    ],
    ['a warning', errorRow('Approaching usage limit · resets at 7pm')],
    [
      'a full context window',
      errorRow('The model has reached its context window limit.', {
        error: 'invalid_request',
        apiErrorStatus: 400,
      }),
    ],
    [
      'a login that ran out',
      errorRow('Please run /login · API Error: 401 OAuth access token has expired.', {
        error: 'authentication_failed',
        apiErrorStatus: 401,
      }),
    ],
    ['a row without a time', errorRow(sentence, { timestamp: undefined })],
    ['a row of the far future', errorRow(sentence, { timestamp: '2031-01-01T00:00:00.000Z' })],
  ])('is none: %s', async (_, row) => {
    expect(await see(row)).toMatchObject({ limits: [], unknown: [] });
  });

  it.each([
    ["You've used 97% of your session limit · resets 12pm (UTC)", 'five_hour', 97, at + 3 * hour],
    [
      'You’ve used 75% of your weekly limit · resets Nov 23, 3am (UTC)',
      'weekly',
      75,
      Date.UTC(2026, 10, 23, 3),
    ],
    ["You've used 82.5% of your Opus limit", 'weekly:opus', 82.5, null],
    ["You've used 100% of your limit", null, 100, null],
  ])('"%s" is a weak bound', async (text, window, pct, resetsAt) => {
    const { limits } = await see(errorRow(text));
    expect(limits).toMatchObject([{ window, pct, resetsAt, source: 'text' }]);
  });

  it.each([
    ["You've used 180% of your weekly limit"],
    ["You've used 90% of your monthly spend limit"],
  ])('"%s" is no bound', async (text) => {
    expect((await see(errorRow(text))).limits).toEqual([]);
  });
});

describe('a limit that nobody knows', () => {
  it('is listed in its own words', async () => {
    const { limits, unknown } = await see(errorRow("You've hit your lunar limit · resets at dawn"));
    expect(limits).toEqual([]);
    expect(unknown).toEqual([
      { id: expect.any(String), at, text: "You've hit your lunar limit · resets at dawn" },
    ]);
  });

  it('is shown with 160 characters at most, none of them cut in two or hidden', async () => {
    const { unknown } = await see(errorRow(`Quota\u0000 \u202eused ${'🌙 '.repeat(300)}`));
    const shown = unknown[0]?.text ?? '';
    expect([...shown]).toHaveLength(160);
    expect(shown).toMatch(/^Quota used (🌙 )+🌙?$/u);
  });

  it.each([
    'ada@example.com',
    'ada.l+x@mail.example.co.uk',
    '/home/ada/loom/secret-plan.ts',
    '/home/ada/My Loom/secret plan.ts',
    'C:\\Users\\ada\\loom',
    '~/loom/secret',
    'src/loom/secret.ts',
    'https://claude.ai/org/loom?user=ada',
    'org_01LoomAda29fk3',
    'req_011CdQsoN2unJjQn4H4iiYvz',
    '0f1e2d3c-0000-4000-8000-000000000001',
    '4930298471',
    'sk-ant-admin01-loom-ada',
    '203.0.113.77',
    'a94f5374fce5edbc8e2a8697c15331677e6ebf0b',
  ])('is shown without %s', async (secret) => {
    const { unknown } = await see(errorRow(`Quota of ${secret} is used up`));
    expect(unknown[0]?.text).toMatch(/^Quota of \S*…/);
    expect(unknown[0]?.text).not.toMatch(/ada|loom|secret|plan|0000|0113|j?qn4h|493029|fce5/i);
  });

  it('keeps commands and models readable', async () => {
    const words = "You've hit your claude-opus-5-5 quota · run /usage-credits or /model";
    expect((await see(errorRow(words))).unknown[0]?.text).toBe(words);
  });
});

describe('the id of a sighting', () => {
  it('is the same for every copy of a row, whatever session it was copied to', async () => {
    const row = errorRow("You've hit your weekly limit");
    const copy = { ...row, uuid: 'other', sessionId: 'other', parentUuid: null, isSidechain: true };
    expect((await see(row, copy)).limits).toHaveLength(1);
    const record = quota(rejected('five_hour'));
    expect((await see(record, { ...record, uuid: 'other' })).limits).toHaveLength(1);
  });

  it('is another for another time or another text', async () => {
    const { limits } = await see(
      errorRow("You've hit your weekly limit"),
      errorRow("You've hit your weekly limit", { timestamp: '2026-11-20T09:00:01.000Z' }),
      errorRow("You've hit your session limit"),
    );
    expect(limits).toHaveLength(3);
    const bare = (kind: string) => quota(rejected(kind), { message: undefined });
    expect((await see(bare('five_hour'), bare('seven_day'))).limits).toHaveLength(2);
  });
});
