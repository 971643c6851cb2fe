import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findNode } from '../../../../src-main/adapters/claude-code/status-line/find-node.js';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tidemark-node-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function put(name: string, mode = 0o755): string {
  const path = join(home, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '', { mode });
  return path;
}
const find = (...folders: string[]) =>
  findNode({ env: { PATH: folders.join(':') }, home, platform: process.platform });

test('the first on the PATH that can be started', () => {
  put('a/node', 0o644);
  mkdirSync(join(home, 'b', 'node'), { recursive: true });
  const node = put('c/node');
  put('d/node');
  expect(find(...['a', 'b', 'c', 'd'].map((name) => join(home, name)))).toBe(node);
});

test('a folder that is not absolute is where somebody happens to be, and does not count', () => {
  expect(find('.', '')).not.toBe('node');
});

test('one whose folder says that it is too old is passed over', () => {
  put('.nvm/versions/node/v16.20.2/bin/node');
  const node = put('.nvm/versions/node/v18.4.0/bin/node');
  expect(find(join(home, '.nvm/versions/node/v16.20.2/bin'), dirname(node))).toBe(node);
});

test('of a version manager’s the newest, where the PATH and the usual places have none', () => {
  put('.nvm/versions/node/v9.1.0/bin/node');
  put('.nvm/versions/node/v20.1.0/bin/node');
  const newest = put('.nvm/versions/node/v22.1.0/bin/node');
  // This machine may have one in a usual place, which comes first.
  expect([newest, '/usr/local/bin/node', '/usr/bin/node', '/opt/homebrew/bin/node']).toContain(
    find(),
  );
});
