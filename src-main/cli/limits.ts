import { createReadStream } from 'node:fs';
import { MOST_EVIDENCE_BYTES } from '../shared/evidence.js';
import { requestSchemas } from '../shared/ipc-contract.js';
import type { NewEvidence } from '../shared/limits.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { CommandParts } from './command-parts.js';
import { EXIT } from './exit-code.js';
import type { LimitCommand } from './limit-words.js';
import { limitsJson } from './limits-json.js';
import { limitsText, windowLines } from './limits-text.js';
import type { Terminal } from './terminal.js';

/** What was learned, what it was learned from, and what a person adds to it. */
export async function limits(
  parts: CommandParts,
  terminal: Terminal,
  asked: LimitCommand,
  isJson: boolean,
): Promise<number> {
  switch (asked.kind) {
    case 'show':
      return show(parts, terminal, isJson);
    case 'export':
      return exportEvidence(parts, terminal, isJson);
    case 'import':
      return importEvidence(parts, terminal, asked.file, isJson);
    case 'add': {
      const meter = asked.meter ?? parts.tidemark.readSettings().weekMeter;
      const said = requestSchemas['evidence:add'].safeParse({ ...asked.said, meter });
      return said.success
        ? add(parts, terminal, said.data, isJson)
        : terminal.fail({ kind: 'invalid-input', detail: NO_SUCH_TIME }, isJson);
    }
  }
}

/** All else of what was said is of its own type already. */
const NO_SUCH_TIME = '--at and --resets are times between 1970 and 2100.';

async function show({ tidemark, now }: CommandParts, terminal: Terminal, isJson: boolean) {
  const [known, published] = [await tidemark.readLimits(), tidemark.readPublishedLimits()];
  if (!known.ok) return terminal.fail(known.failure, isJson);
  if (!published.ok) return terminal.fail(published.failure, isJson);
  if (isJson) terminal.printJson(limitsJson(known.value, published.value, now()));
  else terminal.print(limitsText(known.value, now(), tidemark.readSnapshot().timeZone));
  return EXIT.fine;
}

/** JSONL whether --json was said or not: a record a line. */
function exportEvidence({ tidemark }: CommandParts, terminal: Terminal, isJson: boolean) {
  const lines = tidemark.exportEvidence();
  if (!lines.ok) return terminal.fail(lines.failure, isJson);
  process.stdout.write(lines.value);
  return EXIT.fine;
}

async function importEvidence(
  parts: CommandParts,
  terminal: Terminal,
  file: string,
  isJson: boolean,
) {
  const text = await readEvidence(file);
  const done = text.ok ? await parts.tidemark.importEvidence(text.value) : text;
  if (!done.ok) return terminal.fail(done.failure, isJson);
  const { added, known, warnings } = done.value;
  const [first] = warnings;
  if (first !== undefined && added + known === 0) {
    const detail = `That is no file of evidence: ${first}.`;
    return terminal.fail({ kind: 'invalid-input', detail }, isJson);
  }
  for (const warning of warnings.slice(0, MOST_WARNINGS)) terminal.note(`tidemark: ${warning}`);
  const before = `${added} record${added === 1 ? '' : 's'} added, ${known} known already.`;
  return tellLearned(parts, terminal, { added, known, warnings }, before, isJson);
}

/** Standard error stays short. */
const MOST_WARNINGS = 3;

/** Never more than that is held: a device or a pipe may have no end. */
async function readEvidence(file: string): Promise<Result<string>> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    const stream = file === '-' ? process.stdin : createReadStream(file);
    for await (const piece of stream) {
      // Neither stream has an encoding: its pieces are bytes.
      pieces.push(piece as Buffer);
      length += pieces.at(-1)?.length ?? 0;
      if (length <= MOST_EVIDENCE_BYTES) continue;
      stream.destroy();
      return failed({ kind: 'invalid-input', detail: 'That is too much for a file of evidence.' });
    }
    return ok(Buffer.concat(pieces).toString('utf8'));
  } catch {
    return failed({ kind: 'invalid-input', detail: 'The file of evidence cannot be read.' });
  }
}

async function add(parts: CommandParts, terminal: Terminal, said: NewEvidence, isJson: boolean) {
  const added = parts.tidemark.addEvidence(said);
  if (!added.ok) return terminal.fail(added.failure, isJson);
  return tellLearned(parts, terminal, { added: 1 }, 'Noted.', isJson);
}

/** What is known now that all of it was learned from. */
async function tellLearned(
  parts: CommandParts,
  terminal: Terminal,
  outcome: object,
  before: string,
  isJson: boolean,
) {
  const { tidemark, now } = parts;
  await tidemark.learnedLimits();
  const known = await tidemark.readLimits();
  if (!known.ok) return terminal.fail(known.failure, isJson);
  if (isJson) {
    const { windows } = limitsJson(known.value, [], now());
    terminal.printJson({ schema: 1, ...outcome, windows });
    return EXIT.fine;
  }
  const { timeZone } = tidemark.readSnapshot();
  const lines = windowLines(known.value.windows, now(), timeZone);
  terminal.print([before, ...lines].join('\n'));
  return EXIT.fine;
}
