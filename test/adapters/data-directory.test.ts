import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { defaultDataDirectory, homeFolder } from '../../src-main/adapters/data-directory.js';
import { readOverrides } from '../../src-main/adapters/overrides.js';

const own = process.env.HOME;
afterEach(() => {
  process.env.HOME = own;
});

describe('the data folder never begins where the program happens to run', () => {
  test.each([[''], ['here'], ['./here']])('HOME=%j is not the home', (home) => {
    process.env.HOME = home;
    expect(homeFolder()).toBe(userInfo().homedir);
    expect(defaultDataDirectory({}, 'linux')).toBe(join(userInfo().homedir, '.config/Tidemark'));
  });

  test('an XDG_CONFIG_HOME that is not absolute is ignored', () => {
    process.env.HOME = '/somebody';
    const found = defaultDataDirectory({ XDG_CONFIG_HOME: 'here' }, 'linux');
    expect(found).toBe('/somebody/.config/Tidemark');
  });

  test('a folder that is named is taken from where the program was started', () => {
    expect(readOverrides({ TIDEMARK_DATA_DIR: 'here' }).dataDirectory).toBe(resolve('here'));
  });
});
