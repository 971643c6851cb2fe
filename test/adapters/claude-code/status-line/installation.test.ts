import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { recordReading } from '../../../../src-main/adapters/claude-code/status-line/readings-folder.js';
import {
  readSettingsFile,
  replaceSettings,
} from '../../../../src-main/adapters/claude-code/status-line/settings-file.js';
import { parseStatusCommand } from '../../../../src-main/adapters/claude-code/status-line/status-command.js';
import {
  createStatusLine,
  type StatusLineOptions,
} from '../../../../src-main/adapters/claude-code/status-line/status-line.js';
import { seeReading } from '../../../../src-main/core/status-line/seen-reading.js';
import { createKeptLog } from '../../../fakes/kept-log.js';

const NOW = Date.parse('2026-11-22T08:00:00Z');
const ORIGINAL = `{
    "model": "opus",  // mine
    "statusLine": {"type": "command", "command": "bash ~/line.sh # 'mine'", "padding": 2},
    "env": { "SECRET": "sk-ant-not-really" }
}
`;

let home: string;
let data: string;
let settings: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tidemark-home-'));
  data = join(home, 'data');
  settings = join(home, '.claude', 'settings.json');
  mkdirSync(join(home, '.claude'));
  writeFileSync(join(home, 'statusline.cjs'), '// the built program');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

function open(more: Partial<StatusLineOptions> = {}) {
  return createStatusLine({
    dataDirectory: data,
    env: {},
    home,
    findNode: () => process.execPath,
    script: { shipped: join(home, 'statusline.cjs'), isCopied: false },
    log: createKeptLog(),
    now: () => NOW,
    ...more,
  });
}

const read = () => readFileSync(settings, 'utf8');
const namesOf = (folder: string) => readdirSync(folder).sort();
const commandOf = () => parse(read().replace(/^\uFEFF/, '')).statusLine.command;
const backup = () => `${settings}.before-tidemark-2026-11-22`;

describe('installing', () => {
  test('without settings writes a file of its own, and removing takes it away again', () => {
    const line = open();
    expect(line.describe()).toEqual({
      state: 'absent',
      keepsOther: false,
      file: '~/.claude/settings.json',
      lastReadingAt: null,
      isSwitchedOff: false,
      isSilent: false,
    });
    expect(line.install()).toMatchObject({ ok: true, value: { state: 'installed' } });
    expect(JSON.parse(read()).statusLine).toEqual({
      type: 'command',
      command: expect.stringContaining("--data-dir '"),
      padding: 0,
      refreshInterval: 30,
    });
    expect(statSync(settings).mode & 0o777).toBe(0o600);
    expect(line.remove()).toMatchObject({ ok: true, value: { state: 'absent' } });
    expect(namesOf(join(home, '.claude'))).toEqual([]);
  });

  test('a path in the settings that cannot be looked at is an older line, and no crash', () => {
    const line = open();
    line.install();
    const loop = join(home, 'loop');
    symlinkSync(loop, loop);
    writeFileSync(settings, read().replaceAll(process.execPath, join(loop, 'node')));
    expect(line.describe()).toMatchObject({ state: 'outdated' });
  });

  test('keeps another command and everything around it, and gives the very bytes back', () => {
    writeFileSync(settings, `\uFEFF${ORIGINAL}`, { mode: 0o640 });
    chmodSync(settings, 0o640);
    const line = open();
    expect(line.describe()).toMatchObject({ state: 'absent', keepsOther: true });
    expect(line.install()).toMatchObject({
      ok: true,
      value: { state: 'installed', keepsOther: true },
    });
    const command = commandOf();
    expect(parseStatusCommand(command)?.other).toBe("bash ~/line.sh # 'mine'");
    expect(read()).toBe(
      `\uFEFF${ORIGINAL.replace(`"bash ~/line.sh # 'mine'"`, () => JSON.stringify(command))}`,
    );
    expect(statSync(settings).mode & 0o777).toBe(0o640);
    expect(readFileSync(backup(), 'utf8')).toBe(`\uFEFF${ORIGINAL}`);
    expect(statSync(backup()).mode & 0o777).toBe(0o640);
    expect(line.remove().ok).toBe(true);
    expect(read()).toBe(`\uFEFF${ORIGINAL}`);
    expect(namesOf(join(home, '.claude'))).toEqual([
      'settings.json',
      'settings.json.before-tidemark-2026-11-22',
    ]);
  });

  test('twice is once', () => {
    writeFileSync(settings, ORIGINAL);
    const line = open();
    line.install();
    const once = read();
    expect(line.preview()).toMatchObject({ ok: true, value: { backup: null } });
    expect(line.install().ok).toBe(true);
    expect(read()).toBe(once);
    expect(namesOf(join(home, '.claude'))).toHaveLength(2);
  });

  test('the preview shows what is written and writes nothing', () => {
    writeFileSync(settings, ORIGINAL);
    const line = open();
    const preview = line.preview();
    expect(read()).toBe(ORIGINAL);
    expect(existsSync(data)).toBe(false);
    line.install();
    expect(preview).toEqual({
      ok: true,
      value: {
        file: '~/.claude/settings.json',
        before: ORIGINAL.split('\n')[2]?.trim().replace(/,$/, ''),
        after: read().split('\n')[2]?.trim().replace(/,$/, ''),
        backup: '~/.claude/settings.json.before-tidemark-2026-11-22',
      },
    });
  });

  test('what was changed after the preview is kept', () => {
    writeFileSync(settings, ORIGINAL);
    const line = open();
    line.preview();
    writeFileSync(settings, ORIGINAL.replace('opus', 'sonnet').replace('line.sh', 'new.sh'));
    line.install();
    expect(read()).toContain('sonnet');
    expect(parseStatusCommand(commandOf())?.other).toContain('new.sh');
  });

  test('what is changed between reading and writing stays, and is said', () => {
    writeFileSync(settings, ORIGINAL);
    const file = readSettingsFile(settings);
    if (!file.ok) throw new Error('it was just written');
    writeFileSync(settings, `${ORIGINAL} `);
    expect(replaceSettings(file.value, Buffer.from('{}'))).toEqual({ ok: true, value: 'changed' });
    expect(replaceSettings(file.value, null)).toEqual({ ok: true, value: 'changed' });
    expect(read()).toBe(`${ORIGINAL} `);
    expect(namesOf(join(home, '.claude'))).toEqual(['settings.json']);
  });

  test('a backup is never overwritten', () => {
    writeFileSync(backup(), 'somebody’s own');
    writeFileSync(settings, ORIGINAL);
    open().install();
    expect(readFileSync(backup(), 'utf8')).toBe('somebody’s own');
    expect(readFileSync(`${backup()}-2`, 'utf8')).toBe(ORIGINAL);
    expect(open().remove().ok).toBe(true);
    expect(read()).toBe(ORIGINAL);
  });

  test('nothing but digests of the settings leaves Claude Code’s folder', () => {
    writeFileSync(settings, ORIGINAL);
    open().install();
    for (const name of namesOf(data)) {
      expect(readFileSync(join(data, name), 'utf8')).not.toMatch(/sk-ant|line\.sh|opus/);
      expect(statSync(join(data, name)).mode & 0o777).toBe(0o600);
    }
  });
});

