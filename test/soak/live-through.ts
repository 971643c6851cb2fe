import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { bundle } from './bundle.js';
import { type Entry, readJournal } from './journal.js';
import type { SoakPlan } from './plan-troubles.js';
import { createClockFile } from './shared-clock.js';
import type { OrganizationReady, StartArguments } from './start.js';

export interface Soaked {
  readonly journal: readonly Entry[];
  readonly requestsByDay: readonly number[];
  /** Answers still, at the last moment of the soak. */
  readonly url: string;
  readonly historyFile: string;
  stop(): void;
}

/** Lives through the plan: one organization, and the app as often as it is killed. */
export async function liveThrough(plan: SoakPlan, folder: string): Promise<Soaked> {
  const dataDirectory = join(folder, 'data');
  mkdirSync(dataDirectory);
  const clockFile = join(folder, 'clock');
  const journalFile = join(folder, 'journal.jsonl');
  const clock = createClockFile(clockFile, plan.from);
  const files = { app: await bundle('app'), organization: await bundle('organization') };
  const start = (file: string, organization: OrganizationReady | null) =>
    startProcess(file, folder, {
      ...plan,
      clockFile,
      dataDirectory,
      journalFile,
      organization,
    });

  const outside = start(files.organization, null);
  try {
    // The first message of organization.ts.
    const [ready] = (await once(outside, 'message')) as [OrganizationReady];
    for (;;) {
      const app = start(files.app, ready);
      const [code, signal] = await once(app, 'exit');
      if (code === 0) break;
      if (signal !== 'SIGKILL') throw new Error(`the app ended with ${code ?? signal}`);
    }
    outside.send('count');
    // Its second message.
    const [counts] = (await once(outside, 'message')) as [readonly number[]];
    const name = readdirSync(dataDirectory).find((file) => /^history-.*\.sqlite3$/.test(file));
    if (clock.now() !== plan.to || !name) throw new Error('the soak has not reached its end');
    return {
      journal: readJournal(journalFile),
      requestsByDay: counts.map((count, day) => count - (counts[day - 1] ?? 0)),
      url: ready.url,
      historyFile: join(dataDirectory, name),
      stop: () => outside.disconnect(),
    };
  } catch (error) {
    outside.disconnect();
    throw error;
  }
}

/**
 * In the quiet minutes between two syncs V8 gives the space of young objects back. Invented time
 * leaves those minutes out, so the space is kept small: what is left can only grow by being held.
 */
const SMALL_YOUNG_SPACE = '--max-semi-space-size=2';

/** Ends with this one, whatever becomes of it. TIDEMARK_SOAK_NODE adds options, such as --cpu-prof. */
function startProcess(file: string, folder: string, start: StartArguments): ChildProcess {
  return fork(file, [JSON.stringify(start)], {
    cwd: folder,
    // One pool of memory, as Electron has; glibc keeps one for each thread.
    env: { PATH: process.env.PATH ?? '', HOME: folder, TZ: 'UTC', MALLOC_ARENA_MAX: '1' },
    execArgv: [
      '--expose-gc',
      SMALL_YOUNG_SPACE,
      ...(process.env.TIDEMARK_SOAK_NODE ?? '').split(' ').filter(Boolean),
    ],
  });
}
