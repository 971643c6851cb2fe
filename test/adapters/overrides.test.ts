import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultDataDirectory } from '../../src-main/adapters/data-directory.js';
import { createGivenKey } from '../../src-main/adapters/given-key.js';
import {
  NO_OVERRIDES,
  namesOfOverrides,
  OFFICIAL_BASE_URL,
  readOverrides,
} from '../../src-main/adapters/overrides.js';

const baseUrl = (value: string) => readOverrides({ TIDEMARK_API_BASE_URL: value }).baseUrl;

describe('what the environment may change', () => {
  test('nothing set changes nothing', () => {
    expect(readOverrides({})).toEqual(NO_OVERRIDES);
    expect(readOverrides({ TIDEMARK_API_BASE_URL: '', TIDEMARK_NOW: '' })).toEqual(NO_OVERRIDES);
    expect(OFFICIAL_BASE_URL).toBe('https://api.anthropic.com');
  });

  test.each([
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://127.9.9.9', 'http://127.9.9.9'],
    ['http://localhost:1/path?query', 'http://localhost:1'],
    ['http://[::1]:9000/', 'http://[::1]:9000'],
    ['https://gateway.example.com/v1', 'https://gateway.example.com'],
  ])('S14: %s is taken as %s', (given, origin) => {
    expect(baseUrl(given)).toBe(origin);
  });

  test.each([
    'http://example.com',
    'http://10.0.0.1',
    'http://192.168.1.1:8080',
    'http://127.0.0.1.example.com',
    'http://127.0.0.1@example.com',
    'http://localhost.example.com',
    'http://xn--localhost-',
    'http://0.0.0.0',
    'http://[::ffff:10.0.0.1]',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://user@example.com',
    'https://user:secret@127.0.0.1',
    'http://:secret@127.0.0.1',
    '//127.0.0.1',
    'not a url',
  ])('S14: %s is refused: the key would travel in clear or to nowhere', (given) => {
    expect(() => baseUrl(given)).toThrow(RangeError);
    expect(() => baseUrl(given)).toThrow(/^TIDEMARK_API_BASE_URL [a-z ,]+\.$|not a URL\.$/);
  });

  test('a fixed time is an RFC 3339 time', () => {
    const fixed = (value: string) => readOverrides({ TIDEMARK_NOW: value }).fixedNow;
    expect(fixed('2026-11-21T20:17:05Z')).toBe(Date.parse('2026-11-21T20:17:05Z'));
    expect(fixed('2026-11-21T21:17:05+01:00')).toBe(Date.parse('2026-11-21T20:17:05Z'));
    for (const wrong of ['soon', '2026-13-01T00:00:00Z', '5 o’clock', '1', 'Sat Nov 21 2026']) {
      expect(() => fixed(wrong), wrong).toThrow(RangeError);
    }
  });

  test('W13: a packaged app can name what it ignores, without the values', () => {
    expect(
      namesOfOverrides({
        TIDEMARK_API_BASE_URL: 'https://evil.example',
        TIDEMARK_NOW: '',
        TIDEMARK_DATA_DIR: '/tmp/x',
        HOME: '/root',
      }),
    ).toEqual(['TIDEMARK_DATA_DIR', 'TIDEMARK_API_BASE_URL']);
  });
});

describe('the data folder', () => {
  test.each([
    ['linux', {}, join(homedir(), '.config', 'Tidemark')],
    ['linux', { XDG_CONFIG_HOME: '/somewhere' }, '/somewhere/Tidemark'],
    ['linux', { XDG_CONFIG_HOME: '' }, join(homedir(), '.config', 'Tidemark')],
    ['darwin', {}, join(homedir(), 'Library', 'Application Support', 'Tidemark')],
  ] as const)('on %s with %j is %s', (platform, env, expected) => {
    expect(defaultDataDirectory(env, platform)).toBe(expected);
  });
});

describe('a key that was handed in', () => {
  test('is read, never saved, and forgetting it keeps nothing', async () => {
    const keys = createGivenKey('sk-ant-admin01-marked-fake-given');
    expect(await keys.read()).toEqual({ ok: true, value: 'sk-ant-admin01-marked-fake-given' });
    expect(await keys.save('another')).toMatchObject({
      ok: false,
      failure: { kind: 'keychain-absent' },
    });
    expect(await keys.forget()).toMatchObject({ ok: true });
  });
});