describe('an older command of ours', () => {
  test('of another place is outdated, replaced, and not wrapped twice', () => {
    writeFileSync(settings, ORIGINAL);
    const older = join(home, 'older.cjs');
    writeFileSync(older, '');
    open({ script: { shipped: older, isCopied: false } }).install();
    const line = open();
    expect(line.describe()).toMatchObject({ state: 'outdated', keepsOther: true });
    expect(line.install()).toMatchObject({ ok: true, value: { state: 'installed' } });
    expect(read()).not.toContain('older.cjs');
    expect(parseStatusCommand(commandOf())?.other).toBe("bash ~/line.sh # 'mine'");
    line.remove();
    expect(read()).toBe(ORIGINAL);
  });

  test('in a file that we made is replaced, and removing takes the file away still', () => {
    const older = join(home, 'older.cjs');
    writeFileSync(older, '');
    open({ script: { shipped: older, isCopied: false } }).install();
    open().install();
    expect(open().remove().ok).toBe(true);
    expect(existsSync(settings)).toBe(false);
  });

  test('whose Node is gone is outdated; another Node that is there is not', () => {
    const node = join(home, 'node');
    writeFileSync(node, '', { mode: 0o755 });
    open({ findNode: () => node }).install();
    expect(open().describe().state).toBe('installed');
    const written = read();
    expect(open().install().ok).toBe(true);
    expect(read()).toBe(written);
    rmSync(node);
    expect(open().describe().state).toBe('outdated');
    open().install();
    expect(open().describe().state).toBe('installed');
  });

  test('that somebody moved elsewhere in the file comes out of where it is', () => {
    const line = open();
    line.install();
    const { statusLine } = JSON.parse(read());
    writeFileSync(settings, JSON.stringify({ theme: 'dark', statusLine, z: 1 }, null, 2));
    expect(line.remove().ok).toBe(true);
    expect(read()).toBe('{\n  "theme": "dark",\n  "z": 1\n}');
  });
});

