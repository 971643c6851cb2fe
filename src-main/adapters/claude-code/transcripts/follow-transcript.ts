import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { TranscriptMark } from '../../../core/limits/limit-ports.js';
import type { CancelSignal } from '../../../core/ports.js';
import type { FoundTranscript } from './find-transcripts.js';
import { identifyContent } from './identify-content.js';
import { createLineCutter } from './line-cutter.js';
import type { LineTaker } from './line-taker.js';
import type { PieceCollector } from './piece-collector.js';

/** Waiting for a pipe that took a file's place would never end. Windows has no such flag. */
const READ_ONLY = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

export interface FollowContext {
  readonly collector: PieceCollector;
  /** Filled again and again: the only memory that reading takes, but for one line. */
  readonly buffer: Buffer;
  readonly signal: CancelSignal;
  readonly lines: LineTaker;
  /** A file was read to its end, with this mark; null: it has none. */
  settle(file: FoundTranscript, mark: TranscriptMark | null): void;
}

/**
 * Reads one file from its mark to the end it has now. Yields whenever the collector is full, with
 * the mark set to the last whole line.
 */
export async function* followTranscript(
  file: FoundTranscript,
  mark: TranscriptMark | undefined,
  { collector, buffer, signal, lines, settle }: FollowContext,
): AsyncGenerator<void, void> {
  const handle = await open(file.path, READ_ONLY);
  try {
    const facts = await handle.stat({ bigint: true });
    if (!facts.isFile()) return;
    const size = Number(facts.size);
    const isGrown =
      mark !== undefined && (await identifyContent(handle, facts, mark.offset)) === mark.identity;
    const from = isGrown ? mark.offset : 0;
    collector.expect(size - from - expectedBytes(file, mark));
    const cutter = createLineCutter(from);
    let last = isGrown ? mark : null;
    let end = from;
    const setMark = async () => {
      if (end === (last?.offset ?? 0)) return;
      last = { file: file.key, offset: end, identity: await identifyContent(handle, facts, end) };
      collector.setMark(last);
    };

    let position = from;
    while (position < size && !signal.aborted) {
      const length = Math.min(buffer.length, size - position);
      const { bytesRead } = await handle.read(buffer, 0, length, position);
      // It was cut while it was read: the next round finds it changed.
      if (bytesRead === 0) return;
      position += bytesRead;
      collector.addBytes(bytesRead);
      for (const line of cutter.cut(buffer.subarray(0, bytesRead))) {
        lines.take(line.bytes);
        end = line.end;
        if (!collector.isFull()) continue;
        await setMark();
        yield;
        if (signal.aborted) return;
      }
      if (!collector.isFull()) continue;
      await setMark();
      yield;
    }
    if (signal.aborted) return;
    const rest = cutter.rest();
    if (rest?.bytes && lines.takeUnended(rest.bytes)) end = rest.end;
    await setMark();
    settle(file, last);
  } finally {
    await handle.close();
  }
}

/** What a round expects to read of a file before it was opened. */
export function expectedBytes({ facts }: FoundTranscript, mark: TranscriptMark | undefined) {
  const size = Number(facts.size);
  return size - (mark && mark.offset <= size ? mark.offset : 0);
}
