import type { TranscriptMark, Transcripts } from '../../../core/limits/limit-ports.js';
import type { Log } from '../../../core/ports.js';
import { errorCode } from '../../../shared/error-code.js';
import type { Instant } from '../../../shared/units.js';
import { systemZone } from '../../system-zone.js';
import { configFolders, type Surroundings } from './config-folders.js';
import { type FoundTranscript, findTranscripts, isGone } from './find-transcripts.js';
import { expectedBytes, type FollowContext, followTranscript } from './follow-transcript.js';
import { compilePatterns } from './limit-patterns.js';
import { createLineTaker } from './line-taker.js';
import { createPieceCollector } from './piece-collector.js';

const BUFFER_BYTES = 256 * 1024;

export interface TranscriptsOptions extends Surroundings {
  readonly log: Log;
  readonly now?: () => Instant;
}

/** Claude Code's transcripts: read only, and nothing of what was said leaves this folder. */
export function createTranscripts({
  env,
  home,
  log,
  now = Date.now,
}: TranscriptsOptions): Transcripts {
  const told = new Set<string>();
  const tellUnreadable = (path: string, error: unknown) => {
    if (told.has(path)) return;
    told.add(path);
    log.warn('transcripts-unreadable', { code: errorCode(error) ?? 'unknown' });
  };
  const find = (isCancelled?: () => boolean) =>
    findTranscripts(configFolders({ env, home }), tellUnreadable, isCancelled);
  // Files that were read to their end, as they were then: not opened again until they change.
  const settled = new Map<string, string>();

  return {
    async find() {
      const { folders, files } = await find();
      return { folders, files: files.length };
    },

    async *read(marks, signal) {
      const markOf = new Map(marks.map((mark) => [mark.file, mark]));
      const { files } = await find(() => signal.aborted);
      const changed = files.filter(
        (file) => settled.get(file.key) !== stateOf(file, markOf.get(file.key) ?? null),
      );
      if (changed.length === 0) return;
      const expected = (file: FoundTranscript) => expectedBytes(file, markOf.get(file.key));
      const collector = createPieceCollector(
        changed.reduce((sum, file) => sum + expected(file), 0),
      );
      const lines = createLineTaker(collector, {
        patterns: compilePatterns(),
        now: now(),
        zone: systemZone(),
      });
      const context: FollowContext = {
        ...{ collector, lines, signal },
        buffer: Buffer.alloc(BUFFER_BYTES),
        settle: (file, mark) => settled.set(file.key, stateOf(file, mark)),
      };
      for (const file of changed) {
        if (signal.aborted) return;
        try {
          for await (const _ of followTranscript(file, markOf.get(file.key), context)) {
            yield collector.take();
          }
        } catch (error) {
          collector.expect(-expected(file));
          if (!isGone(error)) tellUnreadable(file.path, error);
        }
        if (signal.aborted) return;
        if (collector.isFull()) yield collector.take();
      }
      if (!collector.isEmpty()) yield collector.take();
      lines.tell(log, changed.length);
    },
  };
}

const stateOf = ({ facts }: FoundTranscript, mark: TranscriptMark | null) =>
  [facts.dev, facts.ino, facts.size, facts.mtimeNs, mark?.offset, mark?.identity].join(' ');
