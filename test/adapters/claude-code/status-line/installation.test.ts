import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  readSettingsFile,
  replaceSettings,
} from '../../../../src-main/adapters/claude-code/status-line/settings-file.js';
import { parseStatusCommand } from '../../../../src-main/adapters/claude-code/status-line/status-command.js';
import { createClaudeHome, namesOf, ORIGINAL } from './create-claude-home.js';

const { home, data, settings, open, read, commandOf, backup } = createClaudeHome();

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
    expect(statSync(settings()).mode & 0o777).toBe(0o600);
    expect(line.remove()).toMatchObject({ ok: true, value: { state: 'absent' } });
    expect(namesOf(join(home(), '.claude'))).toEqual([]);
  });

  test('a path in the settings that cannot be looked at is an older line, and no crash', () => {
    const line = open();
    line.install();
    const loop = join(home(), 'loop');
    symlinkSync(loop, loop);
    writeFileSync(settings(), read().replaceAll(process.execPath, join(loop, 'node')));
    expect(line.describe()).toMatchObject({ state: 'outdated' });
  });

  test('keeps another command and everything around it, and gives the very bytes back', () => {
    writeFileSync(settings(), `\uFEFF${ORIGINAL}`, { mode: 0o640 });
    chmodSync(settings(), 0o640);
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
    expect(statSync(settings()).mode & 0o777).toBe(0o640);
    expect(readFileSync(backup(), 'utf8')).toBe(`\uFEFF${ORIGINAL}`);
    expect(statSync(backup()).mode & 0o777).toBe(0o640);
    expect(line.remove().ok).toBe(true);
    expect(read()).toBe(`\uFEFF${ORIGINAL}`);
    expect(namesOf(join(home(), '.claude'))).toEqual([
      'settings.json',
      'settings.json.before-tidemark-2026-11-22',
    ]);
  });

  test('twice is once', () => {
    writeFileSync(settings(), ORIGINAL);
    const line = open();
    line.install();
    const once = read();
    expect(line.preview()).toMatchObject({ ok: true, value: { backup: null } });
    expect(line.install().ok).toBe(true);
    expect(read()).toBe(once);
    expect(namesOf(join(home(), '.claude'))).toHaveLength(2);
  });

  test('the preview shows what is written and writes nothing', () => {
    writeFileSync(settings(), ORIGINAL);
    const line = open();
    const preview = line.preview();
    expect(read()).toBe(ORIGINAL);
    expect(existsSync(data())).toBe(false);
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
    writeFileSync(settings(), ORIGINAL);
    const line = open();
    line.preview();
    writeFileSync(settings(), ORIGINAL.replace('opus', 'sonnet').replace('line.sh', 'new.sh'));
    line.install();
    expect(read()).toContain('sonnet');
    expect(parseStatusCommand(commandOf())?.other).toContain('new.sh');
  });

  test('what is changed between reading and writing stays, and is said', () => {
    writeFileSync(settings(), ORIGINAL);
    const file = readSettingsFile(settings());
    if (!file.ok) throw new Error('it was just written');
    writeFileSync(settings(), `${ORIGINAL} `);
    expect(replaceSettings(file.value, Buffer.from('{}'))).toEqual({ ok: true, value: 'changed' });
    expect(replaceSettings(file.value, null)).toEqual({ ok: true, value: 'changed' });
    expect(read()).toBe(`${ORIGINAL} `);
    expect(namesOf(join(home(), '.claude'))).toEqual(['settings.json']);
  });

  test('a backup is never overwritten', () => {
    writeFileSync(backup(), 'somebody’s own');
    writeFileSync(settings(), ORIGINAL);
    open().install();
    expect(readFileSync(backup(), 'utf8')).toBe('somebody’s own');
    expect(readFileSync(`${backup()}-2`, 'utf8')).toBe(ORIGINAL);
    expect(open().remove().ok).toBe(true);
    expect(read()).toBe(ORIGINAL);
  });

  test('nothing but digests of the settings leaves Claude Code’s folder', () => {
    writeFileSync(settings(), ORIGINAL);
    open().install();
    for (const name of namesOf(data())) {
      expect(readFileSync(join(data(), name), 'utf8')).not.toMatch(/sk-ant|line\.sh|opus/);
      expect(statSync(join(data(), name)).mode & 0o777).toBe(0o600);
    }
  });
});

describe('an older command of ours', () => {
  test('of another place is outdated, replaced, and not wrapped twice', () => {
    writeFileSync(settings(), ORIGINAL);
    const older = join(home(), 'older.cjs');
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
    const older = join(home(), 'older.cjs');
    writeFileSync(older, '');
    open({ script: { shipped: older, isCopied: false } }).install();
    open().install();
    expect(open().remove().ok).toBe(true);
    expect(existsSync(settings())).toBe(false);
  });

  test('whose Node is gone is outdated; another Node that is there is not', () => {
    const node = join(home(), 'node');
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
    writeFileSync(settings(), JSON.stringify({ theme: 'dark', statusLine, z: 1 }, null, 2));
    expect(line.remove().ok).toBe(true);
    expect(read()).toBe('{\n  "theme": "dark",\n  "z": 1\n}');
  });
});

describe('Claude Code’s folder', () => {
  test('is the first of the list that exists', () => {
    const [missing, used, other] = ['missing', 'used, it is', 'other'].map((n) => join(home(), n));
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
    const script = { shipped: join(home(), 'statusline.cjs'), isCopied: true };
    const line = open({ script });
    line.install();
    const copy = join(data(), 'statusline.cjs');
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
