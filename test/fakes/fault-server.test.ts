import { afterEach, describe, expect, test } from 'vitest';
import type { Simulator, SimulatorOptions } from '../../src-main/demo/simulator.js';
import { DAY_MS, HOUR_MS } from '../../src-main/shared/units.js';
import { ADMIN_KEY, NOW } from '../demo/asking.js';
import { type FaultId, faultIds, startFaultServer } from './fault-server.js';

const running: Simulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
});

async function play(id: FaultId, options: Parameters<typeof startFaultServer>[1] = {}) {
  const simulator = await startFaultServer(id, { now: () => NOW, ...options });
  running.push(simulator);
  return simulator;
}

const headers = {
  'x-api-key': ADMIN_KEY,
  'anthropic-version': '2023-06-01',
  'anthropic-beta': 'fast-mode-2026-02-01,analytics-usage-cost-2026-08-24',
};
const span = 'starting_at=2026-11-18T00:00:00Z&ending_at=2026-11-22T00:00:00Z';
const analytics = `${span}&time_bucket_width=1d&order_by=time&order=asc&group_by[]=model&limit=4`;
const asked = [
  'me',
  'workspaces?limit=2',
  'users',
  `usage_report/messages?${span}&group_by[]=model&limit=2`,
  `cost_report?${span}&group_by[]=description`,
  'usage_report/claude_code?starting_at=2026-11-20',
  `analytics/usage?${analytics}`,
  `analytics/cost?${analytics}`,
  'rate_limits',
];

/** These answers never end, so one is enough and nobody waits for it. */
const endless: readonly FaultId[] = ['A16', 'A17'];
const PATIENCE_MS = 300;
/** How much of a huge answer is read. */
const ENOUGH = 2_000_000;

/** Everything a reader gets to see of one answer, and where its next page would be. */
async function readAnswer({ url }: Simulator, path: string, patienceMs = 20_000) {
  try {
    const response = await fetch(`${url}/v1/organizations/${path}`, {
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    let text = '';
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length > ENOUGH) break;
    }
    const told = ['retry-after', 'anthropic-ratelimit-requests-reset', 'location', 'request-id'];
    return {
      seen: [
        response.status,
        ...told.map((name) => response.headers.get(name)),
        text.slice(0, ENOUGH),
      ],
    };
  } catch {
    return { seen: ['broken'] };
  }
}

async function everything(simulator: Simulator) {
  const all: (readonly unknown[])[] = [];
  for (const path of asked) {
    const { seen } = await readAnswer(simulator, path);
    all.push(seen);
    const token = /"next_page":"([^"]+)"/.exec(String(seen.at(-1)))?.[1];
    if (token === undefined) continue;
    const page = `${path}${path.includes('?') ? '&' : '?'}page=${encodeURIComponent(token)}`;
    all.push((await readAnswer(simulator, page)).seen);
  }
  return all;
}

// Object.keys forgets the names.
const ids = Object.keys(faultIds) as readonly FaultId[];

describe('the catalogue of faults', () => {
  test('plays every id from A1 to A38', () => {
    expect(ids).toEqual(Array.from({ length: 38 }, (_, index) => `A${index + 1}`));
  });

  const plays = ids.flatMap((id) => faultIds[id].map((_, variant) => [id, variant] as const));
  test.each(plays)('%s play %i changes an answer, the same way every time', async (id, variant) => {
    const good = await play('A1', { after: 1_000 });
    const spoiled = await play(id, { variant });
    const again = await play(id, { variant });
    const all = async (simulator: Simulator, patienceMs?: number) =>
      endless.includes(id)
        ? [(await readAnswer(simulator, 'me', patienceMs)).seen]
        : everything(simulator);
    const stable = (text: unknown) => String(text).replace(/127\.0\.0\.1:\d+/g, 'host');
    const before = (await all(good)).map((seen) => seen.map(stable));
    const first = (await all(spoiled, PATIENCE_MS)).map((seen) => seen.map(stable));
    expect(first).not.toEqual(before);
    expect((await all(again, PATIENCE_MS)).map((seen) => seen.map(stable))).toEqual(first);
  });
});

describe('a fault', () => {
  const statuses = async (simulator: Simulator, count: number) => {
    const seen: unknown[] = [];
    for (let i = 0; i < count; i += 1) seen.push((await readAnswer(simulator, 'me')).seen[0]);
    return seen;
  };

  test('A2 begins once as many requests were answered as the test wants', async () => {
    expect(await statuses(await play('A2', { after: 2 }), 4)).toEqual([200, 200, 401, 401]);
    const usual = await statuses(await play('A2'), 8);
    expect(usual).toEqual([200, 200, 200, 200, 200, 200, 401, 401]);
  });

  test('A9 ends by itself after an hour of the clock', async () => {
    let now = NOW;
    const simulator = await play('A9', { now: () => now, after: 1 });
    expect(await statuses(simulator, 3)).toEqual([200, 429, 429]);
    now += HOUR_MS - 1;
    expect(await statuses(simulator, 1)).toEqual([429]);
    now += 1;
    expect(await statuses(simulator, 2)).toEqual([200, 200]);
  });

  test('A38 changes a closed day with late requests, for good', async () => {
    const day = 'cost_report?starting_at=2026-11-20T00:00:00Z&ending_at=2026-11-21T00:00:00Z';
    const amount = async (options: SimulatorOptions) => {
      const { seen } = await readAnswer(await play('A38', { variant: 2, ...options }), day);
      return Number(/"amount":"([\d.]+)"/.exec(String(seen.at(-1)))?.[1]);
    };
    const early = await amount({ now: () => Date.parse('2026-11-21T00:05:00Z') });
    const later = await amount({ now: () => NOW + 2 * DAY_MS });
    const whole = await amount({ now: () => NOW + 2 * DAY_MS, lateEntriesMs: 0 });
    expect(later).toBeGreaterThan(early);
    expect(later).toBe(whole);
  });

  test('is refused by a number of a play that is not there', () => {
    expect(() => startFaultServer('A1', { variant: 7 })).toThrow('A1 has 1 plays');
  });
});
