import { spawn } from 'node:child_process';
import { join } from 'node:path';
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

clearAwayAfterEach();

const KILLS = 50;
let bundled: string;

beforeAll(async () => {
  bundled = await bundleStore('killed-writer');
}, 60_000);

/** Runs the writer and kills it a little after some window was committed. */
function writeUntilKilled(path: string, first: number, afterMs: number): Promise<number> {
  const script = join(import.meta.dirname, 'killed-writer.cjs');
  const child = spawn(process.execPath, [script, bundled, path, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (data: Buffer) => {
    if (said === '') setTimeout(() => child.kill('SIGKILL'), afterMs);
    said += data.toString('utf8');
  });
  return new Promise((resolve, reject) => {
    child.on('exit', (code, signal) => {
      const rounds = said.split('\n').slice(0, -1).map(Number);
      if (signal === 'SIGKILL') resolve(rounds.at(-1) ?? first - 1);
      else reject(new Error(`ended with ${code}`));
    });
  });
}

test('P4: killed fifty times while writing, the file is whole and no committed window is lost', async () => {
  const path = temporaryPath();
  let last = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const committed = await writeUntilKilled(path, last + 1, 5 + ((kill * 37) % 60));
    expect(committed).toBeGreaterThan(last);
    const store = mustOpen(path);
    expect(store.movedTo).toBeNull();
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