describe('a status line from which nothing comes', () => {
  test('is switched off by disableAllHooks, which stays as it is', () => {
    const off = '{\n  "disableAllHooks": true\n}\n';
    writeFileSync(settings, off);
    const line = open();
    expect(line.describe()).toMatchObject({ state: 'absent', isSwitchedOff: true });
    expect(line.install()).toMatchObject({
      ok: true,
      value: { state: 'installed', isSwitchedOff: true },
    });
    expect(parse(read()).disableAllHooks).toBe(true);
    line.remove();
    expect(read()).toBe(off);
    for (const other of ['false', '"true"', '1', 'null']) {
      writeFileSync(settings, off.replace('true', other));
      expect(line.describe().isSwitchedOff).toBe(false);
    }
  });

  test('is silent a day after it was installed, or after the last reading', () => {
    const DAY = 86_400_000;
    const later = (ms: number) => open({ now: () => NOW + ms }).describe().isSilent;
    expect(later(9 * DAY)).toBe(false);
    open().install();
    expect([later(DAY - 1), later(DAY)]).toEqual([false, true]);
    const resetsAt = (NOW + 6 * DAY) / 1000;
    recordReading(data, seeReading('weekly', 44, resetsAt), NOW + 2 * DAY);
    expect([later(3 * DAY - 1), later(3 * DAY)]).toEqual([false, true]);
    open().remove();
    expect(later(9 * DAY)).toBe(false);
  });

  test('of which nobody knows when it was installed is silent without a reading', () => {
    const line = open();
    line.install();
    const record = join(data, 'statusline-install.json');
    const { at, ...older } = JSON.parse(readFileSync(record, 'utf8'));
    expect(at).toBe(NOW);
    writeFileSync(record, JSON.stringify(older));
    expect(line.describe().isSilent).toBe(true);
    line.remove();
    expect(existsSync(settings)).toBe(false);
  });
});

describe('removing after somebody else edited the file', () => {
  test('takes only our part out', () => {
    writeFileSync(settings, ORIGINAL);
    const line = open();
    line.install();
    writeFileSync(
      settings,
      read().replace('opus', 'haiku').replace('"padding": 2', '"padding": 7'),
    );
    expect(line.remove()).toMatchObject({ ok: true, value: { state: 'absent', keepsOther: true } });
    expect(read()).toBe(ORIGINAL.replace('opus', 'haiku').replace('"padding": 2', '"padding": 7'));
  });

  test('leaves a command that somebody put in our place', () => {
    const line = open();
    line.install();
    const other = '{"statusLine": {"type": "command", "command": "echo mine"}}';
    writeFileSync(settings, other);
    expect(line.remove().ok).toBe(true);
    expect(read()).toBe(other);
  });

  test('without its record, or with a backup that was changed, does the same', () => {
    writeFileSync(settings, ORIGINAL);
    const line = open();
    line.install();
    writeFileSync(backup(), 'changed');
    line.remove();
    expect(read()).toBe(ORIGINAL);
    line.install();
    rmSync(data, { recursive: true });
    line.remove();
    expect(read()).toBe(ORIGINAL);
  });
});

describe('links', () => {
  test('of somebody’s dotfiles are followed and stay', () => {
    const real = join(home, 'dotfiles.json');
    writeFileSync(real, ORIGINAL);
    symlinkSync(real, settings);
    const line = open();
    line.install();
    expect(lstatSync(settings).isSymbolicLink()).toBe(true);
    expect(lstatSync(real).isSymbolicLink()).toBe(false);
    expect(readFileSync(real, 'utf8')).toContain('tidemark');
    // Keys may stand in it: not beside the dotfiles, which are often published.
    expect(existsSync(backup())).toBe(true);
    line.remove();
    expect(lstatSync(settings).isSymbolicLink()).toBe(true);
    expect(readFileSync(real, 'utf8')).toBe(ORIGINAL);
  });

  test('to nothing are not written through', () => {
    symlinkSync(join(home, 'nowhere.json'), settings);
    expect(open().describe().state).toBe('unreadable');
    expect(open().install()).toMatchObject({
      ok: false,
      failure: { kind: 'claude-settings-unreadable' },
    });
    expect(existsSync(join(home, 'nowhere.json'))).toBe(false);
  });
});

