import { expect, test, vi } from 'vitest';
import { type Handlers, registerIpc, reply } from '../../src-main/adapters/ipc.js';
import type { Channel } from '../../src-main/shared/ipc-contract.js';
import { cleanUpAfter, startSimulator, temporaryFolder } from '../cli/run-tidemark.js';
import { ask } from './support/fake-electron.js';
import { createNth } from './support/nth.js';
import { runCommand } from './support/run-sync.js';

vi.mock('electron', () => import('./support/fake-electron.js'));

cleanUpAfter('all');

/** What a window asks for in a short life. */
const CALLS: readonly (readonly [Channel, unknown])[] = [
  ['snapshot:read', undefined],
  ['settings:read', undefined],
  ['settings:update', { refreshMinutes: 11 }],
  ['sync:run', undefined],
  ['settings:update', { theme: 'dark' }],
  ['snapshot:read', undefined],
];

test('W2: the n-th call of a window fails: it is told nothing raw, and asking again makes up for it', async () => {
  const { url } = await startSimulator();
  const dataFolder = temporaryFolder();
  const calls = createNth();
  const logged: string[] = [];
  const write = (event: string) => void logged.push(event);
  for (let count = 1; count <= CALLS.length; count += 1) {
    await runCommand({
      dataFolder,
      url,
      async work({ tidemark }) {
        tidemark.updateSettings({ refreshMinutes: 5, theme: 'light' });
        const failing = <T>(work: () => T): T => {
          if (calls.isTurn()) throw new Error(`EIO: ${dataFolder}/settings.json`);
          return work();
        };
        const handlers: Partial<Handlers> = {
          'snapshot:read': () => failing(tidemark.readSnapshot),
          'settings:read': () => failing(tidemark.readSettings),
          'settings:update': (patch) => failing(() => reply(tidemark.updateSettings(patch))),
          'sync:run': () => failing(async () => reply(await tidemark.syncNow())),
        };
        // Only these channels are asked here.
        registerIpc({
          owns: () => true,
          handlers: handlers as Handlers,
          log: { info: write, warn: write },
        });
        calls.arm(count);
        for (const [index, [channel, request]] of CALLS.entries()) {
          const answer = ask(channel, request);
          if (index === count - 1) await expect(answer).rejects.toThrow(/^failed$/);
          else await answer;
        }
        expect(calls.hasFailed).toBe(true);
        calls.arm(0);
        for (const [channel, request] of CALLS) await ask(channel, request);
        expect(tidemark.readSettings()).toMatchObject({ refreshMinutes: 11, theme: 'dark' });
        expect(tidemark.readSnapshot().sync.failure).toBeNull();
        return 0;
      },
    });
  }
  expect(logged).toEqual(CALLS.map(() => 'bug'));
}, 60_000);
