import type { Log } from '../core/ports.js';
import { describeBug } from '../shared/describe-bug.js';
import { EXIT } from './exit-code.js';
import type { Terminal } from './terminal.js';

const SENTENCE = 'Something unexpected happened; what was stored is untouched.';

/** A mistake of ours: logged as the app logs it, and told in one sentence. */
export function tellBug(error: unknown, log: Log, terminal: Terminal, isJson: boolean): number {
  log.warn('bug', { message: describeBug(error) });
  terminal.note(`tidemark: ${SENTENCE}`);
  if (isJson) terminal.printJson({ error: { kind: 'unexpected', message: SENTENCE } });
  return EXIT.storage;
}
