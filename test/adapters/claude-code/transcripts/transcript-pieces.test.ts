import { closeSync, openSync, readdirSync, readlinkSync, writeSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { TranscriptPiece } from '../../../../src-main/core/limits/limit-ports.js';
import {
  answer,
  keep,
  lines,
  makeHome,
  many,
  noCancel,
  readOn,
  SESSION,
} from './transcript-home.js';

describe('a piece', () => {
  it('holds 2,000 messages at most, and its marks cover no more than it holds', async () => {
    const { transcripts, write } = makeHome();
    const content = lines(...many(4_500, 'a'));
    write(SESSION, content);
    const { pieces } = await readOn(transcripts);
    expect(pieces.map((piece) => piece.messages.length)).toEqual([2_000, 2_000, 500]);
    let seen = 0;
    for (const piece of pieces) {
      seen += piece.messages.length;
      const covered = Buffer.from(content).subarray(0, piece.marks[0]?.offset).toString();
      expect(covered.split('\n').length - 1).toBe(seen);
    }
  });

  it('holds several small files', async () => {
    const { transcripts, write } = makeHome();
    for (let index = 0; index < 30; index += 1) {
      write(`.claude/projects/p/${index}.jsonl`, lines(answer(`msg_${index}`)));
    }
    const { pieces } = await readOn(transcripts);
    expect(pieces).toHaveLength(1);
    expect(pieces[0]?.marks).toHaveLength(30);
  });

  it('leaves the event loop free between the bytes', async () => {
    const { transcripts, write } = makeHome();
    const block = lines(...many(1_000, 'a'), { type: 'user', text: 'x'.repeat(3_000_000) });
    write(SESSION, block.repeat(8));
    let turns = 0;
    let isReading = true;
    const turn = () => {
      turns += 1;
      if (isReading) setImmediate(turn);
    };
    setImmediate(turn);
    await readOn(transcripts);
    isReading = false;
    expect(turns).toBeGreaterThan((block.length * 8) / (256 * 1024));
  });

  it('never comes after the reading was cancelled', async () => {
    const { transcripts, write } = makeHome();
    write(SESSION, lines(...many(9_000, 'a')));
    const stop = new AbortController();
    let pieces = 0;
    for await (const _ of transcripts.read([], stop.signal)) {
      pieces += 1;
      stop.abort();
    }
    expect(pieces).toBe(1);
    const before = new AbortController();
    before.abort();
    for await (const _ of transcripts.read([], before.signal)) throw new Error('a piece');
  });

  it('P3 is not missed when the reading was cancelled inside a line that none could hold', async () => {
    const { transcripts, write } = makeHome();
    write(SESSION, lines(answer('msg_1'), `"${'x'.repeat(40_000_000)}"`, answer('msg_2')));
    const stop = new AbortController();
    const pieces: TranscriptPiece[] = [];
    for await (const piece of transcripts.read([], stop.signal)) {
      pieces.push(piece);
      setImmediate(() => stop.abort());
    }
    expect(keep(pieces).messages).toHaveLength(1);
    expect((await readOn(transcripts, keep(pieces))).messages).toHaveLength(2);
  });

  it('leaves no file open when nobody wants more', async () => {
    const { transcripts, write } = makeHome();
    const path = write(SESSION, lines(...many(5_000, 'a')));
    for await (const _ of transcripts.read([], noCancel())) break;
    expect(openFiles()).not.toContain(path);
  });

  const openFiles = () => {
    return readdirSync('/proc/self/fd').flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/self/fd/${fd}`)];
      } catch {
        return [];
      }
    });
  };
});

describe('a line of 20 MB', () => {
  it('is passed without hiding its neighbours, in pieces without a new mark', async () => {
    const { transcripts, write, log } = makeHome();
    const path = write(SESSION, lines(answer('msg_1')));
    const file = openSync(path, 'a');
    const head = JSON.stringify(answer('long')).slice(0, -1);
    writeSync(file, `${head},"text":"`);
    for (let part = 0; part < 20; part += 1) writeSync(file, 'x'.repeat(1024 * 1024));
    writeSync(file, `"}\n${lines(answer('msg_2'))}`);
    closeSync(file);
    const { pieces, messages } = await readOn(transcripts);
    expect(messages).toHaveLength(2);
    expect(pieces.length).toBeGreaterThan(2);
    expect(new Set(pieces.slice(0, -1).flatMap((piece) => piece.marks)).size).toBe(1);
    expect(log.events.at(-1)?.fields).toMatchObject({ longLines: 1 });
  });
});
