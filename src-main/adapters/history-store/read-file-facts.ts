import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { listBackups, namesBeside, sizeOf } from './history-files.js';
import type { FileFacts } from './identify-file.js';

const PAGE_BYTES = 4_096;
const SAMPLES = 32;
const SAMPLE_BYTES = 16;
/** sqlite.org/fileformat2.html, section 4. */
const LOG_HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/** Looks at the file without SQLite, which might write to what is not ours. */
export function readFileFacts(path: string, isRemembered: boolean): FileFacts {
  const found = statSync(path, { throwIfNoEntry: false });
  const none = new Uint8Array();
  const traces = {
    size: found?.size ?? 0,
    hasLog: sizeOf(`${path}-wal`) > 0 || sizeOf(`${path}-journal`) > 0,
    hasTraces: hasTraces(path),
    isRemembered,
    loggedHead: null,
  };
  if (!found) return { kind: 'nothing', head: none, samples: [], ...traces };
  if (!found.isFile()) return { kind: 'other', head: none, samples: [], ...traces };
  const file = openSync(path, 'r');
  try {
    const pages = Math.floor(found.size / PAGE_BYTES);
    const step = Math.max(1, Math.floor(pages / SAMPLES));
    const starts = Array.from({ length: SAMPLES }, (_, index) => 1 + index * step);
    return {
      kind: 'file',
      head: readAt(file, 0, PAGE_BYTES),
      samples: starts
        .filter((page) => page < pages)
        .map((page) => readAt(file, page * PAGE_BYTES, SAMPLE_BYTES)),
      ...traces,
      loggedHead: readLoggedHead(`${path}-wal`),
    };
  } finally {
    closeSync(file);
  }
}

/** Restored, backed up or logged: a history has been here. */
function hasTraces(path: string): boolean {
  const name = basename(path);
  const isRestored = namesBeside(path).includes(`${name}.restored`);
  return isRestored || sizeOf(`${path}-wal`) > 0 || listBackups(path).length > 0;
}

/** A history that was never folded in has its header in the log alone. */
function readLoggedHead(path: string): Uint8Array | null {
  if (sizeOf(path) <= LOG_HEADER_BYTES) return null;
  const file = openSync(path, 'r');
  try {
    const header = readAt(file, 0, LOG_HEADER_BYTES);
    const salts = header.subarray(16, 24);
    const frameBytes = FRAME_HEADER_BYTES + PAGE_BYTES;
    const { size } = fstatSync(file);
    let written: Uint8Array | null = null;
    let committed: Uint8Array | null = null;
    for (let at = LOG_HEADER_BYTES; at + frameBytes <= size; at += frameBytes) {
      const frame = readAt(file, at, FRAME_HEADER_BYTES);
      // Frames of an earlier round carry other salts and are not valid any more.
      if (!frame.subarray(8, 16).every((byte, index) => byte === salts[index])) break;
      const isFirstPage = frame.subarray(0, 4).every((byte, index) => byte === (index < 3 ? 0 : 1));
      if (isFirstPage) written = readAt(file, at + FRAME_HEADER_BYTES, PAGE_BYTES);
      // The last frame of a transaction counts the pages of the whole file.
      if (frame.subarray(4, 8).some((byte) => byte > 0)) committed = written;
    }
    return committed;
  } finally {
    closeSync(file);
  }
}

function readAt(file: number, at: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, at));
}
