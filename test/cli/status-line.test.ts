import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { readPayload } from '../../src-main/core/status-line/read-payload.js';
import { statusLineText } from '../../src-main/core/status-line/status-line-text.js';
import { root } from './build-once.js';
import { cleanUpAfter, NOW, NOW_TEXT, runTidemark, temporaryFolder } from './run-tidemark.js';

cleanUpAfter('each');

const script = join(root, 'dist/cli/statusline.cjs');
const RESET = NOW / 1000 + 3_600;
const WEEK_RESET = NOW / 1000 + 3 * 86_400;
const usage = {
  input_tokens: 10,
  output_tokens: 5,
  cache_creation_input_tokens: 130,
  cache_read_input_tokens: 860,
};
const payloadOf = (fiveHour: number, week: number, more: object = {}) => ({
  session_id: 'a-session-of-somebody',
  transcript_path: '/home/somebody/.claude/projects/secret.jsonl',
  model: { id: 'claude-opus-5', display_name: 'Opus \u001b[31m5' },
  context_window: { used_percentage: 42, current_usage: usage },
  rate_limits: {
    five_hour: { used_percentage: fiveHour, resets_at: RESET },
    seven_day: { used_percentage: week, resets_at: WEEK_RESET },
  },
  ...more,
});
const PAYLOAD = payloadOf(31, 44);
const NO_LIMITS = { context_window: PAYLOAD.context_window };
const LINE = 'Context 42% | 5h 31% | Week 44% | Cache 86%\n';

/** The status line as Claude Code would run it, in a data folder of its own. */
function run(data: string, input: object | string | Buffer, env: Record<string, string> = {}) {
  const isRaw = typeof input === 'string' || Buffer.isBuffer(input);
  return spawnSync(process.execPath, [script, '--data-dir', data], {
    input: isRaw ? input : JSON.stringify(input),
    encoding: 'utf8',
    env: { TIDEMARK_NOW: NOW_TEXT, ...env },
    cwd: data,
  });
}
function createRandom(): () => number {
  let seed = 1;
  return () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed;
  };
}
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
const quiet = (line: string) => ({ status: 0, stdout: line, stderr: '' });
const recorded = (data: string) => readdirSync(join(data, 'readings')).sort();
const glance = (isLearned: boolean) => ({
  savedAt: NOW,
  week: { end: WEEK_RESET * 1000, percent: 44, isLearned, hours: { used: 27, inLimit: 61 } },
});

describe('the line', () => {
  test('is told by the bundle, by tidemark statusline, and by the command line’s own bundle', async () => {
    const data = temporaryFolder();
    expect(run(data, PAYLOAD)).toMatchObject(quiet(LINE));
    const env = { TIDEMARK_NOW: NOW_TEXT, TIDEMARK_DATA_DIR: data };
    const input = JSON.stringify(PAYLOAD);
    expect(await runTidemark(['statusline'], { input, env })).toMatchObject({
      code: 0,
      stdout: LINE,
      stderr: '',
    });
    const other = temporaryFolder();
    const words = ['statusline', `--data-dir=${other}`];
    expect(await runTidemark(words, { input, env })).toMatchObject({ code: 0, stdout: LINE });
    expect(recorded(other)).toEqual(recorded(data));
    const bad = { ...env, TIDEMARK_NOW: 'soon', TIDEMARK_API_BASE_URL: 'nowhere' };
    expect(await runTidemark(words, { input: '{}', env: bad })).toMatchObject({ code: 0 });
  });

  test('shows what was recorded when Claude Code says nothing of limits, until the reset', () => {
    const data = temporaryFolder();
    run(data, PAYLOAD);
    expect(run(data, NO_LIMITS)).toMatchObject(quiet(LINE));
    const later = { TIDEMARK_NOW: new Date(RESET * 1000).toISOString() };
    expect(run(data, NO_LIMITS, later)).toMatchObject(
      quiet('Context 42% | Week 44% | Cache 86%\n'),
    );
  });

  test('an idle terminal with an old payload shows the newer reading', () => {
    const data = temporaryFolder();
    run(data, payloadOf(35, 46));
    expect(run(data, PAYLOAD).stdout).toBe('Context 42% | 5h 35% | Week 46% | Cache 86%\n');
  });

  test('takes hours from the glance, and marks what is learned', () => {
    const data = temporaryFolder();
    writeFileSync(join(data, 'statusline.json'), JSON.stringify(glance(true)));
    expect(run(data, NO_LIMITS).stdout).toBe('Context 42% | Week ~27 of 61 h (~44%) | Cache 86%\n');
    writeFileSync(join(data, 'statusline.json'), JSON.stringify(glance(false)));
    expect(run(data, NO_LIMITS).stdout).toBe('Context 42% | Week ~27 of 61 h (44%) | Cache 86%\n');
  });

  test('is empty when nothing is known', () => {
    expect(run(temporaryFolder(), '{}')).toMatchObject(quiet('\n'));
  });
});

