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

export function createTerminal(): Terminal {
  // Whoever reads has enough, as `head` does: that is no fault of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.fine);
    throw error;
  });
  let isBarShown = false;
  const printJson = (value: unknown) => process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  return {
    print: (text) => process.stdout.write(`${text}\n`),
    printJson,
    note: (text) => process.stderr.write(`${text}\n`),
    fail(failure, isJson) {
      const message = failureSentence(failure);
      process.stderr.write(`tidemark: ${message}\n`);
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
