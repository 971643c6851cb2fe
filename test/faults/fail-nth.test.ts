// First of all: whoever takes a function of node:fs for itself must take the one that fails.

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { backupName } from '../../src-main/adapters/history-store/history-files.js';
import { createKeychain } from '../../src-main/adapters/keychain.js';
import { connect, forget, sync } from '../../src-main/cli/commands.js';
import type { FaultName, PlainFaultName } from '../../src-main/demo/faults.js';
import type { Simulator } from '../../src-main/demo/simulator.js';
import { ADMIN_KEY, cleanUpAfter, NOW, startSimulator } from '../cli/run-tidemark.js';
import { damagePages } from './support/damage-pages.js';
import { failEach, placeWithLimit } from './support/fail-each.js';
import { files } from './support/failing-files.js';
import { reads, writes } from './support/failing-sqlite.js';
import { createNth, type Nth } from './support/nth.js';
import type { Place } from './support/place.js';
import { contentsOf, historyOf } from './support/read-end.js';
import { type Command, runCommand } from './support/run-sync.js';
import { turnIntoVersion1 } from './support/version-1.js';

vi.mock('@photostructure/sqlite', async (original) => {
  const { makeFailing } = await import('./support/failing-sqlite.js');
  return makeFailing(await original<typeof import('@photostructure/sqlite')>());
});

cleanUpAfter('all');

