import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createClaudeHome, namesOf, ORIGINAL } from './create-claude-home.js';

const { home, data, settings, open, read, backup } = createClaudeHome();

describe('removing after somebody else edited the file', () => {
  test('takes only our part out', () => {
    writeFileSync(settings(), ORIGINAL);
    const line = open();
    line.install();
    writeFileSync(
      settings(),
      read().replace('opus', 'haiku').replace('"padding": 2', '"padding": 7'),
    );
    expect(line.remove()).toMatchObject({ ok: true, value: { state: 'absent', keepsOther: true } });
    expect(read()).toBe(ORIGINAL.replace('opus', 'haiku').replace('"padding": 2', '"padding": 7'));
  });

  test('leaves a command that somebody put in our place', () => {
    const line = open();
    line.install();
    const other = '{"statusLine": {"type": "command", "command": "echo mine"}}';
    writeFileSync(settings(), other);
    expect(line.remove().ok).toBe(true);
    expect(read()).toBe(other);
  });

  test('without its record, or with a backup that was changed, does the same', () => {
    writeFileSync(settings(), ORIGINAL);
    const line = open();
    line.install();
    writeFileSync(backup(), 'changed');
    line.remove();
    expect(read()).toBe(ORIGINAL);
    line.install();
    rmSync(data(), { recursive: true });
    line.remove();
    expect(read()).toBe(ORIGINAL);
  });
});

describe('links', () => {
  test('of somebody’s dotfiles are followed and stay', () => {
    const real = join(home(), 'dotfiles.json');
    writeFileSync(real, ORIGINAL);
    symlinkSync(real, settings());
    const line = open();
    line.install();
    expect(lstatSync(settings()).isSymbolicLink()).toBe(true);
    expect(lstatSync(real).isSymbolicLink()).toBe(false);
    expect(readFileSync(real, 'utf8')).toContain('tidemark');
    // Keys may stand in it: not beside the dotfiles, which are often published.
    expect(existsSync(backup())).toBe(true);
    line.remove();
    expect(lstatSync(settings()).isSymbolicLink()).toBe(true);
    expect(readFileSync(real, 'utf8')).toBe(ORIGINAL);
  });

  test('to nothing are not written through', () => {
    symlinkSync(join(home(), 'nowhere.json'), settings());
    expect(open().describe().state).toBe('unreadable');
    expect(open().install()).toMatchObject({
      ok: false,
      failure: { kind: 'claude-settings-unreadable' },
    });
    expect(existsSync(join(home(), 'nowhere.json'))).toBe(false);
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
    writeFileSync(settings(), content);
    const before = readFileSync(settings());
    expect(kindOf()).toBe('claude-settings-unreadable');
    expect(open().describe().state).toBe('unreadable');
    expect(open().preview().ok).toBe(false);
    expect(open().remove().ok).toBe(false);
    expect(readFileSync(settings()).equals(before)).toBe(true);
    expect(namesOf(join(home(), '.claude'))).toEqual(['settings.json']);
  });

  test('F4 a folder in its place', () => {
    mkdirSync(settings());
    expect(kindOf()).toBe('claude-settings-unreadable');
    expect(namesOf(join(home(), '.claude'))).toEqual(['settings.json']);
  });

  test('F10 a file that its owner made read-only', () => {
    writeFileSync(settings(), ORIGINAL);
    chmodSync(settings(), 0o444);
    expect(kindOf()).toBe('claude-settings-read-only');
    expect(open().preview().ok).toBe(false);
    expect(read()).toBe(ORIGINAL);
    expect(namesOf(join(home(), '.claude'))).toEqual(['settings.json']);
  });

  test('F10 a folder that takes no files', () => {
    const line = open({ env: { CLAUDE_CONFIG_DIR: '/proc/self' } });
    expect(kindOf(line)).toBe('claude-settings-read-only');
  });

  test('no Claude Code, no Node', () => {
    expect(kindOf(open({ findNode: () => null }))).toBe('node-absent');
    expect(open({ findNode: () => null }).describe().state).toBe('no-node');
    rmSync(join(home(), '.claude'), { recursive: true });
    expect(kindOf()).toBe('claude-code-absent');
    expect(open().describe().state).toBe('no-claude-code');
    expect(open().remove()).toMatchObject({ ok: true, value: { state: 'no-claude-code' } });
  });

  test('F11 a data folder that cannot be made: the settings stay without a record or a script', () => {
    const blocked = join(home(), 'file', 'data');
    writeFileSync(join(home(), 'file'), '');
    writeFileSync(settings(), ORIGINAL);
    const script = { shipped: join(home(), 'statusline.cjs'), isCopied: true };
    expect(kindOf(open({ dataDirectory: blocked, script }))).toBe('storage-unavailable');
    expect(read()).toBe(ORIGINAL);
    const line = open({ dataDirectory: blocked });
    expect(line.install().ok).toBe(true);
    expect(line.remove().ok).toBe(true);
    expect(read()).toBe(ORIGINAL);
  });
});