describe('nothing but the line, whatever arrives', () => {
  test('S6 random bytes', () => {
    const data = temporaryFolder();
    const random = createRandom();
    const calls = Array.from({ length: 30 }, (_, index) => {
      const bytes = Buffer.alloc(random() % 5_000).map(() => random() & 0xff);
      writeFileSync(join(data, `input-${index}`), bytes);
      return `"$0" "$1" --data-dir "$2" < "$2/input-${index}" || echo "ended with $?"`;
    });
    const ended = spawnSync('sh', ['-c', calls.join('\n'), process.execPath, script, data], {
      encoding: 'utf8',
      env: { TIDEMARK_NOW: NOW_TEXT },
    });
    expect(ended).toMatchObject(quiet('\n'.repeat(30)));
  });

  test('S6 300 payloads with bytes changed at random', () => {
    const random = createRandom();
    const whole = Buffer.from(JSON.stringify(PAYLOAD));
    for (let round = 0; round < 300; round += 1) {
      const bytes = Buffer.from(whole);
      for (let count = 0; count <= round % 20; count += 1) {
        bytes[random() % bytes.length] = round % 2 ? 0x30 + (random() % 10) : random() & 0xff;
      }
      const payload = readPayload(parsed(bytes.toString()), NOW);
      const [fiveHour = null, weekly = null] = payload.readings;
      const line = statusLineText({ payload, fiveHour, weekly, glance: null }, NOW);
      expect(line).toMatch(/^((Context|5h|Week|Cache) [<>]?\d{1,3}%( \| (?=\w)|$))*$/);
    }
  });

  test.each([
    ['nothing', ''],
    ['a list', '[]'],
    ['a payload cut in the middle', JSON.stringify(PAYLOAD).slice(0, 200)],
    ['100,000 brackets', '['.repeat(100_000)],
    ['null', 'null'],
    ['a byte that is no text', Buffer.from([0xff])],
  ])('A12, A36 %s', (_, input) => {
    const data = temporaryFolder();
    expect(run(data, input)).toMatchObject(quiet('\n'));
    expect(existsSync(join(data, 'readings'))).toBe(false);
  });

  test('A14 50 MB, from a pipe and from a file', () => {
    const data = temporaryFolder();
    const large = Buffer.alloc(50 * 1024 * 1024, ' ');
    large.write(JSON.stringify(PAYLOAD));
    expect(run(data, large)).toMatchObject({ status: 0, stdout: '\n', stderr: '' });
    writeFileSync(join(data, 'large'), large);
    const command = '"$0" "$1" --data-dir "$2" < "$2/large"';
    expect(
      spawnSync('sh', ['-c', command, process.execPath, script, data], { encoding: 'utf8' }),
    ).toMatchObject(quiet('\n'));
  });

  test('A17 an input that stays open: the line comes with what came, or without', async () => {
    const data = temporaryFolder();
    for (const [input, line] of [
      [JSON.stringify(PAYLOAD), LINE],
      ['{"context_window": ', '5h 31% | Week 44%\n'],
      ['', '5h 31% | Week 44%\n'],
    ]) {
      const env = { TIDEMARK_NOW: NOW_TEXT };
      const child = spawn(process.execPath, [script, '--data-dir', data], { env, stdio: 'pipe' });
      child.stdin.on('error', () => undefined);
      child.stdin.write(String(input));
      let text = '';
      child.stdout.setEncoding('utf8').on('data', (more: string) => {
        text += more;
      });
      const code = await new Promise((resolve) => child.on('close', resolve));
      expect([code, text]).toEqual([0, line]);
    }
  });

  test.each([
    ['no input', '<&-'],
    ['no output', '>&-'],
    ['no errors', '2>&-'],
    ['the null device', '</dev/null'],
    ['a folder', '</'],
    ['nobody who reads', '| true'],
    ['a full disk as output', '>/dev/full'],
  ])('F8 %s', (_, redirection) => {
    const data = temporaryFolder();
    const command = `echo '{}' | { "$0" "$1" --data-dir "$2" ${redirection}; }; echo "$?"`;
    const ended = spawnSync('sh', ['-c', command, process.execPath, script, data], {
      encoding: 'utf8',
    });
    expect(ended.stdout.trim()).toBe('0');
    expect(ended.stderr).toBe('');
  });
});

