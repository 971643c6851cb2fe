import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test as base, expect, type TestInfo } from '@playwright/test';
import { runCommand } from '../../scripts/command.mjs';
import { createSimulator, type Simulator } from '../../src-main/demo/simulator.js';
import { launchApp, type RunningApp, repoFolder } from './app.js';
import { type DesktopSession, startDesktopSession } from './session.mjs';
import { filesWithKey, formsOfKeyIn, TEST_KEY } from './test-key.js';

export { expect };

type SessionOptions = NonNullable<Parameters<typeof startDesktopSession>[0]>;

/** A Friday afternoon, two days before the weekly reset: every figure is known and not zero. */
export const FRIDAY = Date.parse('2026-11-20T14:30:00Z');
const CLI_LIMIT_MS = 30_000;

export interface LogLine {
  readonly event: string;
  readonly [field: string]: unknown;
}

export interface Desktop {
  readonly session: DesktopSession;
  /** The session's, plus where our API and data are. */
  readonly env: Record<string, string>;
  readonly dataDirectory: string;
  readonly simulator: Simulator;
  /** Nobody listens there any more. */
  stopApi(): Promise<void>;
  /** The same organization again at the same address. */
  restartApi(): Promise<void>;
  /** The fixed time of the simulator and of what is started from now on. */
  setNow(instant: number): void;
  /** Starts the app; it is ended with the test. */
  start(args?: readonly string[], extraEnv?: Record<string, string>): Promise<RunningApp>;
  /** Saves the test key into the keychain and the connection beside it, by the command line. */
  connect(): Promise<void>;
  /** Fetches by the command line with the key from its environment: no keychain is asked. */
  syncWithGivenKey(...words: readonly string[]): Promise<void>;
  /** Runs the command line on the same data, with `--json`. */
  cli<T>(...words: readonly string[]): Promise<T>;
  log(): readonly LogLine[];
}

interface Options {
  sessionOptions: SessionOptions;
  /** `real`: nobody freezes the time. */
  clock: 'fixed' | 'real';
  /** How many errors that nobody caught the test makes itself. */
  ownBugs: number;
  desktop: Desktop;
}

/** One desktop and one API for each test; afterwards no bug in the log and the key nowhere. */
export const test = base.extend<Options>({
  sessionOptions: [{}, { option: true }],
  clock: ['fixed', { option: true }],
  ownBugs: [0, { option: true }],
  desktop: async ({ sessionOptions, clock, ownBugs }, use, testInfo) => {
    const session = await startDesktopSession(sessionOptions);
    let now = FRIDAY;
    const startApi = (port: number) =>
      createSimulator({
        port,
        adminKeys: [TEST_KEY],
        ...(clock === 'fixed' && { now: () => now }),
      });
    let simulator = await startApi(0);
    const dataDirectory = path.join(session.home, 'Tidemark data');
    const env: Record<string, string> = {
      ...session.env,
      TIDEMARK_API_BASE_URL: simulator.url,
      TIDEMARK_DATA_DIR: dataDirectory,
    };
    const setNow = (instant: number) => {
      now = instant;
      if (clock === 'fixed') env.TIDEMARK_NOW = new Date(now).toISOString();
    };
    setNow(now);
    const apps: RunningApp[] = [];

    async function runCli(
      words: readonly string[],
      { input, extraEnv = {} }: { input?: string; extraEnv?: Record<string, string> } = {},
    ): Promise<string> {
      const script = path.join(repoFolder, 'dist/cli/cli.cjs');
      const result = await runCommand(process.execPath, [script, ...words, '--json'], {
        env: { ...env, ...extraEnv },
        timeoutMs: CLI_LIMIT_MS,
        ...(input !== undefined && { input }),
      });
      if (result.code !== 0) throw new Error(`tidemark ${words[0]}: ${result.stderr}`);
      return result.stdout;
    }

    try {
      await use({
        session,
        env,
        dataDirectory,
        get simulator() {
          return simulator;
        },
        stopApi: () => simulator.stop(),
        async restartApi() {
          simulator = await startApi(simulator.port);
        },
        setNow,
        async start(args = [], extraEnv = {}) {
          const app = await launchApp({ ...env, ...extraEnv }, args);
          apps.push(app);
          return app;
        },
        connect: async () => {
          await runCli(['connect'], { input: `${TEST_KEY}\n` });
        },
        // The caller names the type of what this command prints.
        cli: async <T>(...words: readonly string[]) => JSON.parse(await runCli(words)) as T,
        syncWithGivenKey: async (...words) => {
          await runCli(['sync', ...words], { extraEnv: { ANTHROPIC_ADMIN_KEY: TEST_KEY } });
        },
        log: () => readLog(dataDirectory),
      });
      if (testInfo.status !== testInfo.expectedStatus) {
        await keepTraces(testInfo, { session, apps, log: readLog(dataDirectory) });
      }
      for (const app of apps) await app.close();
      const bugs = readLog(dataDirectory).filter(({ event }) => event === 'bug');
      if (bugs.length !== ownBugs) expect(bugs).toEqual([]);
      expectCleanEnd(session, apps);
    } finally {
      for (const app of apps) await app.kill();
      await simulator.stop();
      await session.stop();
    }
  },
});

interface Traces {
  readonly session: DesktopSession;
  readonly apps: readonly RunningApp[];
  readonly log: readonly LogLine[];
}

/** What was on the screen, what the apps said and how they stood when a test failed. */
async function keepTraces(testInfo: TestInfo, { session, apps, log }: Traces): Promise<void> {
  const screen = testInfo.outputPath('screen.png');
  await runCommand('scrot', ['--overwrite', screen], { env: session.env });
  await testInfo.attach('screen', { path: screen, contentType: 'image/png' });
  const told = [
    ...apps.map((app) => `${app.state()}\n${app.output()}`),
    ...log.map((line) => JSON.stringify(line)),
  ];
  await testInfo.attach('told', { body: told.join('\n'), contentType: 'text/plain' });
}

/** W11 holds for every test, and nothing of P9 was written past the log. */
function expectCleanEnd({ home, runtimeDir }: DesktopSession, apps: readonly RunningApp[]): void {
  for (const app of apps) {
    expect(app.output()).not.toMatch(/UnhandledPromiseRejection|Uncaught/);
    expect(formsOfKeyIn(app.output())).toEqual([]);
  }
  expect([...filesWithKey(home), ...filesWithKey(runtimeDir)]).toEqual([]);
}

function readLog(dataDirectory: string): readonly LogLine[] {
  const files = ['', 'demo'].map((folder) =>
    path.join(dataDirectory, folder, 'logs', 'tidemark.log'),
  );
  return files
    .filter((file) => existsSync(file))
    .flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'))
    .filter((line) => line !== '')
    .map((line): LogLine => JSON.parse(line));
}
