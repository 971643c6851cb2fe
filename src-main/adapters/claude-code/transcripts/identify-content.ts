import type { BigIntStats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { shortHash } from './short-hash.js';

const HEAD_BYTES = 1024;
const TAIL_BYTES = 256;

/**
 * Which file it is and what it held up to `offset`: its place on disk, its beginning, and the bytes
 * before the offset. The same after the file grew, another after it was replaced or written anew.
 */
export async function identifyContent(
  handle: FileHandle,
  { dev, ino }: BigIntStats,
  offset: number,
): Promise<string> {
  const head = await readAt(handle, 0, Math.min(offset, HEAD_BYTES));
  const tail = await readAt(handle, Math.max(0, offset - TAIL_BYTES), Math.min(offset, TAIL_BYTES));
  return shortHash('content', `${dev}:${ino}`, head, tail);
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
