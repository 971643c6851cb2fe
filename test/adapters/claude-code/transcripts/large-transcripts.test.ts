import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleTranscripts } from './bundle-transcripts.js';
import { makeHome } from './transcript-home.js';
import { writeLarge, writeLongLine } from './write-large.js';

const MINUTE = 60_000;

async function readInChild(home: string) {
  const bundle = await bundleTranscripts(home);
  const script = join(import.meta.dirname, 'read-large.mjs');
  const words = ['--expose-gc', '--max-semi-space-size=16', script, bundle, home];
  return JSON.parse(execFileSync(process.execPath, words, { encoding: 'utf8' }));
}

describe('transcripts of great size', () => {
  it(
    'of 1 GB are read with less than 120 MB, in pieces of at most 2,000 messages',
    async () => {
      const { home } = makeHome();
      const written = writeLarge(home, 1024);
      const told = await readInChild(home);
      expect(told).toMatchObject({ badLines: 0, longLines: 0, bytes: written.bytes });
      expect(told.pieces).toBeGreaterThan(100);
      expect(told.mostMessages).toBeLessThanOrEqual(2_000);
      expect(told.growthMb).toBeLessThan(120);
    },
    2 * MINUTE,
  );

  it(
    'with a line of 500 MB are read without holding it',
    async () => {
      const { home } = makeHome();
      writeLongLine(home, 500);
      const told = await readInChild(home);
      expect(told).toMatchObject({ messages: 1, longLines: 1 });
      expect(told.growthMb).toBeLessThan(60);
    },
    2 * MINUTE,
  );
});
