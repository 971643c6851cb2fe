import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createGivenKey } from '../../src-main/adapters/given-key.js';
import { runOutcome } from '../../src-main/adapters/scheduler/run-outcome.js';
import { createScheduler } from '../../src-main/adapters/scheduler/scheduler.js';
import { createLiveParts } from '../../src-main/live-parts.js';
import {
  ADMIN_KEY,
  cleanUpAfter,
  NOW,
  startSimulator,
  temporaryFolder,
} from '../cli/run-tidemark.js';
import { emptyPlace } from './support/place.js';
import { readEnd } from './support/read-end.js';
import { runStaged } from './support/staged-run.js';

cleanUpAfter('each');

const SYNC = { words: () => ['sync', '--since', '2026-11-08T00:00:00Z'] };
const STOPPED = 'tidemark: Stopped. What was fetched so far is kept.\n';

describe('P10: a sync that takes longer than the interval', () => {
  test('P10: is never joined by a second one, and the next one follows by itself', async () => {
    const simulator = await startSimulator();
    const parts = createLiveParts({
      dataDirectory: temporaryFolder(),
      baseUrl: simulator.url,
      mode: 'live',
      keys: createGivenKey(ADMIN_KEY),
      clock: { now: () => NOW, timeZone: () => 'UTC' },
      correctsClock: false,
    });
    const runs: { readonly askedBefore: number; readonly askedAfter: number }[] = [];
    let underWay = 0;
    let mostAtOnce = 0;
    let third: () => void;
    const hasRunThrice = new Promise<void>((resolve) => {
      third = resolve;
    });
    const schedule = createScheduler({
      async run() {
        underWay += 1;
        mostAtOnce = Math.max(mostAtOnce, underWay);
        const askedBefore = simulator.requests.length;
        const result = await parts.tidemark.syncNow();
        runs.push({ askedBefore, askedAfter: simulator.requests.length });
        underWay -= 1;
        if (runs.length === 3) third();
        return runOutcome(result);
      },
      readPace: () => ({ isVisible: false, isOnBattery: false, hiddenMs: 1 }),
      boundaries: () => [],
      isOnline: () => true,
      now: () => NOW,
      onPlanned: () => undefined,
    });
    // Someone presses the button all the while, and the tray menu too.
    const impatient = setInterval(() => {
      void schedule.runNow();
      void parts.tidemark.syncNow();
    }, 2);
    await schedule.runNow();
    clearInterval(impatient);
    await hasRunThrice;
    schedule.stop();
    await parts.close();

    expect(mostAtOnce).toBe(1);
    const [first, second] = runs;
    const asked = simulator.requests.slice(first?.askedBefore, first?.askedAfter);
    expect(asked.length).toBeGreaterThan(20);
    expect(new Set(asked.map(({ path, query }) => path + query)).size).toBe(asked.length);
    expect(second?.askedBefore).toBeGreaterThanOrEqual(first?.askedAfter ?? 0);
    expect(parts.tidemark.readSnapshot().sync.failure).toBeNull();
  });
});

describe('a whole process whose file operation fails', () => {
  test.each([
    ['F8', 'write settings.json.tmp', 'ENOSPC', 'The disk is full.'],
    ['F10', 'fsync settings.json.tmp', 'EIO', 'The data folder cannot be written.'],
  ] as const)(
    '%s: %s with %s ends with one sentence and exit 5, and the next run makes up for it',
    async (_, stage, error, sentence) => {
      const { url } = await startSimulator();
      const place = emptyPlace();
      const ended = await runStaged({ ...SYNC, url }, place, {
        killAt: { stage, passage: 1, error },
      });
      expect(ended).toMatchObject({ code: 5, signal: null, stdout: '' });
      expect(ended.stderr).toMatch(/^tidemark: [^\n]+\n$/);
      expect(ended.stderr).toContain(sentence);
      expect(await runStaged({ ...SYNC, url }, place)).toMatchObject({ code: 0, stderr: '' });
    },
  );
});

describe('P11: a signal', () => {
  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
    ['SIGHUP', 129],
  ] as const)(
    'P11: %s during a request ends the sync with one sentence, and what it has is kept',
    async (signal, code) => {
      const simulator = await startSimulator({ faults: ['no-headers:15-'] });
      const place = emptyPlace();
      const run = { ...SYNC, url: simulator.url };
      const killAt = { stage: 'request:sent', passage: 15, signal };
      const ended = await runStaged(run, place, { killAt });
      expect(ended).toMatchObject({ code, signal: null, stdout: '', stderr: STOPPED });
      const files = readdirSync(place.dataFolder);
      expect(files.filter((name) => /-(wal|shm|journal)$/.test(name))).toEqual([]);
      const kept = readEnd(place).history;
      expect(kept.length).toBeGreaterThan(1_000);

      simulator.setFaults([]);
      expect(await runStaged(run, place)).toMatchObject({ code: 0, stderr: '' });
      const undisturbed = emptyPlace();
      await runStaged(run, undisturbed);
      expect(readEnd(place).history).toEqual(readEnd(undisturbed).history);
    },
    60_000,
  );

  test('P11: before a transaction is written lets it be written whole', async () => {
    const { url } = await startSimulator();
    const place = emptyPlace();
    const killAt = { stage: 'transaction:begun', passage: 6, signal: 'SIGTERM' } as const;
    const ended = await runStaged({ ...SYNC, url }, place, { killAt });
    expect(ended).toMatchObject({ code: 143, signal: null, stderr: STOPPED });
    const count = (stage: string) => ended.stages.filter((passed) => passed === stage).length;
    expect(count('transaction:committed')).toBe(count('transaction:begun'));
    expect(readEnd(place).history.length).toBeGreaterThan(0);
  });

  test('P11: --json tells that it was stopped', async () => {
    const { url } = await startSimulator();
    const run = { words: () => ['sync', '--json'], url };
    const killAt = { stage: 'request:sent', passage: 3, signal: 'SIGINT' } as const;
    const ended = await runStaged(run, emptyPlace(), { killAt });
    expect(ended.code).toBe(130);
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: { kind: 'cancelled' } });
  });

  test('P11: ends even a keychain’s prompt that nobody answers', async () => {
    const { url } = await startSimulator();
    const run = { ...SYNC, url, usesKeychain: true, isKeychainWaiting: true };
    const killAt = { stage: 'keychain:asked', passage: 1, signal: 'SIGTERM' } as const;
    const place = emptyPlace();
    expect(await runStaged(run, place, { killAt })).toMatchObject({
      code: null,
      signal: 'SIGTERM',
    });
    expect(readdirSync(join(place.dataFolder)).filter((name) => name.includes('-wal'))).toEqual([]);
  });
});
