import { describe, expect, test } from 'vitest';
import type { FailureKind } from '../../src-main/shared/failure.js';
import { HOUR_MS } from '../../src-main/shared/units.js';
import { expectHealed, expectRefused } from './support/refused.js';
import { startSchedule } from './support/schedule.js';
import { NOW, type Struck, strike } from './support/world.js';

const MEGABYTE = 1024 * 1024;

interface Broken {
  readonly kind: FailureKind;
  readonly title: string;
  readonly tries: number;
  readonly hasRequestId?: boolean;
  readonly detail: RegExp;
}

const FOREIGN: Broken = {
  kind: 'not-the-api',
  title: 'Something else answered',
  tries: 1,
  hasRequestId: false,
  detail: /./,
};
const CUT: Broken = {
  kind: 'incomplete',
  title: 'An answer was incomplete',
  tries: 5,
  detail: /^(empty body|not whole JSON)$/,
};
const LARGE: Broken = {
  kind: 'too-large',
  title: 'An answer was too large',
  tries: 1,
  hasRequestId: false,
  detail: /./,
};
const LATE: Broken = {
  kind: 'timed-out',
  title: 'No answer in time',
  tries: 5,
  hasRequestId: false,
  detail: /./,
};

const broken = [
  ['A11', 0, 'a page of HTML is not the API', { ...FOREIGN, detail: /^HTML instead of JSON$/ }],
  ['A12', 0, 'an empty body says nothing', CUT],
  ['A13', 0, 'JSON cut in the middle is asked again, and nothing partial is stored', CUT],
  [
    'A13',
    1,
    'a body that is reset is asked again, and nothing partial is stored',
    {
      kind: 'offline',
      title: 'Offline',
      tries: 5,
      hasRequestId: false,
      detail: /^(ECONNRESET|UND_ERR_SOCKET)$/,
    },
  ],
  ['A18', 0, '40 kB of headers are refused', { ...LARGE, detail: /^UND_ERR_HEADERS_OVERFLOW$/ }],
  ['A19', 0, 'what is not HTTP is not the API', { ...FOREIGN, detail: /^HPE_/ }],
  [
    'A20',
    0,
    'a redirect to another host is not followed',
    { ...FOREIGN, hasRequestId: true, detail: /^307$/ },
  ],
  [
    'A20',
    1,
    'a redirect to the same host is not followed',
    { ...FOREIGN, hasRequestId: true, detail: /^307$/ },
  ],
  [
    'A36',
    2,
    'a hundred thousand levels are refused',
    {
      kind: 'unexpected-response',
      title: 'An answer could not be read',
      tries: 1,
      detail: /^more than \d+ levels deep$/,
    },
  ],
  [
    'A37',
    0,
    'an error without an error in it is told in general words',
    {
      kind: 'service-trouble',
      title: 'Anthropic’s service has trouble',
      tries: 5,
      hasRequestId: false,
      detail: /^500$/,
    },
  ],
  [
    'A37',
    1,
    'an error without an id is logged all the same',
    {
      kind: 'service-trouble',
      title: 'Anthropic’s service has trouble',
      tries: 5,
      hasRequestId: false,
      detail: /^500 api_error/,
    },
  ],
] as const satisfies readonly (readonly [string, number, string, Broken])[];

describe.each([
  ['legacy', 2],
  ['analytics', 2],
] as const)('%s pair, after %i good answers', (pair, after) => {
  test.each(broken)('%s (play %i): %s', async (id, variant, _rule, expected) => {
    const world = await strike(id, variant, { pair, after });
    await expectRefused(world, expected);
    expect(world.service.simulator.strayRequests).toEqual([]);
    await expectHealed(world, pair);
  });
});

test('A11: a sign-in page asks whether this network wants one, and suspects no key', async () => {
  const world = await strike('A11', 0, { after: 0 });
  await world.sync();
  const { sync, connection, glance } = world.parts.tidemark.readSnapshot();
  expect(sync.failure).toMatchObject({ body: expect.stringContaining('sign in'), mustAct: true });
  expect(connection.state).toBe('saved');
  expect(glance).toBe('failing');
  const schedule = startSchedule(world);
  await schedule.scheduler.runNow();
  await schedule.settled();
  // Nobody needs to come back to it: the network is asked again by itself.
  expect(world.parts.tidemark.readSnapshot().sync.nextAt).not.toBeNull();
});

