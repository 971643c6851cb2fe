import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { answer, lines } from './transcript-home.js';

const MB = 1024 * 1024;

/** Rows as they are found: an answer, then what a tool read, at the rate of one to four by size. */
function block(seed: number): Buffer {
  const text = 'what a tool has read, line after line of it. '.repeat(60);
  const rows = Array.from({ length: 200 }, (_, index) => [
    answer(
      `msg_${seed}_${index}`,
      {},
      {},
      { content: [{ type: 'text', text: text.slice(0, 700) }] },
    ),
    { type: 'user', timestamp: '2026-11-20T09:00:00.000Z', toolUseResult: { stdout: text, text } },
  ]);
  return Buffer.from(lines(...rows.flat()));
}

/** Writes about so many megabytes in files of 64 MB and gives how many answers they hold. */
export function writeLarge(home: string, megabytes: number): { answers: number; bytes: number } {
  let answers = 0;
  let bytes = 0;
  for (let file = 0; bytes < megabytes * MB; file += 1) {
    const path = join(home, `.claude/projects/p${file}/session.jsonl`);
    mkdirSync(dirname(path), { recursive: true });
    const out = openSync(path, 'w');
    const content = block(file);
    for (let size = 0; size < 64 * MB && bytes < megabytes * MB; size += content.length) {
      writeSync(out, content);
      bytes += content.length;
    }
    closeSync(out);
    answers += 200;
  }
  return { answers, bytes };
}

/** One line of so many megabytes, then an answer. */
export function writeLongLine(home: string, megabytes: number): void {
  const path = join(home, '.claude/projects/long/session.jsonl');
  mkdirSync(dirname(path), { recursive: true });
  const out = openSync(path, 'w');
  writeSync(out, `${JSON.stringify(answer('msg_long')).slice(0, -1)},"text":"`);
  const part = Buffer.alloc(4 * MB, 'x');
  for (let size = 0; size < megabytes * MB; size += part.length) writeSync(out, part);
  writeSync(out, `"}\n${lines(answer('msg_after'))}`);
  closeSync(out);
}
