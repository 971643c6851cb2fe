import { describe, expect, it } from 'vitest';
import { AT, answer, lines, makeHome, readOn, SESSION } from './transcript-home.js';

async function see(...rows: readonly unknown[]) {
  const { transcripts, write } = makeHome();
  write(SESSION, lines(...rows));
  return (await readOn(transcripts)).messages;
}

describe('the use of an answer', () => {
  it('is taken with each count in its place', async () => {
    const row = answer('msg_1', { server_tool_use: { web_search_requests: 2 } });
    expect(await see(row)).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        at: Date.parse(AT),
        model: 'claude-opus-5-5',
        tokens: {
          uncachedInput: 10,
          cacheCreation5m: 100,
          cacheCreation1h: 200,
          cacheRead: 2000,
          output: 40,
          webSearchRequests: 2,
        },
      },
    ]);
  });

  it.each([
    ['no split', undefined, { cacheCreation5m: 300, cacheCreation1h: 0 }],
    [
      'an empty split',
      { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
      { cacheCreation5m: 300, cacheCreation1h: 0 },
    ],
    [
      'a split of a part',
      { ephemeral_1h_input_tokens: 120 },
      { cacheCreation5m: 180, cacheCreation1h: 120 },
    ],
    [
      'a split alone',
      { ephemeral_5m_input_tokens: 200, ephemeral_1h_input_tokens: 400 },
      { cacheCreation5m: 200, cacheCreation1h: 400 },
    ],
  ])('counts cache writes for five minutes or an hour: %s', async (_, split, expected) => {
    const [message] = await see(answer('msg_1', { cache_creation: split }));
    expect(message?.tokens).toMatchObject(expected);
  });

  it('takes missing counts as none', async () => {
    const row = answer('msg_1', {
      cache_creation_input_tokens: null,
      cache_read_input_tokens: undefined,
      cache_creation: null,
    });
    expect((await see(row))[0]?.tokens).toMatchObject({ cacheCreation5m: 0, cacheRead: 0 });
  });

  it('counts an answer once though it is written down for each of its blocks', async () => {
    const messages = await see(
      answer('msg_1', { output_tokens: 1 }),
      answer('msg_1', { output_tokens: 400 }),
      answer('msg_1', { output_tokens: 40 }),
      answer('msg_2'),
    );
    expect(messages.map(({ tokens }) => tokens.output)).toEqual([400, 40]);
  });

  it('is the same whichever copy is found first', async () => {
    const early = answer('msg_1', { output_tokens: 1 }, { timestamp: '2026-11-20T08:59:00Z' });
    const late = answer('msg_1', { output_tokens: 400 });
    const expected = [
      { at: Date.parse('2026-11-20T08:59:00Z'), tokens: { output: 400, cacheRead: 2000 } },
    ];
    expect(await see(early, late)).toMatchObject(expected);
    expect(await see(late, early)).toMatchObject(expected);
  });

  it('counts the copy in a sidechain once, whatever request it names', async () => {
    const messages = await see(
      answer('msg_1'),
      answer('msg_1', {}, { isSidechain: true, requestId: 'req_other' }),
      answer('msg_1', {}, { isSidechain: true, requestId: undefined }),
    );
    expect(messages).toHaveLength(1);
  });

  it('counts the answers of subagents', async () => {
    expect(await see(answer('msg_1'), answer('msg_2', {}, { isSidechain: true }))).toHaveLength(2);
  });

  it('goes by the request, and else by the row, where the message has no id', async () => {
    const bare = { id: undefined };
    const messages = await see(
      answer('a', {}, { requestId: 'req_1', uuid: 'u1' }, bare),
      answer('a', {}, { requestId: 'req_1', uuid: 'u2' }, bare),
      answer('a', {}, { requestId: undefined, uuid: 'u3' }, bare),
      answer('a', {}, { requestId: undefined, uuid: undefined }, bare),
    );
    expect(messages).toHaveLength(2);
  });

  it.each([
    ['negative', -1],
    ['a fraction', 1.5],
    ['absurd', 1e12 + 1],
    ['text', '10'],
    ['a boolean', true],
    ['a list', [10]],
  ])('is not taken from a row with a count that is %s', async (_, count) => {
    for (const name of ['input_tokens', 'output_tokens', 'cache_read_input_tokens']) {
      expect(await see(answer('msg_1', { [name]: count }))).toEqual([]);
    }
    expect(await see(answer('msg_1', { server_tool_use: { web_search_requests: count } }))).toEqual(
      [],
    );
    expect(
      await see(answer('msg_1', { cache_creation: { ephemeral_1h_input_tokens: count } })),
    ).toEqual([]);
  });

  it('is not taken from numbers that JSON cannot hold', async () => {
    const row = JSON.stringify(answer('msg_1')).replace(
      '"output_tokens":40',
      '"output_tokens":1e400',
    );
    expect(await see(row)).toEqual([]);
  });

  it.each([
    ['missing', undefined],
    ['a number', 1_795_000_000_000],
    ['without a zone', '2026-11-20T09:00:00'],
    ['not a time', '2026-13-40T09:00:00Z'],
    ['before there was Claude Code', '2022-12-31T23:59:59Z'],
    ['more than a day ahead', '2026-11-21T12:00:01Z'],
  ])('is not taken from a row whose time is %s', async (_, timestamp) => {
    expect(await see(answer('msg_1', {}, { timestamp }))).toEqual([]);
  });

  it('is taken from a row that is less than a day ahead', async () => {
    expect(await see(answer('msg_1', {}, { timestamp: '2026-11-21T11:59:59Z' }))).toHaveLength(1);
  });

  it.each([
    ['of Claude Code itself', { model: '<synthetic>' }],
    ['without a name', { model: undefined }],
    ['with an account in its name', { model: 'arn:aws:bedrock:us-east-1:123456789012:profile/x' }],
    ['with words for a name', { model: 'my own model' }],
  ])('is not taken from a model %s', async (_, message) => {
    expect(await see(answer('msg_1', {}, {}, message))).toEqual([]);
  });

  it.each([
    ['a person', { ...answer('msg_1'), type: 'user' }],
    [
      'progress that holds an answer',
      { type: 'progress', timestamp: AT, data: { message: answer('msg_1') } },
    ],
    [
      'a tool result that holds use',
      {
        type: 'user',
        timestamp: AT,
        toolUseResult: answer('msg_1'),
        message: { role: 'assistant' },
      },
    ],
    ['an answer without use', answer('msg_1', {}, {}, { usage: null })],
    [
      'an answer that used nothing',
      answer('msg_1', {}, {}, { usage: { input_tokens: 0, output_tokens: 0 } }),
    ],
    ['a list', [answer('msg_1')]],
  ])('is not taken from %s', async (_, row) => {
    expect(await see(row)).toEqual([]);
  });
});
