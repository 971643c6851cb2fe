import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LINE, PAYLOAD, quiet } from './run-status-line.js';
import { cleanUpAfter, NOW, NOW_TEXT, runTidemark, temporaryFolder } from './run-tidemark.js';

cleanUpAfter('each');

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
        lastReadingAt: NOW_TEXT,
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