describe('whatever the disk does', () => {
  test.each([
    ['F11 a folder that cannot be made', '/proc/nowhere'],
    ['F4 a file in its place', script],
    ['F8 a device', '/dev/full'],
    ['F18 a name longer than any', `/tmp/${'x'.repeat(300)}`],
  ])('%s', (_, data) => {
    const ended = spawnSync(process.execPath, [script, '--data-dir', data], {
      input: JSON.stringify(PAYLOAD),
      encoding: 'utf8',
      env: { TIDEMARK_NOW: NOW_TEXT },
    });
    expect(ended).toMatchObject(quiet(LINE));
  });

  test('F10 readings that are no folder', () => {
    const data = temporaryFolder();
    writeFileSync(join(data, 'readings'), '');
    expect(run(data, PAYLOAD)).toMatchObject(quiet(LINE));
    expect(readFileSync(join(data, 'readings'), 'utf8')).toBe('');
  });

  test.each([
    ['no home', {}],
    ['an empty home', { HOME: '', XDG_CONFIG_HOME: '' }],
    ['a home that is a file', { HOME: script }],
    ['a home that is not absolute', { HOME: 'here', XDG_CONFIG_HOME: 'here' }],
  ])('%s leaves nothing where Claude Code runs', (_, env) => {
    const folder = temporaryFolder();
    const ended = spawnSync(process.execPath, [script], {
      // Nothing to record: the real home of who runs the test is not written to.
      input: JSON.stringify(NO_LIMITS),
      encoding: 'utf8',
      env: { TIDEMARK_NOW: NOW_TEXT, ...env },
      cwd: folder,
    });
    // Without the variable the system knows the home, and what is recorded there is shown.
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(ended.stdout).toMatch(/^Context 42% \|.* Cache 86%\n$/);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('F18 a data folder with blanks, quotes and signs', () => {
    const data = join(temporaryFolder(), `it's a "folder" 😀 ü`);
    expect(
      spawnSync(process.execPath, [script, '--data-dir', data], {
        input: JSON.stringify(PAYLOAD),
        encoding: 'utf8',
        env: { TIDEMARK_NOW: NOW_TEXT },
      }),
    ).toMatchObject(quiet(LINE));
    expect(recorded(data)).toHaveLength(2);
  });
});

describe('recording', () => {
  test('is one small file for each reading, with nothing of prompts, paths, names or sessions', () => {
    const data = temporaryFolder();
    run(data, PAYLOAD);
    run(data, PAYLOAD, { TIDEMARK_NOW: new Date(NOW + 60_000).toISOString() });
    run(data, payloadOf(31, 45));
    const weekly = Math.round(WEEK_RESET / 60) * 60;
    expect(recorded(data)).toEqual([
      `five_hour-${Math.round(RESET / 60) * 60}-31.json`,
      `weekly-${weekly}-44.json`,
      `weekly-${weekly}-45.json`,
    ]);
    for (const name of recorded(data)) {
      expect(JSON.parse(readFileSync(join(data, 'readings', name), 'utf8'))).toEqual({ at: NOW });
    }
  });

  test('F13 twenty terminals at once record it once, whole, and leave nothing beside it', async () => {
    const data = temporaryFolder();
    const ends = Array.from({ length: 20 }, (_, index) => {
      const env = { TIDEMARK_NOW: new Date(NOW + index * 1_000).toISOString() };
      const child = spawn(process.execPath, [script, '--data-dir', data], { env, stdio: 'pipe' });
      child.stdin.end(JSON.stringify(PAYLOAD));
      return new Promise((resolve) => child.on('close', resolve));
    });
    expect(await Promise.all(ends)).toEqual(Array(20).fill(0));
    expect(recorded(data)).toHaveLength(2);
    for (const name of recorded(data)) {
      const { at } = JSON.parse(readFileSync(join(data, 'readings', name), 'utf8'));
      expect((at - NOW) % 1_000).toBe(0);
    }
    expect(statSync(join(data, 'readings')).mode & 0o777).toBe(0o700);
  });

  test('P3 killed anywhere, no reading is torn and the next call is fine', async () => {
    const data = temporaryFolder();
    for (let round = 0; round < 30; round += 1) {
      const child = spawn(process.execPath, [script, '--data-dir', data], {
        env: { TIDEMARK_NOW: NOW_TEXT },
        stdio: 'pipe',
      });
      const closed = new Promise((resolve) => child.on('close', resolve));
      child.stdin.on('error', () => undefined);
      child.stdin.end(JSON.stringify(payloadOf(round, round)));
      await sleep(40 + round * 2);
      child.kill('SIGKILL');
      await closed;
    }
    const whole = existsSync(join(data, 'readings'))
      ? recorded(data).filter((name) => name.endsWith('.json'))
      : [];
    for (const name of whole) {
      expect(JSON.parse(readFileSync(join(data, 'readings', name), 'utf8'))).toEqual({ at: NOW });
    }
    expect(run(data, payloadOf(90, 90)).stdout).toBe(
      'Context 42% | 5h 90% | Week 90% | Cache 86%\n',
    );
  });
});

test('W13 the packaged program ignores what the environment says of folder and time', () => {
  const home = temporaryFolder();
  const packaged = join(home, 'statusline.cjs');
  copyFileSync(script, packaged);
  const inAnHour = Math.round(Date.now() / 1000) + 3_600;
  const ended = spawnSync(process.execPath, [packaged], {
    input: JSON.stringify({
      rate_limits: { five_hour: { used_percentage: 31, resets_at: inAnHour } },
    }),
    encoding: 'utf8',
    env: {
      HOME: home,
      XDG_CONFIG_HOME: join(home, 'config'),
      APPDATA: join(home, 'config'),
      TIDEMARK_DATA_DIR: join(home, 'elsewhere'),
      TIDEMARK_NOW: '2030-01-01T00:00:00Z',
    },
  });
  expect(ended).toMatchObject(quiet('5h 31%\n'));
  expect(existsSync(join(home, 'elsewhere'))).toBe(false);
});

describe('setting it up', () => {
  function world() {
    const home = temporaryFolder();
    mkdirSync(join(home, '.claude'));
    const settings = join(home, '.claude', 'settings.json');
    const env = { HOME: home, TIDEMARK_NOW: NOW_TEXT, TIDEMARK_DATA_DIR: join(home, 'data') };
    return { home, settings, env, ask: (...words: string[]) => runTidemark(words, { env }) };
  }
  const ORIGINAL = '{\n\t"statusLine": {"type": "command", "command": "cat | wc -c"}\n}\n';

  test('install shows what it writes, and the shell then runs both', async () => {
    const { settings, home, ask } = world();
    writeFileSync(settings, ORIGINAL);
    const installed = await ask('statusline', 'install', '--yes');
    expect(installed).toMatchObject({ code: 0, stderr: '' });
    expect(installed.stdout).toMatch(/^~\/\.claude\/settings\.json:\n- .*\n\+ .*tidemark/);
    expect(installed.stdout).toContain('settings.json.before-tidemark-2026-11-21');
    const { command } = JSON.parse(readFileSync(settings, 'utf8')).statusLine;
    const input = JSON.stringify(PAYLOAD);
    const ended = spawnSync('sh', ['-c', command], {
      input,
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '', HOME: home, TIDEMARK_NOW: NOW_TEXT },
    });
    expect(ended).toMatchObject(quiet(`${input.length}\n${LINE}`));
    const status = await ask('statusline', 'status', '--json');
    expect(JSON.parse(status.stdout)).toEqual({
      schema: 1,
      statusLine: {
        state: 'installed',
        keepsOther: true,
        file: '~/.claude/settings.json',
        lastReadingAt: NOW_TEXT.replace('Z', '.000Z'),
        switchedOff: false,
        silent: false,
      },
    });
    expect(await ask('statusline', 'remove')).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(settings, 'utf8')).toBe(ORIGINAL);
  });

  test('says why nothing comes of it: hooks that are switched off, or folders not trusted', async () => {
    const { settings, env, ask } = world();
    await ask('statusline', 'install', '--yes');
    const late = { ...env, TIDEMARK_NOW: new Date(NOW + 2 * 86_400_000).toISOString() };
    const status = async () => (await runTidemark(['statusline', 'status'], { env: late })).stdout;
    expect((await ask('statusline', 'status')).stdout).not.toMatch(/trust|disableAllHooks/);
    expect(await status()).toMatch(/last day: .*folders that you trust.*disableAllHooks/);
    const { statusLine } = JSON.parse(readFileSync(settings, 'utf8'));
    writeFileSync(settings, JSON.stringify({ disableAllHooks: true, statusLine }));
    const off = await status();
    expect(off).toMatch(/is installed .*\nWhile disableAllHooks is set there/);
    expect(off).not.toMatch(/trust|shows/);
  });

  test('off a terminal it needs --yes and writes nothing without', async () => {
    const { settings, ask } = world();
    writeFileSync(settings, ORIGINAL);
    const refused = await ask('statusline', 'install');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/^tidemark: [^\n]*--yes\.\n$/);
    const asJson = await ask('statusline', 'install', '--json');
    expect(JSON.parse(asJson.stdout)).toMatchObject({ error: { kind: 'invalid-input' } });
    expect(readFileSync(settings, 'utf8')).toBe(ORIGINAL);
  });

  test('a refusal is one sentence and exit 5', async () => {
    const { settings, ask } = world();
    writeFileSync(settings, 'not JSON');
    const refused = await ask('statusline', 'install', '--yes');
    expect(refused).toMatchObject({ code: 5, stdout: '' });
    expect(refused.stderr).toMatch(/^tidemark: Claude Code’s settings cannot be read\. [^\n]+\n$/);
    expect(readFileSync(settings, 'utf8')).toBe('not JSON');
  });

  test.each([
    [['statusline', 'again'], 'install, remove or status'],
    [['statusline', 'install', 'now'], 'install, remove or status'],
    [['statusline', 'remove', '--yes'], '--yes'],
    [['statusline', '--csv'], '--csv'],
    [['status', '--yes'], '--yes'],
  ])('%j is wrong usage', async (words, named) => {
    const { ask } = world();
    const ended = await ask(...words);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(named);
  });
});
