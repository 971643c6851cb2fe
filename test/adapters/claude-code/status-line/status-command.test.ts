import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  composeStatusCommand,
  parseStatusCommand,
} from '../../../../src-main/adapters/claude-code/status-line/status-command.js';

const LINE = 'Context 42% | 5h 31%';
const INPUT = '{"session_id":"€ \\u0000 \\"quoted\\" $HOME `id` %s \\\\n"}\n\n';
let folder: string;
let script: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tidemark it's a #folder "));
  script = join(folder, 'own line.cjs');
  // Stands for the status line: keeps what it was given, and says a line.
  writeFileSync(
    script,
    `require('fs').writeFileSync(__dirname + '/own-input', require('fs').readFileSync(0));
     console.log(${JSON.stringify(LINE)}); console.error('never seen'); process.exit(4);`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function compose(other: string | null): string {
  return composeStatusCommand({ node: process.execPath, script, dataDirectory: folder, other });
}

function run(shell: string, command: string, input = INPUT) {
  return spawnSync(shell, ['-c', command], {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    cwd: folder,
  });
}

const shells = ['sh', 'bash'].filter((shell) => spawnSync(shell, ['-c', ':']).status === 0);

describe.each(shells)('another command runs along in %s', (shell) => {
  test.each([
    ['a plain one', 'echo hello', 'hello\n'],
    ['no newline at its end', 'printf hello', 'hello\n'],
    ['many newlines at its end', 'printf "a\\n\\nb\\n\\n\\n"', 'a\n\nb\n'],
    ['quotes of both kinds', `echo 'it'"'"'s' "\\"so\\""`, 'it\'s "so"\n'],
    ['several lines', 'echo one\necho two\n', 'one\ntwo\n'],
    ['a comment at its end', 'echo one # and no more', 'one\n'],
    ['a comment at its start', '# first\necho one', 'one\n'],
    ['a failing end', 'echo one; exit 3', 'one\n'],
    ['a kill of its own shell', 'echo one; exec false', 'one\n'],
    ['set -e and a failure', 'set -eu; echo one; false; echo two', 'one\n'],
    ['a here-document', 'cat <<END\nin $((1+1)) lines\nEND', 'in 2 lines\n'],
    ['parentheses and cases', 'case x in x) echo one;; esac; (echo two)', 'one\ntwo\n'],
    ['a trap', "trap 'echo last' EXIT; echo one", 'one\nlast\n'],
    ['a dash in front', '-nothing; echo one', 'one\n'],
    ['changed input and output', 'exec </dev/null; exec 2>&1; echo one', 'one\n'],
    ['a percent sign', "printf '%s %%d\\n' 50%", '50% %d\n'],
    ['a function and variables', 'tidemark_line=x; f() { echo "$1"; }; f one', 'one\n'],
    ['its own reading of the input', 'cat >/dev/null; echo one', 'one\n'],
    ['no output', 'true', ''],
    ['a trailing backslash', 'echo one \\', 'one \\\n'],
    ['a background job', 'sleep 0.1 >/dev/null & echo one', 'one\n'],
  ])('S27 %s', (_, other, output) => {
    const ended = run(shell, compose(other));
    expect(ended.stdout).toBe(`${output}${LINE}\n`);
    expect(ended.status).toBe(0);
    expect(ended.stderr).not.toContain('never seen');
  });

  test.each([
    ['an open quote', "echo 'one"],
    ['an open parenthesis', 'echo one; ('],
    ['a stray end', 'fi; done; )'],
    ['an unknown program', 'no-such-program-here --really'],
    ['a bad expansion', `echo \${`],
  ])('%s of the other does not take our line away', (_, other) => {
    const ended = run(shell, compose(other));
    expect(ended.stdout).toBe(`${LINE}\n`);
    expect(ended.status).toBe(0);
    expect(ended.stderr).not.toBe('');
  });

  test('both see the very bytes that came, newlines at the end too', () => {
    const ended = run(shell, compose('cat > other-input'));
    expect(ended.stdout).toBe(`${LINE}\n`);
    expect(readFileSync(join(folder, 'other-input'), 'utf8')).toBe(INPUT);
    expect(readFileSync(join(folder, 'own-input'), 'utf8')).toBe(INPUT);
  });

  test('10 MB of output and a megabyte of unread input pass', () => {
    const other = 'head -c 10485760 /dev/zero | tr "\\0" x';
    const ended = run(shell, compose(other), 'y'.repeat(1_000_000));
    expect(ended.status).toBe(0);
    expect(ended.stdout.length).toBe(10_485_760 + 1 + LINE.length + 1);
    expect(ended.stdout.endsWith(`x\n${LINE}\n`)).toBe(true);
  });

  test('without Node the other still shows, and nothing else', () => {
    const command = { node: '/nowhere/node', script, dataDirectory: folder, other: 'echo one' };
    const ended = run(shell, composeStatusCommand(command));
    expect(ended).toMatchObject({ status: 0, stdout: 'one\n', stderr: '' });
  });

  test('ours alone is one program with its words', () => {
    expect(run(shell, compose(null)).stdout).toBe(`${LINE}\n`);
  });
});

describe('a command of ours', () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.string({
      unit: fc.constantFrom("'", '"', '\\', '\n', ' ', ';', '|', '--data-dir', '#', '$(', 'x'),
      minLength: 1,
    }),
  );
  const command = fc.record({
    node: word,
    script: word,
    dataDirectory: word,
    other: fc.option(word),
  });

  test('is read back as what it was made of, whatever is in it', () => {
    fc.assert(
      fc.property(command, (made) => {
        expect(parseStatusCommand(composeStatusCommand(made))).toEqual(made);
      }),
      { numRuns: 500 },
    );
  });

  test('holds what a shell unquotes to the very same words', () => {
    const texts = fc.sample(word, 40).filter((text) => !/[\0\ud800-\udfff]/.test(text));
    for (const other of texts) {
      const quoted = composeStatusCommand({ node: 'n', script: 's', dataDirectory: 'd', other });
      const assignment = quoted.slice(0, quoted.indexOf('; tidemark_in='));
      const ended = run('sh', `${assignment}; printf %s "$tidemark_other"`);
      expect(ended.stdout).toBe(other);
    }
  });

  test.each([
    'tidemark statusline',
    'npx tidemark statusline',
    'node /opt/tidemark/bin/tidemark.mjs statusline',
    '"/opt/my tools/bin/tidemark.mjs" statusline ',
  ])('may be written by hand: %s', (text) => {
    expect(parseStatusCommand(text)).toMatchObject({ other: null });
  });

  test.each([
    '',
    'echo tidemark statusline',
    'echo hello; tidemark statusline',
    'tidemark statusline | tee log',
    'tidemark status',
    'bash ~/.claude/statusline.sh',
    "'/usr/bin/node' '/x/statusline.cjs' --data-dir '/x'",
    "echo 'x' # tidemark",
  ])('is not just any text: %s', (text) => {
    expect(parseStatusCommand(text)).toBeNull();
  });

  test('is looked for in little time, however many quotes there are', () => {
    const quotes = "'\\''".repeat(20_000);
    expect(parseStatusCommand(`${quotes} # tidemark`)).toBeNull();
    expect(parseStatusCommand(`tidemark_other=${quotes}; | # tidemark`)).toBeNull();
  });
});