describe('where nothing can be written, nothing is, and the sentence says why', () => {
  const kindOf = (line = open()) => {
    const result = line.install();
    return result.ok ? null : result.failure.kind;
  };

  test.each([
    ['F1 not JSON', 'statusLine: mine'],
    ['F1 cut', ORIGINAL.slice(0, 60)],
    ['F1 zeros', '\0'.repeat(300)],
    ['F1 not text', Buffer.from('{"a":"\xff"}', 'latin1')],
    ['F1 larger than any settings', JSON.stringify({ a: 'x'.repeat(1_100_000) })],
    ['a status line of an unknown form', '{"statusLine": "mine"}'],
  ])('%s', (_, content) => {
    writeFileSync(settings, content);
    const before = readFileSync(settings);
    expect(kindOf()).toBe('claude-settings-unreadable');
    expect(open().describe().state).toBe('unreadable');
    expect(open().preview().ok).toBe(false);
    expect(open().remove().ok).toBe(false);
    expect(readFileSync(settings).equals(before)).toBe(true);
    expect(namesOf(join(home, '.claude'))).toEqual(['settings.json']);
  });

  test('F4 a folder in its place', () => {
    mkdirSync(settings);
    expect(kindOf()).toBe('claude-settings-unreadable');
    expect(namesOf(join(home, '.claude'))).toEqual(['settings.json']);
  });

  test('F10 a file that its owner made read-only', () => {
    writeFileSync(settings, ORIGINAL);
    chmodSync(settings, 0o444);
    expect(kindOf()).toBe('claude-settings-read-only');
    expect(open().preview().ok).toBe(false);
    expect(read()).toBe(ORIGINAL);
    expect(namesOf(join(home, '.claude'))).toEqual(['settings.json']);
  });

  test('F10 a folder that takes no files', () => {
    const line = open({ env: { CLAUDE_CONFIG_DIR: '/proc/self' } });
    expect(kindOf(line)).toBe('claude-settings-read-only');
  });

  test('no Claude Code, no Node', () => {
    expect(kindOf(open({ findNode: () => null }))).toBe('node-absent');
    expect(open({ findNode: () => null }).describe().state).toBe('no-node');
    rmSync(join(home, '.claude'), { recursive: true });
    expect(kindOf()).toBe('claude-code-absent');
    expect(open().describe().state).toBe('no-claude-code');
    expect(open().remove()).toMatchObject({ ok: true, value: { state: 'no-claude-code' } });
  });

  test('F11 a data folder that cannot be made: the settings stay without a record or a script', () => {
    const blocked = join(home, 'file', 'data');
    writeFileSync(join(home, 'file'), '');
    writeFileSync(settings, ORIGINAL);
    const script = { shipped: join(home, 'statusline.cjs'), isCopied: true };
    expect(kindOf(open({ dataDirectory: blocked, script }))).toBe('storage-unavailable');
    expect(read()).toBe(ORIGINAL);
    const line = open({ dataDirectory: blocked });
    expect(line.install().ok).toBe(true);
    expect(line.remove().ok).toBe(true);
    expect(read()).toBe(ORIGINAL);
  });
});

describe('Claude Code’s folder', () => {
  test('is the first of the list that exists', () => {
    const [missing, used, other] = ['missing', 'used, it is', 'other'].map((n) => join(home, n));
    mkdirSync(String(used));
    mkdirSync(String(other));
    const fileOf = (list: string) => open({ env: { CLAUDE_CONFIG_DIR: list } }).describe().file;
    expect(fileOf(`${missing},${other}`)).toBe('~/other/settings.json');
    expect(fileOf(`${missing}:${other}`)).toBe('~/other/settings.json');
    expect(fileOf(` ${other} , ${missing}`)).toBe('~/other/settings.json');
    expect(fileOf(String(used))).toBe('~/used, it is/settings.json');
    expect(fileOf('')).toBe('~/.claude/settings.json');
    expect(fileOf('~/other')).toBe('~/other/settings.json');
    expect(open({ env: { CLAUDE_CONFIG_DIR: String(missing) } }).describe().state).toBe(
      'no-claude-code',
    );
  });
});

describe('a packaged app, which may be mounted elsewhere tomorrow', () => {
  test('P12 runs a copy from the data folder, and is outdated when another one is shipped', () => {
    const script = { shipped: join(home, 'statusline.cjs'), isCopied: true };
    const line = open({ script });
    line.install();
    const copy = join(data, 'statusline.cjs');
    expect(commandOf()).toContain(`'${copy}'`);
    expect(readFileSync(copy, 'utf8')).toBe('// the built program');
    writeFileSync(script.shipped, '// a newer program');
    expect(line.describe().state).toBe('outdated');
    expect(line.install()).toMatchObject({ ok: true, value: { state: 'installed' } });
    expect(readFileSync(copy, 'utf8')).toBe('// a newer program');
    line.remove();
    expect(existsSync(copy)).toBe(false);
  });
});
