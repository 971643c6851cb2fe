import { beforeAll, expect, test } from 'vitest';
import { bundleStore } from './bundle-store.js';
import {
  clearAwayAfterEach,
  close,
  DAY,
  HOUR,
  mustOpen,
  rawDatabase,
  START,
  temporaryPath,
} from './keeping.js';
import { writeUntilKilled } from './write-until-killed.js';

clearAwayAfterEach();

const KILLS = 50;
let bundled: string;

beforeAll(async () => {
  bundled = await bundleStore('killed-writer');
}, 60_000);

test('P4: killed fifty times while writing, the file is whole and no committed window is lost', async () => {
  const path = temporaryPath();
  let last = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const committed = await writeUntilKilled(
      'killed-writer.cjs',
      [bundled, path],
      last + 1,
      5 + ((kill * 37) % 60),
    );
    expect(committed).toBeGreaterThan(last);
    const store = mustOpen(path);
    expect(store.recovery).toBeNull();
    const held = new Map<number, number>();
    for (let day = 0; day < 10; day += 1) {
      const span = { from: START + day * DAY, to: START + (day + 1) * DAY };
      const hours = store.readHourTotals(span);
      if (hours.length === 0) continue;
      const [round = 0, ...others] = new Set(hours.map(({ tokens }) => tokens.output / 3));
      expect(others).toEqual([]);
      expect(hours).toHaveLength(24);
      const { hours: coverage } = store.readCoverage();
      for (const { start } of hours) expect(coverage.get(start)).toBe(round);
      expect(coverage.get(span.to - HOUR)).toBe(round);
      held.set(day, round);
    }
    // The window after the last one said may have been committed before the kill, none later.
    const newest = Math.max(...held.values());
    expect([committed, committed + 1]).toContain(newest);
    for (let round = Math.max(1, newest - 9); round <= newest; round += 1) {
      expect(held.get(round % 10)).toBe(round);
    }
    close(store);
    const raw = rawDatabase(path, true);
    expect(raw.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    expect(raw.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    raw.close();
    last = newest;
  }
}, 120_000);
