import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openEvidenceFile, saveEvidenceFile } from '../../src-main/adapters/evidence-files.js';
import { MOST_EVIDENCE_BYTES } from '../../src-main/shared/evidence.js';

const chosen = vi.hoisted(() => ({ path: '', takesAtOnce: Number.POSITIVE_INFINITY }));

// Plain Node has no dialogs: the person has chosen already.
vi.mock('electron', () => ({
  dialog: {
    showSaveDialog: async () => ({ canceled: false, filePath: chosen.path }),
    showOpenDialog: async () => ({ canceled: false, filePaths: [chosen.path] }),
  },
}));

// A write that is cut short without an error, as pipes, quotas and network disks have it.
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  return {
    ...real,
    writeSync(file: number, content: string | Uint8Array, offset = 0) {
      const bytes = Buffer.from(content);
      const length = Math.min(bytes.length - offset, chosen.takesAtOnce);
      return real.writeSync(file, bytes, offset, length);
    },
  };
});

const LINES = '{"id":"ø"}\n'.repeat(500);
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-evidence-'));
  chosen.path = join(folder, 'evidence.jsonl');
  chosen.takesAtOnce = Number.POSITIVE_INFINITY;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a file of evidence', () => {
  it('H7 is written whole where the disk takes only a part at a time', async () => {
    chosen.takesAtOnce = 1_000;
    expect(await saveEvidenceFile(null, LINES)).toEqual({ ok: true, value: 'saved' });
    expect(readFileSync(chosen.path, 'utf8')).toBe(LINES);
    expect(readdirSync(folder)).toEqual(['evidence.jsonl']);
  });

  it('H7 that cannot be written leaves nothing behind, and says so', async () => {
    chosen.path = join(folder, 'no-such-folder', 'evidence.jsonl');
    const saved = await saveEvidenceFile(null, LINES);
    expect(saved).toMatchObject({ ok: false, failure: { kind: 'invalid-input' } });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is read up to the size that a hundred thousand records have, and no further', async () => {
    writeFileSync(chosen.path, '');
    truncateSync(chosen.path, 9 * 1024 * 1024);
    expect((await openEvidenceFile(null)).ok).toBe(true);
    truncateSync(chosen.path, MOST_EVIDENCE_BYTES + 1);
    expect((await openEvidenceFile(null)).ok).toBe(false);
  });
});
