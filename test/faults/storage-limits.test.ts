import { copyFileSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { describeRecovery } from '../../src-main/adapters/history-store/describe-recovery.js';
import type { LimitMemory } from '../../src-main/core/limits/limit-ports.js';
import {
  clearAwayAfterEach,
  DAY,
  HOUR,
  NOW,
  outputs,
  rawDatabase,
  SPAN,
  START,
  temporaryFolder,
} from '../adapters/history-store/keeping.js';
import {
  message,
  peak,
  piece,
  reading,
  sighting,
  unknownSighting,
} from '../adapters/history-store/some-limits.js';
import { breakLabels, FILE, openShelf, overwrite, PAGE } from './shelving.js';
import { dumpHistory } from './support/dump-history.js';
import { createRandom, flipBits } from './support/flip-bits.js';

clearAwayAfterEach();

const ALL = { from: START, to: START + 30 * DAY };
const BACKUP_AT = NOW - DAY / 2;
const MINUTE = 60_000;
const MODELS = ['claude-opus-5-5', 'claude-haiku-5-5', 'claude-sonnet-4-5'];

const messages = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => {
    const count = from + index;
    const model = MODELS[count % MODELS.length] ?? '';
    return { ...message(`m${count}`, START + count * 600_000, count + 1), model };
  });

const mark = (file: string, offset: number) => ({ file, offset, identity: `of ${file}` });

/** So much that each table takes some pages; every tenth record of evidence is deleted. */
function fill(limits: LimitMemory): void {
  const records = Array.from({ length: 200 }, (_, count) => reading(`e${count}`));
  limits.addEvidence(records);
  limits.deleteEvidence(records.filter((_, count) => count % 10 === 0).map(({ id }) => id));
  limits.addTranscriptPiece(
    piece({
      marks: Array.from({ length: 20 }, (_, count) => mark(`f${count}`, 900)),
      messages: messages(0, 2_000),
      sightings: Array.from({ length: 40 }, (_, count) => sighting(`s${count}`)),
      unknown: Array.from({ length: 40 }, (_, count) => unknownSighting(`u${count}`)),
    }),
  );
  const span = { from: START, to: START + 2 * DAY };
  const peaks = Array.from({ length: 24 }, (_, count) => peak(START + 2 * count * HOUR, count));
  limits.replacePeaks(span, peaks, NOW);
}

const KEPT = ['evidence', 'limit_sighting', 'unknown_sighting', 'plan_message', 'minute_peak'];

/** What a file holds of limits, and of the hours whose minutes were looked at. */
function readLines(path: string) {
  const lines = dumpHistory(path);
  const of = (table: string) => lines.filter((line) => line.startsWith(`${table} `));
  return { kept: KEPT.flatMap(of), peaks: of('minute_peak'), hours: of('fetched') };
}

/** Of the file itself: what it says of hours is what its messages come to. */
function expectSums(path: string): void {
  const raw = rawDatabase(path, true);
  const columns = 'series_id, sum(output) AS output, sum(cache_read) AS cache_read';
  const hours = `SELECT start, ${columns} FROM plan_hour GROUP BY 1, 2 ORDER BY 1, 2`;
  const sums = `SELECT at - at % ${HOUR} AS start, ${columns} FROM plan_message
    GROUP BY 1, 2 ORDER BY 1, 2`;
  expect(raw.prepare(hours).all()).toEqual(raw.prepare(sums).all());
  raw.close();
}

