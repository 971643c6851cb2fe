import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import packageFile from '../../package.json' with { type: 'json' };
import { electronProgram, repoFolder } from './app.js';

const MAIN = 'begin.cjs';

/** The built app in a folder of its own under a home, begun by this code. */
export function installIn(home: string, code: string): string {
  const folder = path.join(home, 'installed');
  for (const name of ['dist', 'assets']) {
    cpSync(path.join(repoFolder, name), path.join(folder, name), { recursive: true });
  }
  symlinkSync(path.join(repoFolder, 'node_modules'), path.join(folder, 'node_modules'));
  writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ ...packageFile, main: MAIN }));
  writeFileSync(path.join(folder, MAIN), `${code}\nrequire('./dist/main/main.cjs');\n`);
  return folder;
}

/** An app that nobody looks into: Playwright switches parts of Chromium off. */
export interface PlainApp {
  readonly pid: number;
  /** Its exit code, once it has ended by itself or by a signal it heeds. */
  ended(): Promise<number | null>;
  kill(): void;
}

/** `before`: a program that becomes the app, and its words. */
export function startPlainApp(
  words: readonly string[],
  { env, before = [] }: { env: Record<string, string>; before?: readonly string[] },
): PlainApp {
  const [program = '', ...rest] = [...before, electronProgram(), '--no-sandbox', ...words];
  const child: ChildProcess = spawn(program, rest, { env, stdio: 'ignore' });
  const end = once(child, 'exit');
  return {
    pid: Number(child.pid),
    async ended() {
      await end;
      return child.exitCode;
    },
    kill: () => child.kill('SIGKILL'),
  };
}
