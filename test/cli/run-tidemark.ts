import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { Simulator, SimulatorOptions } from '../../src-main/demo/simulator.js';
import { createSimulator } from '../../src-main/demo/simulator.js';
import { buildOnce, root } from './build-once.js';

export const NOW_TEXT = '2026-11-21T20:17:05Z';
export const NOW = Date.parse(NOW_TEXT);
/** A marked fake; every test of secrecy scans for it. */
export const ADMIN_KEY = 'sk-ant-admin01-MARKED-FAKE-KEY-of-the-command-line-tests-Zq9X';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly tookMs: number;
}

export interface RunOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The command line as a whole process, without a display, a session bus or a home of ours. */
export function runTidemark(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const begun = performance.now();
  const child = spawn(process.execPath, [join(root, 'bin/tidemark.mjs'), ...args], {
    env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent', TZ: 'UTC', ...options.env },
    stdio: 'pipe',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  // A command that reads no input may end first.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, stdout, stderr, tookMs: performance.now() - begun }),
    );
  });
}

const simulators: Simulator[] = [];
const folders: string[] = [];

/** Called once in a test file: builds before it, and clears simulators and folders away. */
export function cleanUpAfter(which: 'each' | 'all'): void {
  beforeAll(buildOnce, 180_000);
  (which === 'each' ? afterEach : afterAll)(async () => {
    await Promise.all(simulators.splice(0).map((simulator) => simulator.stop()));
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
}

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await createSimulator({ now: () => NOW, adminKeys: [ADMIN_KEY], ...options });
  simulators.push(simulator);
  return simulator;
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-cli-'));
  folders.push(folder);
  return folder;
}

/** Environment of a run against a simulator with its own data folder. */
export const setting = (simulator: Simulator, folder: string, more: RunOptions['env'] = {}) => ({
  env: {
    ANTHROPIC_ADMIN_KEY: ADMIN_KEY,
    TIDEMARK_API_BASE_URL: simulator.url,
    TIDEMARK_DATA_DIR: folder,
    TIDEMARK_NOW: NOW_TEXT,
    ...more,
  },
});