const MINUTES = 400_000;
/** What was decided to tell of a refused key stays. */
const KEY_ALERT = /^alert_mark \{"rule":"key-refused".*/;

let simulator: Simulator;
let url: string;
beforeAll(async () => {
  // A try that is made again comes at once.
  vi.spyOn(Math, 'random').mockReturnValue(0);
  simulator = await startSimulator();
  url = simulator.url;
}, MINUTES);

async function syncedPlace(): Promise<Place> {
  const place = placeWithLimit();
  await runCommand({ dataFolder: place.dataFolder, url });
  return place;
}

/** The n-th request and as many after it as the client tries again. */
function failingRequests(fault: PlainFaultName, times: number): Nth {
  let nth = 0;
  let before = 0;
  const passed = () => simulator.requests.length - before;
  return {
    arm(next) {
      nth = next;
      before = simulator.requests.length;
      const name: FaultName = `${fault}:${nth}-${nth + times - 1}`;
      simulator.setFaults(nth > 0 ? [name] : []);
    },
    isTurn: () => false,
    get hasFailed() {
      return nth > 0 && passed() >= nth;
    },
    get passed() {
      return passed();
    },
  };
}

describe('one failure anywhere in a sync ends in a sentence, and the next sync makes up for it', () => {
  test(
    'F8, F10: the n-th file operation fails',
    async () => {
      const ended = await failEach({ nth: files, name: 'file operation', url });
      expect(ended.length).toBeGreaterThan(15);
      expect(new Set(ended.map(({ code }) => code))).toEqual(new Set([0, 5]));
    },
    MINUTES,
  );

  test(
    'F8, F12: the n-th statement that writes fails',
    async () => {
      const ended = await failEach({ nth: writes, name: 'statement', url });
      expect(ended.length).toBeGreaterThan(35);
      expect(ended.filter(({ code }) => code === 5).length).toBeGreaterThan(20);
    },
    MINUTES,
  );

  test(
    'F8, F12: the n-th statement that reads fails',
    async () => {
      const ended = await failEach({ nth: reads, name: 'read', url });
      expect(ended.length).toBeGreaterThan(80);
      expect(ended.filter(({ code }) => code === 5).length).toBeGreaterThan(20);
    },
    MINUTES,
  );

  test(
    'D8, F19: the n-th statement of the update of an older history fails',
    async () => {
      const prepared = await syncedPlace();
      turnIntoVersion1(historyOf(prepared));
      const ended = await failEach({
        nth: writes,
        name: 'statement',
        url,
        prepared,
      });
      expect(ended.length).toBeGreaterThan(30);
    },
    MINUTES,
  );

  test.each([
    ['statement that writes', writes],
    ['file operation', files],
  ])(
    'D7: the n-th %s of the recovery of a damaged history fails, and no file is lost',
    async (name, nth) => {
      const prepared = await syncedPlace();
      // Without it all is there already, and there is nothing to salvage.
      rmSync(backupName(historyOf(prepared), NOW), { force: true });
      damagePages(historyOf(prepared), 1);
      const damaged = readFileSync(historyOf(prepared), 'base64');
      const ended = await failEach({
        nth,
        name,
        url,
        prepared,
        afterFailure(place, where) {
          expect([...contentsOf(place).values()].includes(damaged), where).toBe(true);
        },
      });
      expect(ended.length).toBeGreaterThan(20);
    },
    MINUTES,
  );

  test.each([
    ['A13', 'is reset and asked again', 'reset-in-body', 1, [0]],
    ['A13', 'is reset each time it is asked', 'reset-in-body', 5, [0, 4]],
    ['A11', 'is answered by somebody else', 'html', 1, [0, 4]],
    ['A2', 'is refused', 'unauthorized', 1, [0, 3]],
  ] as const)(
    '%s: the n-th request %s',
    async (_id, _how, fault, times, codes) => {
      const nth = failingRequests(fault, times);
      const ended = await failEach({ nth, name: 'request', url, ignores: KEY_ALERT });
      expect(ended.length).toBeGreaterThan(12);
      for (const { code } of ended) expect(codes).toContain(code);
    },
    MINUTES,
  );
});

/** A keychain whose item is a file beside the data folder; its n-th call fails in one of three ways. */
function failingKeychain(calls: Nth) {
  const call = async <T>(work: () => T): Promise<T> => {
    if (!calls.isTurn()) return work();
    const way = calls.passed % 3;
    if (way === 0) return new Promise(() => undefined);
    throw new Error(way === 1 ? 'The name is not activatable' : 'Prompt was dismissed');
  };
  return ({ keychain }: Place) =>
    createKeychain({
      limitMs: 20,
      load: () => ({
        getPassword: () =>
          call(() => (existsSync(keychain) ? readFileSync(keychain, 'utf8') : null)),
        setPassword: (_service, _account, key) => call(() => writeFileSync(keychain, key)),
        deletePassword: () =>
          call(() => {
            const wasThere = existsSync(keychain);
            rmSync(keychain, { force: true });
            return wasThere;
          }),
      }),
    });
}

describe('one failure anywhere in the keychain', () => {
  const calls = createNth();
  const keysOf = failingKeychain(calls);
  const using =
    (work: NonNullable<Command['work']>) =>
    (place: Place): Partial<Command> => ({ keys: keysOf(place), work });
  const connectAll: Command['work'] = (parts, terminal) =>
    connect(parts, terminal, ADMIN_KEY, false);

  test('K1, K3, K5: connecting ends in a sentence, and is done again', async () => {
    const command = using(connectAll);
    const ended = await failEach({ nth: calls, name: 'keychain call', url, command });
    expect(ended.map(({ code }) => code)).toEqual([3, 3]);
  });

  test('K1, K3, K5: a sync with the key from the keychain ends in a sentence', async () => {
    const command = using(async (parts, terminal) => {
      const connected = await connectAll(parts, terminal);
      return connected === 0 ? sync(parts, terminal, false) : connected;
    });
    const ended = await failEach({ nth: calls, name: 'keychain call', url, command });
    expect(ended.map(({ code }) => code)).toEqual([3, 3, 3]);
  });

  test('K1, K3, K5: forgetting the key never says so before it is gone', async () => {
    const command = using(async (parts, terminal) => {
      const connected = await connectAll(parts, terminal);
      return connected === 0 ? forget(parts, terminal, false) : connected;
    });
    const ended = await failEach({ nth: calls, name: 'keychain call', url, command });
    expect(ended.map(({ code }) => code)).toEqual([3, 3, 3]);
  });
});

test('P5: a sync goes on although the n-th picture of it reaches no page', async () => {
  const sends = createNth();
  const command = () =>
    ({
      work(parts, terminal) {
        parts.tidemark.onSnapshot(() => {
          if (sends.isTurn()) throw new Error('Object has been destroyed');
        });
        return sync(parts, terminal, false);
      },
    }) satisfies Partial<Command>;
  const ended = await failEach({ nth: sends, name: 'send', url, command });
  expect(ended.length).toBeGreaterThan(5);
  for (const { code, said } of ended) expect({ code, said }).toEqual({ code: 0, said: '' });
}, 180_000);
