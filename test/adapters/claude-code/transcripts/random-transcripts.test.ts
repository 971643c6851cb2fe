import { appendFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTranscripts } from '../../../../src-main/adapters/claude-code/transcripts/transcripts.js';
import type { TranscriptPiece } from '../../../../src-main/core/limits/limit-ports.js';
import {
  answer,
  errorRow,
  keep,
  lines,
  makeHome,
  many,
  noCancel,
  readOn,
  SESSION,
} from './transcript-home.js';

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
