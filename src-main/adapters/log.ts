import { appendFileSync, chmodSync, existsSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Log } from '../core/ports.js';
import { makeFolder } from './make-folder.js';
import type { Redactor } from './redactor.js';

const MAX_BYTES = 1024 * 1024;
const MAX_VALUE_LENGTH = 300;

/** One JSON line for each event, in a file of at most 1 MB and its predecessor. */
export function createLog(path: string, redactor: Redactor, now: () => number): Log {
  const write = (level: string, event: string, fields: Readonly<Record<string, unknown>> = {}) => {
    try {
      const line = JSON.stringify({
        at: new Date(now()).toISOString(),
        level,
        event,
        ...Object.fromEntries(
          Object.entries(fields).map(([name, value]) => [name, shorten(value)]),
        ),
      });
      rotate(path);
      appendFileSync(path, `${redactor.redact(line)}\n`, { mode: 0o600 });
    } catch {
      // A log that cannot be written must not stop the figures.
    }
  };
  return {
    info: (event, fields) => write('info', event, fields),
    warn: (event, fields) => write('warn', event, fields),
  };
}

const shorten = (value: unknown) =>
  typeof value === 'string' ? value.slice(0, MAX_VALUE_LENGTH) : value;

function rotate(path: string): void {
  makeFolder(dirname(path));
  if (!existsSync(path) || statSync(path).size < MAX_BYTES) return;
  renameSync(path, `${path}.1`);
  chmodSync(`${path}.1`, 0o600);
}
