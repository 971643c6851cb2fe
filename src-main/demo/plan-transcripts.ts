import { setImmediate } from 'node:timers/promises';
import type { Instant } from '../shared/units.js';
import type { PlanPast } from './plan-past.js';
import type { PlanHit, PlanMessage } from './plan-week.js';

interface Mark {
  readonly file: string;
  readonly offset: number;
  readonly identity: string;
}

interface Piece {
  readonly marks: readonly Mark[];
  readonly messages: readonly PlanMessage[];
  readonly sightings: readonly PlanHit[];
  readonly unknown: readonly { readonly id: string; readonly at: Instant; readonly text: string }[];
  readonly progress: { readonly done: number; readonly total: number };
}

interface PlanTranscripts {
  find(): Promise<{ readonly folders: number; readonly files: number }>;
  read(marks: readonly Mark[], signal: { readonly aborted: boolean }): AsyncIterable<Piece>;
}

/** About what an answer takes in a transcript. */
const BYTES_PER_MESSAGE = 4_096;
const IDENTITY = 'demo';

/** Transcripts of the invented person, one file a week: no real one is ever looked for. */
export function createPlanTranscripts(past: PlanPast, now: () => Instant): PlanTranscripts {
  return {
    async find() {
      return { folders: 1, files: past.weeks(now()).length };
    },
    async *read(marks, signal) {
      const until = now();
      const offsets = new Map(marks.map(({ file, offset }) => [file, offset]));
      const files = past.weeks(until).map((week) => {
        const file = `demo-week-${week}`;
        return { week, file, read: (offsets.get(file) ?? 0) / BYTES_PER_MESSAGE };
      });
      let done = 0;
      for (const [index, { week, file, read }] of files.entries()) {
        if (signal.aborted) return;
        const { messages, hits } = past.weekUntil(week, until);
        const news = messages.slice(read);
        if (news.length === 0) continue;
        const offset = messages.length * BYTES_PER_MESSAGE;
        done += news.length * BYTES_PER_MESSAGE;
        const ahead = files.length - 1 - index;
        yield {
          marks: [{ file, offset, identity: IDENTITY }],
          messages: news,
          sightings: hits,
          unknown: unknownOf(messages, index),
          progress: { done, total: done + ahead * offset },
        };
        // Weeks are invented in turn: whoever waits goes between them.
        await setImmediate();
      }
    },
  };
}

/** A text that no pattern knows, in one of the weeks. */
function unknownOf(messages: readonly PlanMessage[], index: number): Piece['unknown'] {
  const message = index === 9 ? messages[20] : undefined;
  return message
    ? [{ id: `${message.id}-text`, at: message.at, text: 'Your allowance is nearly used up.' }]
    : [];
}
