import {
  appendFileSync,
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTranscripts } from '../../../../src-main/adapters/claude-code/transcripts/transcripts.js';
import type { TranscriptPiece } from '../../../../src-main/core/limits/limit-ports.js';
import { answer, errorRow, keep, lines, makeHome, readOn, SESSION } from './transcript-home.js';

const noCancel = () => new AbortController().signal;
const ids = (held: { readonly messages: readonly { readonly id: string }[] }) =>
  held.messages.map(({ id }) => id);

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
        event: 'transcripts: read',
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
    expect(log.events.map(({ event }) => event)).toEqual(['transcripts: read']);
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

describe('whatever a file goes through', () => {
  const rows = fc.array(
    fc.oneof(
      fc
        .integer({ min: 0, max: 8 })
        .chain((id) =>
          fc
            .integer({ min: 1, max: 500 })
            .map((output_tokens) =>
              JSON.stringify(answer(`msg_${id}`, { output_tokens }, { note: 'ü🌙\u2028' })),
            ),
        ),
      fc.constant(JSON.stringify(errorRow("You've hit your weekly limit"))),
      fc.constant(JSON.stringify(errorRow("You've hit your lunar limit"))),
      fc.constantFrom('', '{', '\u0000\u0000', '{"type":"user"}', '}'),
    ),
    { maxLength: 30 },
  );

  it('appending the same bytes in any parts gives the same as one read', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.array(fc.nat(20_000), { maxLength: 8 }),
        fc.constantFrom('\n', '\r\n'),
        async (given, cuts, end) => {
          const bytes = Buffer.from(given.map((row) => row + end).join(''));
          const { transcripts, write, log, home } = makeHome();
          const path = write(SESSION, '');
          let held = keep([]);
          let from = 0;
          for (const cut of [...cuts.map((at) => at % (bytes.length + 1)), bytes.length].sort(
            (a, b) => a - b,
          )) {
            appendFileSync(path, bytes.subarray(from, cut));
            from = cut;
            held = await readOn(transcripts, held);
          }
          const fresh = createTranscripts({ env: {}, home, log });
          const once = await readOn(fresh);
          expect(sorted(held.messages)).toEqual(sorted(once.messages));
          expect(sorted(held.limits)).toEqual(sorted(once.limits));
          expect(sorted(held.unknown)).toEqual(sorted(once.unknown));
          expect(held.marks.map(({ offset }) => offset)).toEqual(
            once.marks.map(({ offset }) => offset),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('P3 stopping after any piece and reading on from the saved marks loses nothing', async () => {
    const { transcripts, write } = makeHome();
    for (const name of ['a', 'b', 'c']) {
      write(`.claude/projects/p/${name}.jsonl`, lines(...many(2_700, name)));
    }
    const undisturbed = await readOn(transcripts);
    for (let stop = 1; stop <= undisturbed.pieces.length; stop += 1) {
      const saved: TranscriptPiece[] = [];
      for await (const piece of transcripts.read([], noCancel())) {
        saved.push(piece);
        if (saved.length === stop) break;
      }
      const held = await readOn(transcripts, keep(saved));
      expect(sorted(held.messages)).toEqual(sorted(undisturbed.messages));
      expect(sorted(held.marks, 'file')).toEqual(sorted(undisturbed.marks, 'file'));
    }
  });

  const sorted = <Item extends object>(items: readonly Item[], name = 'id') =>
    [...items].sort((a, b) =>
      String(Reflect.get(a, name)) < String(Reflect.get(b, name)) ? -1 : 1,
    );
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

function many(count: number, prefix: string) {
  return Array.from({ length: count }, (_, index) => answer(`msg_${prefix}${index}`));
}