test.each([
  ['A13', 'cut-json:3'],
  ['A13', 'reset-in-body:3'],
  ['A12', 'empty-body:3'],
] as const)('%s: %s, answers that get better are taken, and the waits grow', async (id, fault) => {
  const world = await strike(id);
  world.service.simulator.setFaults([fault]);
  expect(await world.sync()).toBeNull();
  expect(world.waits).toEqual([250, 500, 1_000]);
  expect(world.service.simulator.requests.filter(({ path }) => path.endsWith('/me'))).toHaveLength(
    4,
  );
  expect(world.log().filter(({ kind }) => kind === 'incomplete')).toEqual([]);
  await expectHealed(world);
});

/** The most memory beyond what was there before, looked at while the work goes on. */
async function memoryOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 5);
  await work();
  clearInterval(timer);
  return most - before;
}

test.each([
  ['A14', 'legacy', 'a body of 200 MB is stopped at the limit'],
  ['A15', 'legacy', 'a small body that expands to 200 MB is stopped at the limit'],
  ['A14', 'analytics', 'a body of 200 MB is stopped at the limit'],
  ['A15', 'analytics', 'a small body that expands to 200 MB is stopped at the limit'],
] as const)('%s (%s): %s, and memory stays bounded', async (id, pair, _title) => {
  const world = await strike(id, 0, { pair, after: 2 });
  const used = await memoryOf(() =>
    // The analytics are struck while they are probed, for one day.
    expectRefused(world, {
      ...LARGE,
      isNarrowed: pair === 'legacy',
      detail: /^more than \d+ bytes$/,
    }),
  );
  expect(used).toBeLessThan(150 * MEGABYTE);
  await expectHealed(world, pair);
});

test.each([
  ['A16', 'legacy', { wholeRequestMs: 400 }],
  ['A16', 'analytics', { wholeRequestMs: 400 }],
  ['A17', 'legacy', { headersMs: 400 }],
  ['A17', 'analytics', { headersMs: 400 }],
] as const)(
  '%s (%s): an answer that does not end is ended by its limit and asked again',
  async (id, pair, limits) => {
    const world = await strike(id, 0, { pair, after: 2, limits });
    await expectRefused(world, { ...LATE, isNarrowed: pair === 'legacy' });
    await expectHealed(world, pair);
  },
);

/** Work of this process, whatever else the computer does. */
async function cpuMsOf(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

describe('A36: JSON that is odd', () => {
  test.each([
    [0, 'legacy', 'repeated names: the last one counts'],
    [0, 'analytics', 'repeated names: the last one counts'],
    [1, 'legacy', 'a byte order mark is dropped'],
    [1, 'analytics', 'a byte order mark is dropped'],
  ] as const)('A36 (play %i, %s): %s', async (variant, pair, _title) => {
    const world = await strike('A36', variant, { pair });
    expect(await world.sync()).toBeNull();
    const figures = world.figures(pair);
    await expectHealedAtOnce(world, pair, figures);
  });

  test('A36: a hundred thousand levels cost less than a second of work', async () => {
    const world = await strike('A36', 2, { after: 1 });
    expect(await cpuMsOf(() => world.sync())).toBeLessThan(1_000);
  });
});

/** What was read in spite of the fault is what a world without it holds. */
async function expectHealedAtOnce(
  world: Struck,
  pair: 'legacy' | 'analytics',
  figures: ReturnType<Struck['figures']>,
) {
  const clean = await strike('A1', 0, { pair, after: 1_000 });
  expect(clean.clock.now()).toBe(NOW + 25 * HOUR_MS);
  expect(await clean.sync()).toBeNull();
  expect(figures).toEqual(clean.figures(pair));
  expect(world.parts.tidemark.readSnapshot().sync.failure).toBeNull();
}
