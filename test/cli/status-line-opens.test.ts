import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './build-once.js';
import { cleanUpAfter, NOW, NOW_TEXT, temporaryFolder } from './run-tidemark.js';

cleanUpAfter('each');

const script = join(root, 'dist/cli/statusline.cjs');
const inHours = (hours: number) => NOW / 1000 + hours * 3_600;
const PAYLOAD = {
  rate_limits: {
    five_hour: { used_percentage: 31, resets_at: inHours(1) },
    seven_day: { used_percentage: 44, resets_at: inHours(70) },
  },
};

/** The status line with a history beside it, and all that it loaded and opened. */
function watchRun() {
  const data = temporaryFolder();
  const history = join(data, 'history-11111111-2222-4333-8444-555555555555.sqlite3');
  for (const end of ['', '-wal', '-shm']) writeFileSync(`${history}${end}`, 'SQLite format 3\0');
  mkdirSync(join(data, 'readings'));
  writeFileSync(join(data, 'readings', `weekly-${inHours(70)}-43.json`), `{"at":${NOW - 1}}\n`);
  writeFileSync(join(data, 'statusline.json'), JSON.stringify({ savedAt: NOW, week: null }));
  const watch = join(import.meta.dirname, 'watch-opens.cjs');
  const ended = spawnSync(process.execPath, ['--require', watch, script, '--data-dir', data], {
    input: JSON.stringify(PAYLOAD),
    encoding: 'utf8',
    env: { TIDEMARK_NOW: NOW_TEXT },
  });
  // Written by the watcher itself.
  const told = JSON.parse(ended.stderr) as { modules: string[]; files: string[] };
  return { data, line: ended.stdout, ...told };
}

test('the status line opens no database: of a data folder it knows its own small files alone', () => {
  const { data, line, files } = watchRun();
  expect(line).toBe('5h 31% | Week 44%\n');
  const own = files.filter((path) => path.startsWith(data));
  expect(own).toContain(join(data, 'statusline.json'));
  const isOwn = (path: string) =>
    path === join(data, 'statusline.json') || dirname(path) === join(data, 'readings');
  expect(own.filter((path) => !isOwn(path))).toEqual([]);
  expect(files.filter((path) => /sqlite/i.test(path))).toEqual([]);
});

test('it loads nothing that could open one, nor anything that could reach a network', () => {
  const { modules } = watchRun();
  const known = ['node:fs', 'node:path', 'node:os', 'node:crypto'];
  expect(modules.filter((name) => name !== script && !known.includes(name))).toEqual([]);
  expect(readFileSync(script, 'utf8')).not.toMatch(/sqlite/i);
});
