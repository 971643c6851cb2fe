import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  LINE,
  NO_LIMITS,
  PAYLOAD,
  payloadOf,
  quiet,
  RESET,
  recorded,
  run,
  script,
  WEEK_RESET,
} from './run-status-line.js';
import { cleanUpAfter, NOW, NOW_TEXT, runTidemark, temporaryFolder } from './run-tidemark.js';

cleanUpAfter('each');

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
