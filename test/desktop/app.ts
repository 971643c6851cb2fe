import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { waitFor } from './wait-for.mjs';

export const repoFolder = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/** The limit of a quit is 3 s; a busy machine may need a moment to notice the end. */
const END_LIMIT_MS = 6_000;

export interface RunningApp {
  readonly electron: ElectronApplication;
  readonly pid: number;
  /** The page of the only window, once it is there. */
  page(): Promise<Page>;
  /** What it has written to standard output and error. */
  output(): string;
  isRunning(): boolean;
  /** "running", or how it ended. */
  state(): string;
  /** Its end by itself: exit code or signal. */
  ended(limitMs?: number): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Asks it to quit, as its menu does, and waits. */
  close(): Promise<void>;
  kill(): Promise<void>;
}

export const electronProgram = (): string => {
  const program = process.env.TIDEMARK_ELECTRON;
  if (!program) throw new Error('TIDEMARK_ELECTRON names no Electron; npm test sets it.');
  return program;
};

/** `--no-sandbox`: a test machine is often root in a container, where Chromium needs it. */
export const appArguments = (args: readonly string[]) => ['--no-sandbox', repoFolder, ...args];

/** Starts the built app in a desktop session. */
export async function launchApp(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<RunningApp> {
  const electron = await _electron.launch({
    executablePath: electronProgram(),
    args: [...appArguments(args)],
    env: { ...env },
  });
  const child = electron.process();
  let written = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => {
      written += text.toString();
    });
  }
  const isRunning = () => child.exitCode === null && child.signalCode === null;

  async function ended(limitMs = END_LIMIT_MS) {
    await waitFor('the app to end', () => !isRunning(), { limitMs });
    return { code: child.exitCode, signal: child.signalCode };
  }

  return {
    electron,
    pid: Number(child.pid),
    page: async () => electron.windows()[0] ?? electron.firstWindow(),
    output: () => written,
    isRunning,
    state: () => (isRunning() ? 'running' : `ended with ${child.exitCode ?? child.signalCode}`),
    ended,
    async close() {
      if (!isRunning()) return;
      // The answer may not come back: the process is ending.
      electron.evaluate(({ app }) => app.quit()).catch(() => undefined);
      await ended();
    },
    async kill() {
      if (!isRunning()) return;
      const end = once(child, 'exit');
      child.kill('SIGKILL');
      await end;
    },
  };
}
