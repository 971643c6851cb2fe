import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { bundleStore } from './bundle-store.js';

let store: string;

beforeAll(async () => {
  store = await bundleStore('disk-full');
}, 60_000);

/**
 * A real file system of 600 kB in a mount namespace of its own: it goes away with the process.
 * Without root a user namespace gives the right to mount it.
 */
function onTinyDisk() {
  const script = join(import.meta.dirname, 'full-disk.cjs');
  const words = ['--mount', '--propagation', 'private', process.execPath, script];
  const rights = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  return spawnSync('unshare', [...rights, ...words, store], { encoding: 'utf8' });
}

test('F8, F9: on a full disk the write is undone, earlier rows stay, and space heals it', () => {
  const ended = onTinyDisk();
  expect(ended.stderr).toBe('');
  expect(JSON.parse(ended.stdout)).toEqual({
    mounted: true,
    firstWrite: 'ok',
    fullWrite: 'storage-full',
    stillHeld: [7],
    coverageAfter: 24,
    openedWhileFull: [7],
    afterSpace: 'ok',
    afterSpaceHeld: [9],
    integrity: 'ok',
  });
});
