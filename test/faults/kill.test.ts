import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RequestRecord, Simulator } from '../../src-main/demo/simulator.js';
import { ADMIN_KEY, cleanUpAfter, startSimulator } from '../cli/run-tidemark.js';
import { bundleDriver } from './support/bundle-driver.js';
import { damagePages } from './support/damage-pages.js';
import { dumpHistory } from './support/dump-history.js';
import { killEverywhere } from './support/kill-everywhere.js';
import { copyPlace, emptyPlace, type Place } from './support/place.js';
import { contentsOf, historyName, historyOf, readEnd } from './support/read-end.js';
import { type RunRequest, runStaged } from './support/staged-run.js';
import { turnIntoVersion1 } from './support/version-1.js';

cleanUpAfter('all');

const SYNC = ['sync', '--since', '2026-11-08T00:00:00Z'];
const MINUTES = 400_000;

let simulator: Simulator;
let driver: string;
let sync: RunRequest;
let synced: Place;

const drive = (action: string, ...words: readonly string[]): RunRequest => ({
  driver,
  words: ({ dataFolder }) => [action, dataFolder, ...words],
  url: simulator.url,
});
const backup = () => drive('backup', simulator.organization.id);

beforeAll(async () => {
  simulator = await startSimulator();
  driver = await bundleDriver();
  sync = { words: () => SYNC, url: simulator.url };
  synced = emptyPlace();
  await runStaged(sync, synced);
}, MINUTES);

/** The history that was synced, in a folder of its own. */
function copyOfSynced(): Place {
  const place = emptyPlace();
  for (const name of [historyName(synced.dataFolder) ?? '', 'settings.json']) {
    copyFileSync(join(synced.dataFolder, name), join(place.dataFolder, name));
  }
  return place;
}

