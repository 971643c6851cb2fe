import { describe, expect, test } from 'vitest';
import { createCorrectedClock } from '../../src-main/adapters/corrected-clock.js';
import { HOUR_MS } from '../../src-main/shared/units.js';
import {
  ADMIN_KEY,
  cleanUpAfter,
  runTidemark,
  startSimulator,
  temporaryFolder,
} from '../cli/run-tidemark.js';
import { createSender } from './support/create-sender.js';
import { serve } from './support/tls-host.js';

cleanUpAfter('each');

const NOW = Date.parse('2026-11-21T20:17:05Z');

describe('T1: the date of an answer', () => {
  const dated = (headers: Readonly<Record<string, string>>) =>
    serve((_, response) => {
      const date = new Date(NOW + 3 * HOUR_MS).toUTCString();
      response.writeHead(200, { date, ...headers }).end('{}');
    });
  const ask = async (port: number) => {
    const clock = createCorrectedClock({ now: () => NOW });
    const send = createSender({ now: () => NOW, onAnswerDate: clock.observe });
    expect(await send(`http://127.0.0.1:${port}`)).toMatchObject({ ok: true });
    return clock.offsetMs();
  };

  test('T1: of the API sets a clock right that is three hours behind', async () => {
    expect(await ask(await dated({ 'request-id': 'req_1' }))).toBe(3 * HOUR_MS + 500);
  });

  test('T1: of something else, or of a copy kept on the way, does not', async () => {
    expect(await ask(await dated({}))).toBe(0);
    expect(await ask(await dated({ 'request-id': 'req_1', age: '10800' }))).toBe(0);
  });
});

test.each([3, -3])('T1: a clock %i hours off asks for the API’s hours', async (hours) => {
  const apiNow = () => Date.now() + hours * HOUR_MS;
  const simulator = await startSimulator({ now: apiNow });
  const { code } = await runTidemark(
    ['sync', '--since', new Date(apiNow() - 24 * HOUR_MS).toISOString()],
    {
      env: {
        ANTHROPIC_ADMIN_KEY: ADMIN_KEY,
        TIDEMARK_API_BASE_URL: simulator.url,
        TIDEMARK_DATA_DIR: temporaryFolder(),
      },
    },
  );
  expect(code).toBe(0);
  const ends = simulator.requests
    .map(({ query }) => new URLSearchParams(query))
    .filter((query) => query.get('bucket_width') === '1h')
    .map((query) => Date.parse(query.get('ending_at') ?? ''));
  expect(Math.max(...ends)).toBeGreaterThan(apiNow() - 2 * HOUR_MS);
  expect(Math.max(...ends)).toBeLessThan(apiNow() + HOUR_MS);
});
