import { spawn } from 'node:child_process';
import process from 'node:process';

/**
 * Runs a program to its end and never throws for its exit code.
 * @param {string} program
 * @param {readonly string[]} [args]
 * @param {import('node:child_process').SpawnOptions & { input?: string, timeoutMs?: number }} [options]
 *   `stdio` defaults to captured output; with 'inherit' stdout and stderr come back empty.
 *   A run over `timeoutMs` is ended and reported with code 124, as timeout(1) does.
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export function runCommand(program, args = [], { input, timeoutMs, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      ...options,
    });
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    // A program may end without reading its input; that is its business.
    child.stdin?.on('error', () => {});
    if (input !== undefined) child.stdin?.end(input);
    const timer =
      timeoutMs &&
      setTimeout(() => {
        timedOut = true;
        child.kill('SIGTERM');
        setTimeout(() => child.kill('SIGKILL'), 5000).unref();
      }, timeoutMs);
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: 127, stdout, stderr: stderr + error.message });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code: timedOut ? 124 : (code ?? 1), stdout, stderr });
    });
  });
}

/**
 * The npm client that started us if there is one, else the one on the path.
 * @param {readonly string[]} args
 * @param {Parameters<typeof runCommand>[2]} [options]
 */
export function runNpm(args, options) {
  const client = process.env.npm_execpath;
  if (client?.endsWith('npm-cli.js')) {
    return runCommand(process.execPath, [client, ...args], options);
  }
  return process.platform === 'win32'
    ? runCommand('npm.cmd', args, { ...options, shell: true })
    : runCommand('npm', args, options);
}

/** What a failed command gave as its reason: npm and apt mark such lines, others end with them. */
export function reasonOf({ code, stdout, stderr }) {
  const lines = (stderr.trim() || stdout.trim()).split('\n').filter((line) => line.trim());
  const marked = lines.filter((line) => /^(npm error|E:) \S/.test(line));
  const chosen = marked.length ? marked.slice(0, 2) : lines.slice(-3);
  return chosen.join(' ').trim() || `exit code ${code}`;
}
