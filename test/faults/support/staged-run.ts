import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../cli/build-once.js';
import { ADMIN_KEY, NOW_TEXT } from '../../cli/run-tidemark.js';
import type { Place } from './place.js';

export interface Stop {
  readonly stage: string;
  readonly passage: number;
  /** SIGKILL when left out. */
  readonly signal?: NodeJS.Signals;
  /** In place of a signal: the file operation of this stage fails so. */
  readonly error?: 'EIO' | 'ENOSPC';
}

export interface StagedRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The stages that were passed, in order. */
  readonly stages: readonly string[];
}

export interface RunRequest {
  /** The command line's words, or those of drive-parts.ts. */
  readonly words: (place: Place) => readonly string[];
  readonly driver?: string;
  readonly input?: string;
  readonly url: string;
  /** The key comes from the keychain, not from the environment. */
  readonly usesKeychain?: boolean;
  readonly isKeychainWaiting?: boolean;
}

export interface StagedOptions {
  readonly killAt?: Stop;
  /** The history is copied here after each commit. */
  readonly copies?: string | undefined;
}

/** A whole process that tells its stages, and is killed at one of them if that is asked for. */
export function runStaged(
  { words, driver, input = '', url, usesKeychain = false, isKeychainWaiting = false }: RunRequest,
  place: Place,
  { killAt, copies }: StagedOptions = {},
): Promise<StagedRun> {
  const journal = join(place.base, `journal-${Math.random()}`);
  if (copies) mkdirSync(copies, { recursive: true });
  const plan = {
    dataFolder: place.dataFolder,
    keychain: usesKeychain ? place.keychain : null,
    isKeychainWaiting,
    journal,
    killAt,
    copies,
  };
  const script = driver ?? join(root, 'bin/tidemark.mjs');
  const preload = join(import.meta.dirname, 'at-stage.cjs');
  const child = spawn(process.execPath, ['--require', preload, script, ...words(place)], {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: '/nonexistent',
      TZ: 'UTC',
      TIDEMARK_NOW: NOW_TEXT,
      TIDEMARK_DATA_DIR: place.dataFolder,
      TIDEMARK_API_BASE_URL: url,
      TIDEMARK_TEST_PLAN: JSON.stringify(plan),
      ...(usesKeychain ? {} : { ANTHROPIC_ADMIN_KEY: ADMIN_KEY }),
    },
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
  // A killed process may never have read it.
  child.stdin.on('error', () => undefined).end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const lines = existsSync(journal) ? readFileSync(journal, 'utf8').split('\n') : [];
      resolve({ code, signal, stdout, stderr, stages: lines.filter((line) => line !== '') });
    });
  });
}
