import { type Failure, noteFailure, retryAtOf } from '../shared/failure.js';
import { formatInstant } from '../shared/format.js';
import { EXIT, exitCodeOf } from './exit-code.js';

/** Where a command writes; standard error stays short off a terminal. */
export interface Terminal {
  print(text: string): void;
  printJson(value: unknown): void;
  /** One sentence on standard error, and as JSON on standard output where that was asked for. */
  fail(failure: Failure, isJson: boolean): number;
  note(text: string): void;
  progress(done: number, total: number): void;
  endProgress(): void;
}

const BAR_WIDTH = 24;

/** What goes to standard error, and each failure, is cleared of keys by `redact`. */
export function createTerminal(redact: (text: string) => string): Terminal {
  const note = (text: string) => process.stderr.write(`${redact(text)}\n`);
  let isOutputLost = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads has enough, as `head` does: that is no fault of ours.
    if (error.code === 'EPIPE') process.exit(EXIT.fine);
    if (!isOutputLost) note('tidemark: The output could not be written.');
    isOutputLost = true;
  });
  // What is at work may end first.
  process.on('exit', () => {
    if (isOutputLost) process.exitCode = EXIT.storage;
  });
  // Nothing is left to tell it to; the exit code still says how it ended.
  process.stderr.on('error', () => undefined);
  let isBarShown = false;
  const printJson = (value: unknown) => process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  return {
    print: (text) => process.stdout.write(`${text}\n`),
    printJson,
    note,
    fail(failure, isJson) {
      const message = redact(failureSentence(failure));
      note(`tidemark: ${message}`);
      if (isJson) printJson({ error: { kind: failure.kind, message } });
      return exitCodeOf(failure);
    },
    progress(done, total) {
      if (!process.stderr.isTTY) return;
      const filled = total === 0 ? BAR_WIDTH : Math.round((done / total) * BAR_WIDTH);
      const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
      process.stderr.write(`\r${bar} ${done} of ${total}`);
      isBarShown = true;
    },
    endProgress() {
      if (isBarShown) process.stderr.write('\r\u001b[K');
      isBarShown = false;
    },
  };
}

export function failureSentence(failure: Failure): string {
  if (failure.kind === 'invalid-input') return failure.detail;
  const { title, body } = noteFailure(failure, 0);
  const retryAt = retryAtOf(failure);
  const until = retryAt === null ? '' : ` Try again after ${formatInstant(retryAt)}.`;
  const instead =
    failure.kind === 'keychain-absent'
      ? ' Without a keychain, give the key in ANTHROPIC_ADMIN_KEY.'
      : '';
  return `${title}. ${body}${until}${instead}`;
}
