import { appendFileSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTranscripts } from '../../../../src-main/adapters/claude-code/transcripts/transcripts.js';
import type { TranscriptPiece } from '../../../../src-main/core/limits/limit-ports.js';
import { answer, lines, makeHome, many, noCancel, readOn, SESSION } from './transcript-home.js';

describe('reading transcripts', () => {
  it('goes on where it ended', async () => {
    const { transcripts, write } = makeHome();
    const path = write(SESSION, lines(answer('msg_1')));
    const first = await readOn(transcripts);
    expect(first.messages).toHaveLength(1);
    expect((await readOn(transcripts, first)).pieces).toEqual([]);
    appendFileSync(path, lines(answer('msg_2')));
    const second = await readOn(transcripts, first);
    expect(second.pieces.flatMap((piece) => piece.messages)).toHaveLength(1);
    expect(second.messages).toHaveLength(2);
    expect((await readOn(transcripts, second)).pieces).toEqual([]);
  });

  it('goes on in a new process, from the marks alone', async () => {
    const one = makeHome();
    const path = one.write(SESSION, lines(answer('msg_1')));
    const held = await readOn(one.transcripts);
    appendFileSync(path, lines(answer('msg_2')));
    const again = createTranscripts({ env: {}, home: one.home, log: one.log });
    const next = await readOn(again, held);
    expect(next.pieces.flatMap((piece) => piece.messages)).toHaveLength(1);
  });

  it('begins again when the marks were forgotten', async () => {
    const { transcripts, write } = makeHome();
    write(SESSION, lines(answer('msg_1')));
    await readOn(transcripts);
    expect((await readOn(transcripts)).messages).toHaveLength(1);
  });

  it('reads again what was not saved', async () => {
    const { transcripts, write } = makeHome();
    const path = write(SESSION, lines(answer('msg_1')));
    const saved = await readOn(transcripts);
    appendFileSync(path, lines(answer('msg_2')));
    await readOn(transcripts, saved);
    expect((await readOn(transcripts, saved)).messages).toHaveLength(2);
  });

  it('tells how far it is, up to the whole', async () => {
    const { transcripts, write } = makeHome();
    const content = lines(answer('msg_1'), 'noise');
    write(SESSION, content);
    write('.claude/projects/p/b.jsonl', content);
    const { pieces } = await readOn(transcripts);
    expect(pieces.at(-1)?.progress).toEqual({
      done: 2 * content.length,
      total: 2 * content.length,
    });
  });

  it('tells so also when a file was written anew, and when one cannot be opened', async () => {
    const { transcripts, write } = makeHome();
    const path = write(SESSION, lines(...many(3, 'a')));
    const held = await readOn(transcripts);
    const content = lines(...many(20, 'b'));
    writeFileSync(path, content);
    const again = await readOn(transcripts, held);
    expect(again.pieces.at(-1)?.progress).toEqual({ done: content.length, total: content.length });

    const gone = write('.claude/projects/p/gone.jsonl', content);
    utimesSync(gone, 1, 1);
    const progress: TranscriptPiece['progress'][] = [];
    appendFileSync(path, lines(...many(2_000, 'c'), answer('msg_last')));
    for await (const piece of transcripts.read(again.marks, noCancel())) {
      rmSync(gone, { force: true });
      progress.push(piece.progress);
    }
    expect(progress.at(-1)?.done).toBe(progress.at(-1)?.total);
  });

  it('passes lines that are no JSON, no object or no row, and counts the torn ones', async () => {
    const { transcripts, write, log } = makeHome();
    const noise = ['', '{', 'null', '[]', '"usage"', '{"usage":"assistant"', '\u0000\u0000', '{}'];
    write(
      SESSION,
      lines(...noise, answer('msg_1'), '{"type":"assistant","usage"', answer('msg_2')),
    );
    expect((await readOn(transcripts)).messages).toHaveLength(2);
    expect(log.events).toEqual([
      {
        event: 'transcripts-read',
        fields: { files: 1, messages: 2, limits: 0, badLines: 2, longLines: 0 },
      },
    ]);
  });

  it('A36 reads deep nesting, a byte order mark, CRLF and runs of NUL', async () => {
    const { transcripts, write } = makeHome();
    const deep = `{"type":"assistant","x":${'['.repeat(100_000)}${']'.repeat(100_000)},"usage":1}`;
    const text = [
      `\ufeff${JSON.stringify(answer('msg_1'))}`,
      deep,
      `\u0000\u0000\u0000${JSON.stringify(answer('msg_2'))}`,
      `${JSON.stringify(answer('msg_3'))}\u0000`,
      '',
    ].join('\r\n');
    write(SESSION, text);
    expect((await readOn(transcripts)).messages).toHaveLength(3);
  });

  it('may be done twice at a time', async () => {
    const { transcripts, write } = makeHome();
    write(SESSION, lines(...many(3_000, 'a')));
    const [one, other] = await Promise.all([readOn(transcripts), readOn(transcripts)]);
    expect(one.messages).toHaveLength(3_000);
    expect(other.messages).toEqual(one.messages);
  });

  it('never writes to a transcript', async () => {
    const { transcripts, write } = makeHome();
    const path = write(SESSION, lines(answer('msg_1')));
    const before = readFileSync(path);
    await readOn(transcripts);
    expect(readFileSync(path)).toEqual(before);
  });
});
