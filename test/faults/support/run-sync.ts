import { join } from 'node:path';
import { createGivenKey } from '../../../src-main/adapters/given-key.js';
import { sync } from '../../../src-main/cli/commands.js';
import { exitCodeOf } from '../../../src-main/cli/exit-code.js';
import { failureSentence, type Terminal } from '../../../src-main/cli/terminal.js';
import type { AdminKeyStore } from '../../../src-main/core/ports.js';
import { createLiveParts, type LiveParts } from '../../../src-main/live-parts.js';
import { ADMIN_KEY, NOW } from '../../cli/run-tidemark.js';

export interface Ended {
  readonly code: number;
  readonly said: string;
}

export interface Command {
  readonly dataFolder: string;
  readonly url: string;
  readonly keys?: AdminKeyStore;
  readonly work?: (parts: LiveParts, terminal: Terminal) => Promise<number>;
}

const syncIt = (parts: LiveParts, terminal: Terminal) => sync(parts, terminal, false);

/** The command line's sync in this process; what it throws is a mistake, and thrown on. */
export async function runCommand({
  dataFolder,
  url,
  keys = createGivenKey(ADMIN_KEY),
  work = syncIt,
}: Command): Promise<Ended> {
  const said: string[] = [];
  const parts = createLiveParts({
    dataDirectory: join(dataFolder),
    baseUrl: url,
    mode: 'live',
    keys,
    clock: { now: () => NOW, timeZone: () => 'UTC' },
    correctsClock: false,
    since: NOW,
  });
  try {
    const code = await work(parts, terminalInto(said));
    return { code, said: said.join('\n') };
  } finally {
    await parts.close();
  }
}

const terminalInto = (said: string[]): Terminal => ({
  print: () => undefined,
  printJson: () => undefined,
  note: (text) => void said.push(text),
  fail(failure) {
    said.push(`tidemark: ${failureSentence(failure)}`);
    return exitCodeOf(failure);
  },
  progress: () => undefined,
  endProgress: () => undefined,
});