describe('F5', () => {
  test.each([
    ['without a backup', false],
    ['with a backup of the first half', true],
  ])(
    'F5 random bits %s: what is held of limits is true, and hours are sums',
    async (_, hasBackup) => {
      let [kept, all] = [0, 0];
      for (let round = 1; round <= 10; round += 1) {
        const shelf = openShelf();
        const { limits } = shelf.history();
        if (hasBackup) {
          limits.addTranscriptPiece(
            piece({ marks: [mark('f0', 450)], messages: messages(0, 1_000) }),
          );
          await shelf.keepUp(BACKUP_AT);
        }
        fill(limits);
        shelf.close();
        const truth = readLines(shelf.path);
        breakLabels(shelf.path);
        flipBits(shelf.path, createRandom(round));
        const next = openShelf(shelf.directory);
        const after = next.history().limits;
        expect(next.recoveries).toMatchObject([{ kind: 'damaged' }]);
        expect(after.readTranscriptMarks()).toEqual(hasBackup ? [mark('f0', 450)] : []);
        for (const { id } of after.readEvidence()) expect(id, `round ${round}`).not.toMatch(/0$/);
        const held = readLines(shelf.path);
        expect(without(held.kept, truth.kept), `round ${round}`).toEqual([]);
        expect(without(held.hours, truth.hours), `round ${round}`).toEqual([]);
        const peakHours = held.hours.filter((line) => (bucketOf(line) - START) % (2 * HOUR) === 0);
        expect(held.peaks).toHaveLength(peakHours.length);
        expectSums(shelf.path);
        kept += held.kept.length;
        all += truth.kept.length;
        fill(after);
        expect(readLines(shelf.path).kept).toHaveLength(truth.kept.length);
        next.close();
      }
      expect(kept).toBeLessThan(all);
      expect(kept / all).toBeGreaterThan(hasBackup ? 0.85 : 0.75);
    },
    MINUTE,
  );

  test(
    'F5 a page lost: what is on other pages is kept, however small the table',
    () => {
      const shelf = openShelf();
      fill(shelf.history().limits);
      shelf.close();
      const whole = readFileSync(shelf.path);
      const counts: number[] = [];
      for (let at = 30 * PAGE; at < whole.length; at += 4 * PAGE) {
        const directory = temporaryFolder();
        const path = join(directory, FILE);
        copyFileSync(shelf.path, path);
        overwrite(path, at, new Uint8Array(PAGE).fill(0xff));
        const next = openShelf(directory);
        expect(next.history().limits.readTranscriptMarks()).toEqual([]);
        expectSums(path);
        counts.push(next.recoveries[0]?.salvagedRecords ?? 0);
        next.close();
      }
      // Within a table, only the pages that lead to others take more with them than themselves.
      expect(Math.min(...counts)).toBeGreaterThan(2_100);
      expect(counts.length).toBeGreaterThan(14);
    },
    MINUTE,
  );

  test('F5 many pages of messages lost: each of the others is found', () => {
    const shelf = openShelf();
    const all = messages(0, 8_000);
    shelf.history().limits.addTranscriptPiece(piece({ messages: all }));
    shelf.close();
    const pages = readFileSync(shelf.path).length / PAGE;
    const raw = rawDatabase(shelf.path);
    raw.exec('CREATE VIRTUAL TABLE temp.stat USING dbstat(main)');
    const leaves = raw
      .prepare("SELECT pageno FROM temp.stat WHERE name = 'plan_message' AND pagetype = 'leaf'")
      .all()
      .map((row) => Number(Reflect.get(row, 'pageno')));
    raw.close();
    const lost = leaves.filter((_, index) => index % 3 === 0);
    for (const page of lost) overwrite(shelf.path, (page - 1) * PAGE, new Uint8Array(PAGE));
    expect(leaves.length).toBeGreaterThan(pages / 3);
    const next = openShelf(shelf.directory);
    next.history();
    const share = (next.recoveries[0]?.salvagedRecords ?? 0) / all.length;
    expect(share).toBeGreaterThan(0.6);
    expectSums(shelf.path);
  });

  test('F5 the names of all models lost: messages prove them by names that are known', () => {
    const shelf = openShelf();
    const { limits } = shelf.history();
    fill(limits);
    const before = limits.readPlanUse(ALL, 'hour');
    shelf.close();
    const raw = rawDatabase(shelf.path);
    const sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'plan_series'";
    const page = Number(Reflect.get(raw.prepare(sql).get(), 'rootpage'));
    raw.close();
    overwrite(shelf.path, (page - 1) * PAGE, new Uint8Array(PAGE));
    const next = openShelf(shelf.directory);
    expect(next.history().limits.readPlanUse(ALL, 'hour')).toEqual(before);
    expect(next.recoveries).toHaveLength(1);
  });

  test('F5 the newer of two records stands: edited, deleted or brought back since the backup', async () => {
    const shelf = openShelf();
    const { limits } = shelf.history();
    limits.addEvidence(['edited', 'deleted', 'back', 'same'].map((id) => reading(id)));
    limits.deleteEvidence(['back']);
    await shelf.keepUp(BACKUP_AT);
    limits.saveEvidence([reading('edited', { pct: 5 }), reading('back'), reading('new')]);
    limits.deleteEvidence(['deleted']);
    limits.saveLearned('{}');
    const after = limits.readEvidence();
    shelf.close();
    breakLabels(shelf.path);
    const next = openShelf(shelf.directory);
    expect(next.history().limits.readEvidence()).toEqual(after);
    expect(next.history().limits.addEvidence([reading('deleted')])).toEqual({ ok: true, value: 0 });
    expect(next.history().limits.readLearned()).toBeNull();
    expect(next.recoveries).toMatchObject([{ backupFrom: BACKUP_AT, salvagedRecords: 4 }]);
    const [recovery] = next.recoveries;
    expect(recovery && describeRecovery(recovery).body).toMatch(
      /Restored: the backup of .* and 4 records of limits and plan use\. /,
    );
  });

  test('F5 what is newer in the backup than in the damaged file stands too', async () => {
    const shelf = openShelf();
    const { limits } = shelf.history();
    fill(limits);
    rawDatabase(shelf.path).exec('PRAGMA wal_checkpoint(TRUNCATE)');
    const folded = readFileSync(shelf.path);
    limits.deleteEvidence(limits.readEvidence().map(({ id }) => id));
    limits.forgetTranscripts();
    await shelf.keepUp(BACKUP_AT);
    shelf.close();
    overwrite(shelf.path, 0, folded);
    truncateSync(shelf.path, folded.length);
    breakLabels(shelf.path);
    const next = openShelf(shelf.directory);
    expect(next.history().limits.readEvidence()).toEqual([]);
    expect(next.history().limits.readPlanSpan()).toBeNull();
    expect(next.history().limits.readSightings()).toEqual([]);
    expect(next.recoveries).toHaveLength(1);
  });

  test('F5 transcripts that a person had forgotten do not come back from a backup', async () => {
    const shelf = openShelf();
    const { limits } = shelf.history();
    fill(limits);
    await shelf.keepUp(BACKUP_AT);
    limits.forgetTranscripts();
    limits.addTranscriptPiece(piece({ marks: [mark('g', 7)], messages: messages(0, 3) }));
    const use = limits.readPlanUse(ALL, 'minute');
    shelf.close();
    breakLabels(shelf.path);
    const next = openShelf(shelf.directory).history().limits;
    expect(next.readPlanUse(ALL, 'minute')).toEqual(use);
    expect(next.readPlanUse(ALL, 'hour')).toHaveLength(3);
    expect(next.readSightings()).toEqual([]);
    expect(next.readUnknownSightings()).toEqual([]);
    expect(next.readTranscriptMarks()).toEqual([]);
    expect(next.readEvidence()).toHaveLength(180);
  });

  test('F5 a file without a table of limits is damaged, and the rest of it is kept', () => {
    const shelf = openShelf();
    fill(shelf.history().limits);
    shelf.close();
    const raw = rawDatabase(shelf.path);
    raw.exec('DROP TABLE plan_hour');
    raw.close();
    const next = openShelf(shelf.directory);
    const { limits } = next.history();
    expect(next.recoveries).toMatchObject([{ salvagedBuckets: 48, salvagedRecords: 2_280 }]);
    expect(limits.readEvidence()).toHaveLength(180);
    expectSums(shelf.path);
  });
});

