import { spawn } from 'node:child_process';
import process from 'node:process';
import { waitFor } from './wait-for.mjs';

const TERM_LIMIT_MS = 2000;

/**
 * Starts programs, each as a process group of its own, and ends exactly those again, last first.
 * @param {Record<string, string>} env shared by all; may grow between starts
 */
export function createChildren(env) {
  /** @type {{ name: string, child: import('node:child_process').ChildProcess, output: string }[]} */
  const started = [];

  /**
   * @param {string} program
   * @param {readonly string[]} args
   * @param {{ input?: string, extraEnv?: NodeJS.ProcessEnv, answerOn?: number }} [options]
   *   `answerOn`: a file descriptor on which the program writes one line that we wait for
   * @returns {Promise<{ pid: number, answer: string, end: () => Promise<void> }>}
   */
  async function start(program, args, { input, extraEnv, answerOn } = {}) {
    /** @type {('ignore' | 'pipe')[]} */
    const stdio = [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'];
    if (answerOn !== undefined) stdio[answerOn] = 'pipe';
    // setpriv: should this process be killed, the kernel ends what it started.
    const child = spawn('setpriv', ['--pdeathsig', 'TERM', program, ...args], {
      env: { ...env, ...extraEnv },
      stdio,
      detached: true,
    });
    const entry = { name: program, child, output: '' };
    let answer = '';
    let failure;
    child.on('error', (error) => {
      failure = error;
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        entry.output = (entry.output + text).slice(-4000);
      });
    }
    if (answerOn !== undefined) {
      child.stdio[answerOn]?.on('data', (bytes) => {
        answer += bytes;
      });
    }
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
    started.push(entry);
    await waitFor(`${program} to start`, () => {
      if (failure) return true;
      return (
        child.pid !== undefined &&
        (answerOn === undefined || answer.includes('\n') || hasEnded(child))
      );
    });
    if (failure || (answerOn !== undefined && !answer.includes('\n'))) {
      throw new Error(`${program} did not start: ${failure?.message ?? entry.output}`);
    }
    return { pid: Number(child.pid), answer: answer.trim(), end: () => end(entry) };
  }

  async function endAll() {
    for (const entry of started.reverse()) await end(entry);
    started.length = 0;
  }

  return { start, endAll };
}

async function end({ name, child }) {
  if (child.pid === undefined) return;
  signalGroup(child.pid, 'SIGTERM');
  await waitFor(`${name} to end`, () => hasEnded(child), { limitMs: TERM_LIMIT_MS }).catch(
    () => {},
  );
  // Also what a daemon may have left in its group.
  signalGroup(child.pid, 'SIGKILL');
  await waitFor(`${name} to be killed`, () => hasEnded(child), { limitMs: TERM_LIMIT_MS });
}

function hasEnded(child) {
  return child.exitCode !== null || child.signalCode !== null;
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