describe('P3: SIGKILL', () => {
  test(
    'P3: at every stage of a first sync with its back-fill loses nothing that was committed',
    async () => {
      const stages = await killEverywhere({
        run: sync,
        passagesAStage: 4,
        stages: /^(?!mkdir|chmod)/,
      });
      expect(stages.length).toBeGreaterThanOrEqual(30);
      expect(stages).toEqual(
        expect.arrayContaining([
          'request:sent',
          'answer:begun',
          'answer:read',
          'transaction:begun',
          'transaction:written',
          'transaction:committed',
          'migration:begun',
          'migration:done',
          'write settings.json.tmp',
          'rename to settings.json',
        ]),
      );
    },
    MINUTES,
  );

  test(
    'P3: at every stage of connecting leaves something to connect from',
    async () => {
      const run = { ...sync, words: () => ['connect'], input: ADMIN_KEY, usesKeychain: true };
      const stages = await killEverywhere({
        run,
        passagesAStage: 1,
        stages: /key:|settings|request:sent|transaction:committed/,
      });
      expect(stages).toEqual(expect.arrayContaining(['key:saved', 'rename to settings.json']));
    },
    MINUTES,
  );

  test(
    'P3: at every stage of the update of an older history leaves the old or the new one',
    async () => {
      const prepared = copyOfSynced();
      turnIntoVersion1(historyOf(prepared));
      const stages = await killEverywhere({
        run: sync,
        prepared,
        passagesAStage: 1,
        stages: /migration|backup|transaction:committed/,
      });
      expect(stages).toEqual(
        expect.arrayContaining(['backup:written', 'backup:placed', 'migration:done']),
      );
    },
    MINUTES,
  );

  async function damagedPlace(hasBackup: boolean): Promise<Place> {
    const place = copyOfSynced();
    if (hasBackup) await runStaged(backup(), place);
    damagePages(historyOf(place), 20);
    return place;
  }

  test.each([
    ['with a backup', true, /damaged|migration|rename|copy|fsync|transaction:committed/],
    ['without a backup', false, /damaged|rename/],
  ])(
    'P3: at every stage of the recovery of a damaged history %s keeps every file that was there',
    async (_, hasBackup, stages) => {
      const prepared = await damagedPlace(hasBackup);
      const files = contentsOf(prepared);
      expect([...files.keys()].some((name) => name.includes('backup-'))).toBe(hasBackup);
      const killedAt = await killEverywhere({
        run: sync,
        prepared,
        says: /^tidemark: The history was damaged\. [^\n]+\n$/,
        passagesAStage: 1,
        stages,
        afterKill(place) {
          const left = new Set(contentsOf(place).values());
          for (const [name, content] of files) expect(left.has(content), name).toBe(true);
        },
        atEnd(place) {
          const left = [...contentsOf(place).keys()];
          expect(left.filter((name) => /building|restored/.test(name))).toEqual([]);
        },
      });
      expect(killedAt).toEqual(
        expect.arrayContaining(['damaged:rebuilt', 'damaged:moved', 'damaged:replaced']),
      );
    },
    MINUTES,
  );

  test(
    'P3: at every stage of a backup leaves the old one until the new one is whole',
    async () => {
      const prepared = copyOfSynced();
      const whole = dumpHistory(historyOf(prepared));
      const older = `${historyOf(prepared)}.backup-2026-11-20T04-00-00-000Z`;
      copyFileSync(historyOf(prepared), older);
      const backups = ({ dataFolder }: Place) =>
        readdirSync(dataFolder).filter((name) => name.includes('.backup-'));
      const stages = await killEverywhere({
        run: backup(),
        prepared,
        passagesAStage: 1,
        afterKill(place) {
          const placed = backups(place).filter((name) => !name.endsWith('.part'));
          expect(placed.length).toBeGreaterThan(0);
          for (const name of placed) {
            expect(dumpHistory(join(place.dataFolder, name))).toEqual(whole);
          }
          expect(dumpHistory(historyOf(place))).toEqual(whole);
        },
        atEnd(place) {
          expect(backups(place)).toHaveLength(2);
          expect(backups(place).filter((name) => name.endsWith('.part'))).toEqual([]);
        },
      });
      expect(stages).toEqual(expect.arrayContaining(['backup:written', 'backup:placed']));
    },
    MINUTES,
  );

  test(
    'P3: at every stage of saving settings keeps each one that was said to be saved',
    async () => {
      const minutesOf = ({ dataFolder }: Place): unknown => {
        const path = join(dataFolder, 'settings.json');
        const content = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
        return content.settings?.refreshMinutes;
      };
      const values = [undefined, 7, 11, 23];
      const stages = await killEverywhere({
        run: drive('settings'),
        passagesAStage: 3,
        stages: /settings/,
        afterKill(place, { stdout }) {
          const saved = stdout.split('\n').length - 1;
          expect([values[saved], values[saved + 1]]).toContain(minutesOf(place));
        },
      });
      expect(stages).toEqual(
        expect.arrayContaining(['open settings.json.tmp', 'rename to settings.json']),
      );
      expect(stages.length).toBeGreaterThanOrEqual(12);
    },
    MINUTES,
  );

  test(
    'P3: at every stage of a sync that has an alert to tell tells it once at most',
    async () => {
      const prepared = copyOfSynced();
      await runStaged(drive('limit', '9000000000000000'), prepared);
      await runStaged(drive('alert'), prepared);
      await runStaged(drive('limit', '1'), prepared);
      const told = await runStaged(drive('alert'), copyPlace(prepared));
      expect(told.stdout).toBe('told weekly:95\n');
      await killEverywhere({
        run: drive('alert'),
        prepared,
        stages: /transaction/,
        isAboutEnd: true,
        // Killed between telling and noting that it was shown: it stays decided.
        ignores: /"outcome":"(decided|shown)"/,
        afterKill: (place) => void readEnd(place),
        atEnd(_, killed, again) {
          expect((killed.stdout + again.stdout).split('told').length).toBeLessThanOrEqual(2);
        },
      });
    },
    MINUTES,
  );

  test(
    'P3: in the back-fill makes nobody ask again for what is held',
    async () => {
      const own = await startSimulator();
      const run = { ...sync, url: own.url };
      const undisturbed = await runStaged(run, emptyPlace());
      const commits = commitsBefore(undisturbed.stages, own.requests.findLastIndex(isBackfill));
      const before = own.requests.length;
      const place = emptyPlace();
      const killAt = { stage: 'transaction:committed', passage: commits - 1 };
      const { signal, stages } = await runStaged(run, place, { killAt });
      expect(signal).toBe('SIGKILL');
      const answers = stages.slice(0, stages.lastIndexOf('transaction:committed'));
      const read = answers.filter((stage) => stage === 'answer:read').length;
      const held = own.requests
        .slice(before, before + read)
        .filter(isBackfill)
        .map(({ query }) => query);
      expect(held.length).toBeGreaterThan(5);
      const beforeAgain = own.requests.length;
      expect(await runStaged(run, place)).toMatchObject({ code: 0 });
      const again = own.requests.slice(beforeAgain).filter(isBackfill);
      expect(again.length).toBeGreaterThan(0);
      expect(again.filter(({ query }) => held.includes(query))).toEqual([]);
    },
    MINUTES,
  );
});

/** What was committed before the answer to that request was read. */
function commitsBefore(stages: readonly string[], request: number): number {
  let answers = 0;
  const end = stages.findIndex((stage) => {
    if (stage === 'answer:read') answers += 1;
    return answers > request;
  });
  return stages.slice(0, end).filter((stage) => stage === 'transaction:committed').length;
}

/** Older than anything that is still read again: the current week, and young days. */
function isBackfill({ path, query }: RequestRecord): boolean {
  const from = new URLSearchParams(query).get('starting_at') ?? '';
  return path.includes('report') && from !== '' && from < '2026-11-13';
}