/** The lines that are none of the others. */
function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return lines.filter((line) => !known.has(line));
}

const bucketOf = (line: string): number => JSON.parse(line.slice(line.indexOf(' '))).bucket;

test('F7, F15: zero bytes, or a log alone: limits are the backup’s', async () => {
  for (const damage of [
    (path: string) => truncateSync(path, 0),
    (path: string) => {
      copyFileSync(path, `${path}-wal`);
      rmSync(path);
    },
  ]) {
    const shelf = openShelf();
    fill(shelf.history().limits);
    await shelf.keepUp(BACKUP_AT);
    shelf.close();
    damage(shelf.path);
    const next = openShelf(shelf.directory).history().limits;
    expect(next.readEvidence()).toHaveLength(180);
    expect(next.readTranscriptMarks()).toHaveLength(20);
    expect(next.readPeakHours(ALL).size).toBe(48);
    expectSums(shelf.path);
  }
});

describe('D8', () => {
  /** A history as the second version of Tidemark left it. */
  function olderHistory(): string {
    const path = join(temporaryFolder(), FILE);
    const raw = rawDatabase(path);
    raw.exec(readFileSync(join(import.meta.dirname, '../fixtures/history-schema-2.sql'), 'utf8'));
    raw.exec(`PRAGMA journal_mode = WAL; PRAGMA application_id = 0x54494445; PRAGMA user_version = 2;
      INSERT INTO priced_series VALUES (1, 'claude-opus-5-5', 'standard', '', '', '');
      INSERT INTO alert_mark VALUES ('weekly-90', ${START}, ${NOW}, 'shown');
      WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 23)
        INSERT INTO usage_hour SELECT 'legacy', ${START} + i * ${HOUR}, 1, 0, 0, 0, 0, 7, 0, NULL,
          0, 0, 0, 0, 140, 0 FROM n;
      INSERT INTO fetched SELECT 'legacy', 'hours', start, ${NOW}, 1, '' FROM usage_hour;`);
    raw.close();
    return path;
  }

  test.each([[false], [true]])(
    'D8 a history of the second version gets a memory of limits (read-only: %s)',
    (readOnly) => {
      const path = olderHistory();
      const shelf = openShelf(dirname(path), { readOnly });
      const history = shelf.history();
      expect(outputs(history, SPAN)).toEqual(Array(24).fill(7));
      expect(history.readCoverage().hours.size).toBe(24);
      expect(history.readAlertMarks()).toHaveLength(1);
      expect(history.limits.readEvidence()).toEqual([]);
      expect(history.limits.addEvidence([reading('a')]).ok).toBe(!readOnly);
      shelf.close();
      const raw = rawDatabase(path);
      expect(raw.prepare('PRAGMA user_version').get()).toEqual({ user_version: 3 });
      const [backup = ''] = readdirSync(dirname(path)).filter((name) => name.includes('.backup-'));
      const before = rawDatabase(join(dirname(path), backup), true);
      expect(before.prepare('PRAGMA user_version').get()).toEqual({ user_version: 2 });
      expect(before.prepare('SELECT count(*) AS n FROM usage_hour').get()).toEqual({ n: 24 });
    },
  );

  test.each([1, 2])('D8 brought up to date from version %i, it is as a new one is', (version) => {
    const path = join(temporaryFolder(), FILE);
    const raw = rawDatabase(path);
    const fixture = `../fixtures/history-schema-${version}.sql`;
    raw.exec(readFileSync(join(import.meta.dirname, fixture), 'utf8'));
    raw.exec(`PRAGMA application_id = 0x54494445; PRAGMA user_version = ${version}`);
    raw.close();
    openShelf(dirname(path)).history();
    const fresh = openShelf();
    fresh.history();
    const schemaOf = (file: string) =>
      rawDatabase(file, true)
        .prepare(
          `SELECT t.type, t.name, c.name AS column, c.type AS holds, c.pk, c."notnull" AS needed
           FROM sqlite_schema t LEFT JOIN pragma_table_info(t.name) c ORDER BY t.name, c.cid`,
        )
        .all();
    expect(schemaOf(path)).toEqual(schemaOf(fresh.path));
  });
});
