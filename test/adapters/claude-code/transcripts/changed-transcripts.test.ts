import {
  appendFileSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
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

const ids = (held: { readonly messages: readonly { readonly id: string }[] }) =>
  held.messages.map(({ id }) => id);

describe('a last line without its end', () => {
  it('is left for the next time while it is torn', async () => {
    const { transcripts, write } = makeHome();
    const whole = JSON.stringify(answer('msg_2'));
    const path = write(SESSION, `${lines(answer('msg_1'))}${whole.slice(0, 200)}`);
    const first = await readOn(transcripts);
    expect(first.messages).toHaveLength(1);
    appendFileSync(path, `${whole.slice(200)}\n`);
    expect((await readOn(transcripts, first)).messages).toHaveLength(2);
  });

  it('is left alone when only a brace seems to end it', async () => {
    const { transcripts, write, log } = makeHome();
    const whole = JSON.stringify(answer('msg_2'));
    const brace = whole.indexOf('}') + 1;
    const path = write(SESSION, whole.slice(0, brace));
    const first = await readOn(transcripts);
    expect(first.marks).toEqual([]);
    appendFileSync(path, `${whole.slice(brace)}\n`);
    expect((await readOn(transcripts, first)).messages).toHaveLength(1);
    expect(log.events.at(-1)?.fields).toMatchObject({ badLines: 0 });
  });

  it('is taken when it is whole, and not again when its end comes', async () => {
    const { transcripts, write } = makeHome();
    const path = write(SESSION, JSON.stringify(answer('msg_1')));
    const first = await readOn(transcripts);
    expect(first.messages).toHaveLength(1);
    appendFileSync(path, `\n${lines(answer('msg_2'))}`);
    const second = await readOn(transcripts, first);
    expect(second.pieces.flatMap((piece) => piece.messages)).toHaveLength(1);
  });

  it('may be torn inside a character', async () => {
    const { transcripts, write } = makeHome();
    const bytes = Buffer.from(lines(answer('msg_1', {}, { note: 'ü🌙' })));
    const middle = bytes.indexOf(Buffer.from('🌙')) + 2;
    const path = write(SESSION, bytes.subarray(0, middle));
    const first = await readOn(transcripts);
    expect(first.messages).toEqual([]);
    appendFileSync(path, bytes.subarray(middle));
    expect((await readOn(transcripts, first)).messages).toHaveLength(1);
  });
});

describe('a file that changed', () => {
  it.each<[string, (path: string) => void]>([
    [
      'was written anew and is longer',
      (path) =>
        writeFileSync(
          path,
          lines(answer('new_1', {}, { cwd: '/other' }), answer('new_2'), answer('new_3')),
        ),
    ],
    [
      'was cut and is shorter',
      (path) => writeFileSync(path, lines(answer('new_1', {}, { cwd: '/other' }))),
    ],
    [
      'was replaced by another of the same size',
      (path) => {
        writeFileSync(`${path}.tmp`, lines(answer('new_1'), answer('new_2')));
        renameSync(`${path}.tmp`, path);
      },
    ],
    [
      'went and came back',
      (path) => {
        rmSync(path);
        writeFileSync(path, lines(answer('new_1')));
      },
    ],
  ])('is read from its beginning when it %s', async (_, change) => {
    const { transcripts, write } = makeHome();
    const path = write(SESSION, lines(answer('old_1'), answer('old_2')));
    const first = await readOn(transcripts);
    change(path);
    const second = await readOn(transcripts, first);
    const fresh = await readOn(makeHomeWith(path));
    expect(ids(second)).toEqual(expect.arrayContaining(ids(fresh)));
    expect(ids(fresh).length).toBeGreaterThan(0);
    expect((await readOn(transcripts, second)).pieces).toEqual([]);
  });

  const makeHomeWith = (path: string) => {
    const home = makeHome();
    home.write(SESSION, readFileSync(path));
    return home.transcripts;
  };

  it('is read again when only its middle was written anew and it grew', async () => {
    const { transcripts, write } = makeHome();
    const rows = Array.from({ length: 20 }, (_, index) => answer(`msg_${index}`));
    const path = write(SESSION, lines(...rows));
    const first = await readOn(transcripts);
    const last = answer('msg_20');
    writeFileSync(path, lines(...rows.slice(0, 18), answer('msg_aa'), answer('msg_bb'), last));
    expect(ids(await readOn(transcripts, first))).toHaveLength(23);
  });

  it('is read again when another took its place that begins and ends alike', async () => {
    const { transcripts, write } = makeHome();
    const [head, tail] = [many(5, 'head'), many(5, 'tail')];
    const path = write(SESSION, lines(...head, answer('msg_old'), ...tail));
    const first = await readOn(transcripts);
    writeFileSync(`${path}.tmp`, lines(...head, answer('msg_new'), ...tail));
    renameSync(`${path}.tmp`, path);
    expect(ids(await readOn(transcripts, first))).toHaveLength(12);
  });

  it('is survived when it vanishes after it was found', async () => {
    const { transcripts, write, log } = makeHome();
    const gone = write('.claude/projects/p/gone.jsonl', lines(...many(2_500, 'a')));
    write('.claude/projects/p/kept.jsonl', lines(...many(2_500, 'b')));
    const found = new Set<string>();
    for await (const piece of transcripts.read([], noCancel())) {
      for (const { id } of piece.messages) found.add(id);
      rmSync(gone, { force: true });
    }
    expect(found.size).toBeGreaterThanOrEqual(2_500);
    expect(log.events.map(({ event }) => event)).toEqual(['transcripts-read']);
  });

  it('is survived when it is cut while it is read', async () => {
    const { transcripts, write } = makeHome();
    const path = write(SESSION, lines(...many(5_000, 'a')));
    const pieces: TranscriptPiece[] = [];
    for await (const piece of transcripts.read([], noCancel())) {
      if (pieces.length === 0) truncateSync(path, 1_000);
      pieces.push(piece);
    }
    writeFileSync(path, lines(...many(10, 'b')));
    const held = await readOn(transcripts, keep(pieces));
    expect(held.pieces.flatMap((piece) => piece.messages)).toHaveLength(10);
  });

  it('is read to the end it had when it grows without end', async () => {
    const { transcripts, write } = makeHome();
    const path = write(SESSION, lines(...many(2_500, 'a')));
    let pieces = 0;
    for await (const _ of transcripts.read([], noCancel())) {
      pieces += 1;
      appendFileSync(path, lines(...many(2_500, `more-${pieces}-`)));
    }
    expect(pieces).toBe(2);
  });
});
